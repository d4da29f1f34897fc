"""Assurance actions: when each falls due, what was recorded of it, and the calendar of what comes."""
