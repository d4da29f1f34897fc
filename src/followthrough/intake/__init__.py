"""A file becomes a plan document. Pure: no database, no clock."""
