"""A check of a plan, as text, as JSON and as a page."""
