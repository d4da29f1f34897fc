"""Numbers that pages send back as text: the keys of rows, and the versions in which they were shown."""

# Every database holds a number of so many digits in any of its columns.
_MOST_DIGITS = 9


def number_sent(text: str) -> int | None:
    """The number that a page sent back, None where no page of ours can have sent it."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None
