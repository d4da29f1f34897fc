"""What was read in a file, laid out for somebody to judge before it is taken in."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from followthrough.outputs.action_text import text_of
from followthrough.outputs.wording import counted
from followthrough.plan.document import WORST_FIRST, Action, Column, PlanDocument, Problem
from followthrough.plan.owners import fold_name
from followthrough.site.register.words import field_in_words

ROWS_A_PAGE = 50
SAMPLES = 3


@dataclass(frozen=True)
class ColumnReading:
    """A column of the file: its heading as printed, what it became, and what stands in it first."""

    heading: str
    became: str
    is_understood: bool
    samples: list[str]


@dataclass(frozen=True)
class ActionReading:
    """An action as it will be, with the problems met in its rows and the fields that they are about."""

    action: Action
    problems: list[Problem]
    doubtful: set[str]


class Review:
    """A plan document as the page shows it that asks whether to take it in."""

    def __init__(self, document: PlanDocument) -> None:
        self.document = document

    @property
    def headline(self) -> str:
        """How much was read out of how much, and how many things need somebody."""
        actions = counted(len(self.document.actions), "action")
        tables = {(action.where.sheet, action.where.table) for action in self.document.actions} - {
            (None, None)
        }
        read = f"{actions} from {counted(len(tables), 'table')}" if tables else actions
        needed = len(self.needing)
        return f"{read}. " + {0: "Nothing needs you.", 1: "1 thing needs you."}.get(
            needed, f"{needed} things need you."
        )

    @cached_property
    def needing(self) -> list[Problem]:
        """The problems that somebody should look at, the gravest first."""
        grave = [problem for problem in self.document.problems if problem.severity != "note"]
        return sorted(grave, key=lambda problem: WORST_FIRST.index(problem.severity))

    @property
    def noted(self) -> list[Problem]:
        """The problems that are only worth knowing."""
        return [problem for problem in self.document.problems if problem.severity == "note"]

    @property
    def columns(self) -> list[ColumnReading]:
        return [self._column(column) for column in self.document.layout]

    def _column(self, column: Column) -> ColumnReading:
        heading = f"{column.group}: {column.heading}" if column.group else column.heading
        field = column.field or f"note:{column.heading}"
        became = field_in_words(column.field)
        return ColumnReading(heading, became, column.field is not None, self._samples(field))

    def _samples(self, field: str) -> list[str]:
        """The first values of a column that differ."""
        found: dict[str, None] = {}
        for action in self.document.actions:
            text = text_of(action, field, self.document.scheme or ())
            if text:
                found[text] = None
            if len(found) == SAMPLES:
                break
        return list(found)

    def page_of_actions(self, page: str | None) -> "Page[Action]":
        """One page of the actions as they will be."""
        return Paginator(self.document.actions, ROWS_A_PAGE).get_page(page)

    def readings(self, actions: Iterable[Action]) -> list[ActionReading]:
        """The actions with what was doubtful in reading them."""
        return [self._reading(action) for action in actions]

    def _reading(self, action: Action) -> ActionReading:
        problems = [problem for problem in self.document.problems if _is_about(problem, action)]
        return ActionReading(action, problems, self._fields_of(problems))

    def _fields_of(self, problems: Iterable[Problem]) -> set[str]:
        """The names of the fields that problems are about, told by the column that they stand in."""
        fields = {column.heading: column.field or "" for column in self.document.layout}
        headings = [problem.where.column for problem in problems if problem.where.column]
        return {fields.get(heading, "").partition(":")[0] for heading in headings} - {""}

    @property
    def consequences(self) -> str:
        """What taking it in will do, in counts."""
        actions = self.document.actions
        owners = {fold_name(owner.name) for action in actions for owner in action.owners}
        themes = {action.theme for action in actions if action.theme}
        updates = sum(len(action.updates) for action in actions)
        parts = [(len(themes), "theme"), (len(owners), "owner"), (updates, "update")]
        said = [counted(len(actions), "action"), *(counted(number, noun) for number, noun in parts if number)]
        return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]


def _is_about(problem: Problem, action: Action) -> bool:
    """Whether a problem names the action, or stands in its rows."""
    if problem.ref is not None:
        return problem.ref == action.ref
    where, own = problem.where, action.where
    if (
        where.row_first is None
        or own.row_first is None
        or (where.sheet, where.table) != (own.sheet, own.table)
    ):
        return False
    return own.row_first <= where.row_first <= (own.row_last or own.row_first)
