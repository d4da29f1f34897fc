"""The columns of a file: what each became and why, and what else a person can say that it is."""

from dataclasses import dataclass

from followthrough.intake.corrections import CHOICES, Corrections
from followthrough.outputs.layout.action_text import text_of
from followthrough.plan.document import Column, PlanDocument, Problem
from followthrough.plan.fields import BY_PERIOD
from followthrough.site.register.words import field_in_words

SAMPLES = 3
DOUBTED = "low_confidence_column"
# The choice of a column that is kept under its heading.
NOTE = "note"
KEPT = "Kept as a note of each action"
NAMED_BY_HEADING = ("owner", "note")
MOST_PERIODS = 12

Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class ColumnReading:
    """A column of the file: its heading as printed, with its number where several have it; what it became and
    why, and what stands in it first.

    `field` is what a correction would say to leave it as it is, `other` the field that it could be as well,
    `doubt` what speaks against it.
    """

    heading: str
    field: str
    became: str
    reason: str | None
    other: str | None
    doubt: str | None
    samples: list[str]

    @property
    def is_understood(self) -> bool:
        return self.field != NOTE

    @property
    def other_words(self) -> str:
        return words_of(self.other or NOTE)

    @property
    def is_close(self) -> bool:
        """Whether a person should say what it is."""
        return self.other is not None or self.doubt is not None


def columns_of(document: PlanDocument) -> list[ColumnReading]:
    """The columns in the order of the file, one for each name by which a correction can go."""
    doubts = {problem.where.column: problem.message for problem in document.problems if is_of_column(problem)}
    columns: dict[str, ColumnReading] = {}
    for column in document.layout:
        doubt = doubts.get(column.numbered_heading)
        columns.setdefault(column.full_heading, _reading(column, doubt, document))
    return list(columns.values())


def is_of_column(problem: Problem) -> bool:
    """Whether a problem is that a column may have been read as the wrong thing."""
    return problem.code == DOUBTED and bool(problem.where.column)


def _reading(column: Column, doubt: str | None, document: PlanDocument) -> ColumnReading:
    field = _choice_of(column.field)
    return ColumnReading(
        heading=column.full_heading,
        field=field,
        became=words_of(field),
        reason=column.reason,
        other=None if column.other is None else _choice_of(column.other),
        # What it was read as stands in the list beside it.
        doubt=None if doubt is None else doubt.partition(" It was read as ")[0],
        samples=_samples(column, document),
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
    likely = [column.field, *([column.other] if column.other and can_be_chosen(column.other) else [])]
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
