"""Figures of many units in a province's PostgreSQL: the schema, and who writes to it."""
