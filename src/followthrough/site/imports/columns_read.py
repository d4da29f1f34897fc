"""The columns of a file: what each became and why, and what else a person can say that it is."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from followthrough.intake.corrections import CHOICES, Corrections
from followthrough.intake.looking import ColumnSeen
from followthrough.outputs.layout.action_text import text_of
from followthrough.plan.document import Column, PlanDocument, Problem
from followthrough.plan.fields import BY_PERIOD, FIELDS
from followthrough.site.register.words import field_in_words

SAMPLES = 3
DOUBTED, CLOSE = "low_confidence_column", "close_column"
# The choice of a column that is kept under its heading.
NOTE = "note"
KEPT = "Kept as a note of each action"
NAMED_BY_HEADING = ("owner", "note")
MOST_PERIODS = 12
# What every plan says of an action, and all fields by which that would be another. Of 101 columns of real
# tables that were read wrongly, and said to be doubtful, 61 are of neither.
_NEEDED = {"ref", "title", "owner", "due", "status"}
_SAID_OF_ALL = _NEEDED | {"who_when", "start", "original_due", "revised_due", "completed_on"}
# What a person puts right is a value; a longer text is edited in the plan once it is added.
_NO_VALUES = {"update", "note", "measures", "answers", "risk:description"}
# That a date is a revised one is told beside the date that it revises: a person says which of them holds.
_CHOSEN_FOR = {"revised_due": "due"}

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class ColumnReading:
    """A column of the file: its heading as printed, with its number where several have it; what it became and
    why, and what stands in it first.

    `field` is what a correction would say to leave it as it is, `other` the field that it could be as well,
    `doubt` what speaks against it, `chance` how certain it is that it is so.
    """

    heading: str
    field: str
    became: str
    reason: str | None
    other: str | None
    doubt: str | None
    samples: list[str]
    chance: float = 1.0

    @property
    def is_understood(self) -> bool:
        return self.field != NOTE

    @property
    def why(self) -> str:
        """Why somebody should look at it, else why it was read as it was."""
        return self.doubt or self.reason or ""

    @property
    def is_close(self) -> bool:
        """Whether a person should say what it is; nothing is lost by a column in which nothing stands."""
        return self.doubt is not None or (self.other is not None and bool(self.samples))

    @property
    def readings(self) -> list[str]:
        """What a person is offered first: as it was read, and the other that it could be."""
        other = _CHOSEN_FOR.get(self.other or NOTE, self.other or NOTE)
        return list(dict.fromkeys([self.field, other, *([NOTE] if other == self.field else [])]))


@dataclass(frozen=True)
class Questions:
    """The columns of which a person should say what they are, the most doubtful first: those by which an
    action, its owner, its dates or its status would be another; and those on which less hangs, of which
    somebody may say more."""

    asked: list[ColumnReading]
    small: list[ColumnReading]

    @property
    def number(self) -> int:
        """How many have to be answered."""
        return len(self.asked)


def questions_of(columns: Sequence[ColumnReading]) -> Questions:
    """A column without a heading can't be named in an answer, so that nothing is asked of it."""
    close = [column for column in columns if column.is_close and column.heading]
    asked = [column for column in close if _changes_what_is_said(column)]
    asked += _most_likely_to_be_missed(close, {_name_of(column.field) for column in columns})
    small = [column for column in close if column not in asked]
    return Questions(sorted(asked, key=lambda column: (column.doubt is None, column.chance)), small)


def _changes_what_is_said(column: ColumnReading) -> bool:
    """Whether the other reading would say something else of what every plan says of an action."""
    field, other = _name_of(column.field), _name_of(column.other)
    return field in _SAID_OF_ALL or (column.is_understood and other in _SAID_OF_ALL)


