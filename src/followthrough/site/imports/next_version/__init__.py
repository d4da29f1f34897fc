"""The next version of a plan: matched, asked about, taken in, undone."""
