"""The steps of the schema, one module each. A step that was released is never changed."""
