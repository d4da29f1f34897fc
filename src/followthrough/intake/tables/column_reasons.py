"""Why a column was read as what it was read as, in a sentence that a person can weigh."""

from collections.abc import Mapping

from followthrough.intake.tables.cells import Profile

CHOSEN = "A person chose this."
SUITS_A_TITLE = "No heading says what is to be done; the cells of this column look most like it."
_SURE = 1.0
# The kinds of cells that bear a field out, and what they are called.
_DATES = (("date",), "dates")
_WITNESSES: dict[str, tuple[tuple[str, ...], str]] = {
    "ref": (("ref",), "refs"),
    "owner": (("owner", "person"), "posts, teams or names"),
    "start": _DATES,
    "due": _DATES,
    "original_due": _DATES,
    "revised_due": _DATES,
    "forecast": _DATES,
    "status": (("status",), "statuses"),
    "change_control": (("yes_no",), "yes or no"),
    "priority": (("rating",), "ratings"),
    "risk:rating": (("rating",), "ratings"),
}


def reason_for(field: str, scores: Mapping[str, float], cells: Profile) -> str:
    """The sentence for a column. `scores` are the fields that its heading may mean, each from 0 to 1."""
    heading = scores.get(field, 0.0)
    if field == "note" and scores and not heading:
        return "Another column fits better what this heading could mean, so it is kept under its heading."
    if field == "note" and not heading:
        return "Neither the heading nor the cells say what this is, so it is kept under its heading."
    said = "The heading says so" if heading >= _SURE else "The heading is like one that says so"
    count, seen = _seen(field, cells)
    if not heading:
        return f"The heading does not say; {seen}." if seen else "The cells look most like it."
    joined = "and" if 2 * count >= cells.filled else "but only"
    return f"{said}, {joined} {seen}." if seen else f"{said}."


def _seen(field: str, cells: Profile) -> tuple[int, str]:
    """How many cells bear the field out, and that in words; "" for a field that shows in no cells."""
    if field not in _WITNESSES or not cells.filled:
        return 0, ""
    kinds, name = _WITNESSES[field]
    count = round(sum(cells.share(kind) for kind in kinds) * cells.filled)
    return count, f"{count} of {cells.filled} filled cells hold{'s' if count == 1 else ''} {name}"