def _most_likely_to_be_missed(close: Sequence[ColumnReading], fields: Set[str]) -> list[ColumnReading]:
    """Of the columns that are kept as notes the one most likely to hold what no column was read as, once for
    each thing that every plan says."""
    found: dict[str, ColumnReading] = {}
    for column in sorted(close, key=lambda column: column.chance):
        if not column.is_understood and (other := _name_of(column.other)) in _NEEDED - fields:
            found.setdefault(other, column)
    return list(found.values())


def _name_of(path: str | None) -> str:
    return (path or NOTE).partition(":")[0]


def columns_of(document: PlanDocument, seen: Sequence[ColumnSeen] = ()) -> list[ColumnReading]:
    """The columns in the order of the file, one for each name by which a correction can go.

    `seen` are those of its tables: the layout has one column for each thing that an action says, and of two
    that hold the same a person may want to say that one holds another.
    """
    doubts = {
        problem.where.column: problem.message for problem in document.problems if problem.code == DOUBTED
    }
    known = {each.column.full_heading: each for each in reversed(seen)}
    columns: dict[str, ColumnReading] = {}
    for column in [*(each.column for each in seen), *document.layout]:
        if column.full_heading not in columns:
            doubt = doubts.get(column.numbered_heading)
            columns[column.full_heading] = _reading(column, doubt, document, known.get(column.full_heading))
    return list(columns.values())


def is_of_column(problem: Problem) -> bool:
    """Whether a problem is that a column may be read as the wrong thing, or could as well be another."""
    return problem.code in (DOUBTED, CLOSE) and bool(problem.where.column)


def _reading(
    column: Column, doubt: str | None, document: PlanDocument, seen: ColumnSeen | None
) -> ColumnReading:
    field = _choice_of(column.field)
    return ColumnReading(
        heading=column.full_heading,
        field=field,
        became=words_of(field),
        reason=column.reason,
        other=None if column.other is None else _choice_of(column.other),
        # The problem says what it was read as too, which stands in the list beside it.
        doubt=seen.doubt if seen and seen.doubt else doubt,
        samples=seen.samples if seen else _samples(column, document),
        chance=seen.chance if seen else 1.0,
    )


def _choice_of(path: str | None) -> str:
    return NOTE if path is None or path.partition(":")[0] == "note" else path


def words_of(field: str) -> str:
    return KEPT if field == NOTE else field_in_words(field)


def _samples(column: Column, document: PlanDocument) -> list[str]:
    """The first values of a column that differ."""
    found: dict[str, None] = {}
    for action in document.actions:
        text = text_of(action, column.field or f"note:{column.heading}", document.scheme or ())
        if text:
            found[text] = None
        if len(found) == SAMPLES:
            break
    return list(found)


def choices_for(column: ColumnReading, periods: list[str]) -> list[tuple[str, Choices]]:
    """What a column can be, in two groups: what it was read as and what comes close, and all else."""
    likely = column.readings if column.is_close else [column.field]
    named = {path.partition(":")[0] for path in likely if path.partition(":")[0] in NAMED_BY_HEADING}
    months = [f"{name}:{period}" for name in BY_PERIOD for period in periods[-MOST_PERIODS:]]
    plain = [path for path in CHOICES if path not in {*named, NOTE}]
    rest = [path for path in [*plain, *months, NOTE] if path not in likely]
    return [("Most likely", _worded(likely)), ("Or", _worded(rest))]


def can_be_chosen(path: str) -> bool:
    """Whether a person can say that a column holds it; some fields come of two columns read together."""
    try:
        Corrections({"": path})
    except ValueError:
        return False
    return True


def _worded(paths: list[str]) -> Choices:
    return [(path, words_of(path)) for path in dict.fromkeys(paths)]


def columns_of_values(document: PlanDocument) -> list[Column]:
    """The columns whose cells a person can put right, once a field."""
    found: dict[str, Column] = {}
    for column in document.layout:
        path = column.field or NOTE
        field = FIELDS.get(path) or FIELDS.get(path.partition(":")[0])
        if field and field.path not in _NO_VALUES:
            found.setdefault(path, column)
    return list(found.values())
