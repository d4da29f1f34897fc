"""What a person decided that a column holds, by its heading; it is honoured before anything is weighed.

Of two columns with one heading each has a choice of its own, "RAG [1]" and "RAG [2]", from the left; "RAG"
alone is every one that has none.
"""

from collections.abc import Mapping

from followthrough.plan.fields import BY_PERIOD, WITH_HEADING
from followthrough.plan.headings import full_heading
from followthrough.plan.periods import is_period

# The fields that a person can give a column; an owner and a note take the heading, and a status, an update
# and a forecast the period, which may stand after the field: "status:2026-05".
CHOICES = (
    "ref", "title", "theme", "workstream", "start", "due", "original_due", "forecast", "owner", "who_when",
    "status", "update", "priority", "risk:rating", "risk:description", "measures", "answers",
    "change_control", "note",
)  # fmt: skip
_WITH_MORE = (*WITH_HEADING, *BY_PERIOD)

# A field, and the period of a status, an update or a forecast where it is said.
Choice = tuple[str, str | None]


class Corrections:
    """The fields that a person gave to headings.

    `fields` maps a heading as printed ("group: heading" where it has a group, "heading [2]" where it is the
    second of its table) to a path of the plan format, "" for a column to keep as a note. Raises ValueError
    for a path that no column can have.
    """

    def __init__(self, fields: Mapping[str, str] | None = None) -> None:
        self._fields = {_folded(heading): _parts(path) for heading, path in (fields or {}).items()}

    def of(self, heading: str, group: str | None, nth: int | None = None) -> Choice | None:
        """The field and the period that a person gave a column, None where nobody did."""
        names = map(_folded, names_of(heading, group, nth))
        return next((self._fields[name] for name in names if name in self._fields), None)


def names_of(heading: str, group: str | None, nth: int | None) -> tuple[str, str]:
    """The headings by which a choice of a column may be kept, the one that tells it best first.

    What was chosen for the first of two holds for the only one of another version, and the other way round.
    """
    alone = full_heading(heading, group)
    return (full_heading(heading, group, nth), alone) if nth else (alone, full_heading(heading, group, 1))


def _folded(heading: str) -> str:
    return " ".join(heading.split())


def _parts(path: str) -> Choice:
    if not path:
        return "note", None
    if path in CHOICES:
        return path, None
    name, _, more = path.partition(":")
    if name not in _WITH_MORE or (name in BY_PERIOD and not is_period(more)):
        raise ValueError(f"No column of a plan can hold {path!r}.")
    return name, more if name in BY_PERIOD else None
