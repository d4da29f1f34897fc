"""A plan document taken apart into rows, put together again, and its next version taken in."""
