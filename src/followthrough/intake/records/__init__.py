"""Rows become records, one an action, and records become actions."""
