"""What one column of a table was taken for, why, and whether that is doubtful, in sentences that a person can
weigh."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from followthrough.intake.kinds.cells import Profile, letters_under, looks_of
from followthrough.plan.document import Column
from followthrough.plan.fields import BY_PERIOD

CHOSEN = "A person chose this."
SUITS_A_TITLE = "No heading says what is to be done; the cells of this column look most like it."
_SURE = 1.0
# A column that is less likely than this what it was taken for is doubted; one that is not certain is said
# with what else it could be. So of all columns less than 3 in 100 are wrong and nothing was said.
_DOUBTED, CERTAIN = 0.5, 0.82
# Where fewer of its cells are of its kind they contradict a field.
_CONTRADICTS = 0.3
# Kinds of which a cell plainly is, and the share of cells that makes a column of them.
_PLAIN_KINDS, _MOSTLY = frozenset(("date", "owner", "status", "ref")), 0.5
_COUNTED = re.compile(r"\(?\d{1,2}[.)]\s+(?=[^\W\d])")


@dataclass(frozen=True)
class ColumnReading:
    """What one column was taken for. `index` counts from 0; `doubt` is said where the witnesses differ.

    `reason` says why; `other` is the path of a field that it could be as well; `is_chosen` tells that a
    person said what it holds; `spanning` are the words that stand over it and others; `nth` counts from 1
    the columns of one heading, None where it is the only one; `chance` is how certain the field is.
    """

    index: int
    heading: str
    group: str | None
    field: str
    period: str | None
    doubt: str | None = None
    reason: str | None = None
    other: str | None = None
    is_chosen: bool = False
    spanning: str = ""
    nth: int | None = None
    chance: float = 1.0

    @property
    def path(self) -> str:
        """The field as the layout of a plan document names it."""
        return path_of(self.field, self.heading, self.period)

    @property
    def letters(self) -> Mapping[str, str]:
        """The word that a single letter below the heading stands for, by the letter in lower case."""
        return letters_under((self.heading, self.group, self.spanning))

    @property
    def role(self) -> str:
        """The heading on one line, as the role of the owners that stand below it; a number that counts the
        columns of a form is no part of it."""
        return _COUNTED.sub("", " ".join(self.heading.split()))

    def as_column(self) -> Column:
        """The column as the plan document's layout has it."""
        return Column(
            heading=self.heading,
            group=self.group,
            field=self.path,
            reason=self.reason,
            other=self.other,
            nth=self.nth,
        )


def path_of(field: str, heading: str, period: str | None) -> str:
    if field in ("owner", "note"):
        return f"{field}:{heading}"
    return f"{field}:{period}" if field in BY_PERIOD and period else field


def reason_for(field: str, scores: Mapping[str, float], cells: Profile) -> str:
    """The sentence for a column. `scores` are the fields that its heading may mean, each from 0 to 1."""
    heading = scores.get(field, 0.0)
    if field == "note" and scores and not heading:
        return "Another column fits better what this heading could mean, so it is kept under its heading."
    if field == "note" and not heading:
        return "Neither the heading nor the cells say what this is, so it is kept under its heading."
    said = "The heading says so" if heading >= _SURE else "The heading is like one that says so"
    count, seen = _seen(field, cells)
    if not heading and seen and not count:
        return "The heading does not say; nothing else fits the column better."
    if not heading:
        return f"The heading does not say; {seen}." if seen else "The cells look most like it."
    joined = "and" if 2 * count >= cells.filled else "but only" if count else "but"
    return f"{said}, {joined} {seen}." if seen else f"{said}."


def _seen(field: str, cells: Profile) -> tuple[int, str]:
    """How many cells bear the field out, and that in words; "" for a field that shows in no cells."""
    kinds, name = looks_of(field)
    if not kinds or not cells.filled:
        return 0, ""
    count = round(sum(cells.share(kind) for kind in kinds) * cells.filled)
    holding = f"{count} of {cells.filled} filled cells" if count else "no filled cell"
    return count, f"{holding} hold{'s' if count <= 1 else ''} {name}"


def doubt_of(reading: ColumnReading, said: Mapping[str, float], cells: Profile) -> str | None:
    """What is doubtful of a reading; `said` are the fields that its heading may mean, each from 0 to 1."""
    kinds, _ = looks_of(reading.field)
    if reading.field == "note" or not reading.heading:
        return None
    if reading.chance >= CERTAIN and not _look_like_another(cells, kinds):
        return None
    says_another = max(said.values(), default=0.0) >= _SURE > said.get(reading.field, 0.0)
    if says_another or (kinds and cells.filled and sum(map(cells.share, kinds)) < _CONTRADICTS):
        return f"The heading “{reading.heading}” says one thing and the cells below it look like another."
    return None if reading.chance >= _DOUBTED else f"The heading “{reading.heading}” is not known."


def _look_like_another(cells: Profile, kinds: Sequence[str]) -> bool:
    """Whether no cell is of these kinds, and most are of another: posts below "Due date"."""
    others = _PLAIN_KINDS - set(kinds)
    return bool(kinds) and not any(map(cells.share, kinds)) and max(map(cells.share, others)) > _MOSTLY
