"""CCHC Desktop: the administrative-reform plan of one commune office, offline."""

__version__ = "0.1.0"
