"""Pieces of sentence that several outputs share."""

from followthrough.plan.document import Where


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 action", "3 actions"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def place_in_words(where: Where) -> str:
    """Where in the file it stands, as a person would say it; empty where nothing is known."""
    rows = f"row {where.row_first}" if where.row_first else ""
    if where.row_first and where.row_last and where.row_last != where.row_first:
        rows = f"rows {where.row_first} to {where.row_last}"
    named = (("sheet", where.sheet), ("page", where.page), ("table", where.table))
    return ", ".join([f"{name} {value}" for name, value in named if value] + ([rows] if rows else []))


def on_one_line(text: str) -> str:
    """The text on one line, without what would steer a terminal."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
