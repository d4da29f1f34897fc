"""What was read in a file, laid out for somebody to judge before it is taken in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page, Paginator

from followthrough.intake.looking import ColumnSeen, TableSeen
from followthrough.outputs.layout.action_text import text_of
from followthrough.outputs.wording import counted
from followthrough.plan.document import WORST_FIRST, Action, Column, PlanDocument, Problem
from followthrough.plan.folding import fold_name
from followthrough.plan.when.periods import latest_of
from followthrough.site.imports.columns_read import (
    ColumnReading,
    Questions,
    columns_of,
    columns_of_values,
    is_of_column,
    questions_of,
)
from followthrough.site.imports.dates_read import OF_ALL_DATES
from followthrough.site.imports.identity_read import TITLE_CONTENDED, Named, identity_of
from followthrough.site.imports.tables_read import tables_of

ROWS_A_PAGE = 50
# So many kinds of problems stand on the review itself, each with so many that are like its first; the rest
# has a page of its own.
FIRST_GROUPS = 10
FIRST_ALIKE = 8
FIRST_REMARKS = 10
# The codes of what is said of a whole table: that it may be no plan, or the plan of another.
OF_TABLES = ("unsure_plan", "several_plans", "plan_by_likeness", "table_without_headings")


@dataclass(frozen=True)
class ActionReading:
    """An action as it will be, with its number in the file, the problems met in its rows and the fields that
    they are about.
    """

    number: int
    action: Action
    problems: list[Problem]
    doubtful: set[str]

    @property
    def status_text(self) -> str:
        """The words of its latest status, also where nobody knows what they mean."""
        said = [update for update in self.action.updates if update.status_text]
        latest = latest_of(said)
        return (latest and latest.status_text) or ""


@dataclass(frozen=True)
class ProblemReading:
    """A problem, the number of the action that it is about, None where it is about none, and what stands in
    the action's cell, as a name for it among others that are like it."""

    problem: Problem
    number: int | None
    cell: str = ""

    @property
    def is_of_table(self) -> bool:
        """Whether it is settled by saying what a table is."""
        return self.problem.code in OF_TABLES

    @property
    def page(self) -> int:
        """The page of the review that shows the action."""
        return ((self.number or 1) - 1) // ROWS_A_PAGE + 1


@dataclass(frozen=True)
class ProblemGroup:
    """Problems of one kind in one column: the first of them, and the others that are like it.

    `cells` is the number of the column whose cells can be put right together, None where there is none.
    """

    first: ProblemReading
    others: list[ProblemReading]
    number: int
    cells: int | None

    @property
    def number_hidden(self) -> int:
        """How many are like the first and stand on the page of all problems alone."""
        return self.number - 1 - len(self.others)


class Review:
    """A plan document as the page shows it that asks whether to take it in."""

    def __init__(self, document: PlanDocument, tables: Sequence[TableSeen] = ()) -> None:
        self.document = document
        self.tables = tables_of(tables)

    @property
    def headline(self) -> str:
        """How much was read out of how much, and how many things need somebody."""
        actions = counted(len(self.document.actions), "action")
        tables = [table for table in self.tables if table.is_plan]
        read = f"{actions} from {counted(len(tables), 'table')}" if tables else actions
        needed = self.number_needed
        return f"{read}. " + {0: "Nothing needs you.", 1: "1 thing needs you."}.get(
            needed, f"{needed} things need you."
        )

    @property
    def number_needed(self) -> int:
        return self.number_of_kinds + self.questions.number + bool(self.dates_in_doubt)

    @property
    def number_of_kinds(self) -> int:
        """How many kinds of problems need somebody, of which one can stand in many places."""
        return len(self._needing_by_kind)

    @cached_property
    def questions(self) -> Questions:
        """The columns of which a person should say what they are."""
        return questions_of(self.columns)

    @cached_property
    def needing(self) -> list[Problem]:
        """The problems that somebody should look at, the gravest first; the order of dates is asked apart."""
        return [
            each
            for each in self.problems
            if each.code not in OF_ALL_DATES and (each.severity != "note" or each.code == TITLE_CONTENDED)
        ]

    @cached_property
    def dates_in_doubt(self) -> list[str]:
        """What is said of the order of day and month, where somebody should look: one question."""
        dates = [each for each in self.problems if each.code in OF_ALL_DATES]
        return [each.message for each in dates if each.severity != "note"]

    @cached_property
    def problems(self) -> list[Problem]:
        """All that was said of the reading, the gravest first, but for what is said at a column."""
        said = [each for each in self.document.problems if not self._is_shown_at_its_column(each)]
        return sorted(said, key=lambda problem: WORST_FIRST.index(problem.severity))

    def _is_shown_at_its_column(self, problem: Problem) -> bool:
        return is_of_column(problem) and problem.where.column in self._headings

    @cached_property
    def _headings(self) -> set[str]:
        seen = [each.column for each in self._seen]
        return {column.numbered_heading for column in [*self.document.layout, *seen]}

    @cached_property
    def noted(self) -> list[Problem]:
        """The problems that are only worth knowing."""
        return [problem for problem in self.problems if problem.severity == "note"]

    @property
    def first_needing(self) -> list[ProblemGroup]:
        """What needs somebody, by kind and column, so that one look answers all that are alike."""
        return [self._group(problems) for problems in self._needing_by_kind[:FIRST_GROUPS]]

    @cached_property
    def _needing_by_kind(self) -> list[list[Problem]]:
        kinds: dict[tuple[str, str | None], list[Problem]] = {}
        for problem in self.needing:
            kinds.setdefault((problem.code, problem.where.column), []).append(problem)
        return list(kinds.values())

    def _group(self, problems: list[Problem]) -> ProblemGroup:
        first, *others = self.located(problems[: FIRST_ALIKE + 1])
        columns = enumerate(columns_of_values(self.document), start=1)
        heading = first.problem.where.column
        cells = next((number for number, column in columns if column.numbered_heading == heading), None)
        return ProblemGroup(first, others, len(problems), cells if len(problems) > 1 else None)

    @property
    def has_more(self) -> bool:
        """Whether something that needs somebody does not stand on the review."""
        shown = self.first_needing
        return len(self._needing_by_kind) > len(shown) or any(group.number_hidden for group in shown)

    def cells_in_doubt(self, column: Column) -> list[ActionReading]:
        """The actions in which something was doubtful in a column."""
        doubts = [each for each in self.needing if each.where.column == column.numbered_heading]
        found: dict[int, list[Problem]] = {}
        for located in self.located(doubts):
            if located.number is not None:
                found.setdefault(located.number, []).append(located.problem)
        return [
            ActionReading(number, self.document.actions[number - 1], problems, set())
            for number, problems in sorted(found.items())
        ]

    def located(self, problems: Iterable[Problem]) -> list[ProblemReading]:
        """Problems with the actions that they are about."""
        return [self._located(problem) for problem in problems]

    def _located(self, problem: Problem) -> ProblemReading:
        number, field = self._number_of(problem), self._field_by_heading.get(problem.where.column or "")
        if number is None or not field:
            return ProblemReading(problem, number)
        action = self.document.actions[number - 1]
        return ProblemReading(problem, number, text_of(action, field, self.document.scheme or ()))

    def _number_of(self, problem: Problem) -> int | None:
        actions = enumerate(self.document.actions, start=1)
        return next((number for number, action in actions if _is_about(problem, action)), None)

    @cached_property
    def columns(self) -> list[ColumnReading]:
        return columns_of(self.document, self._seen)

    @cached_property
    def _seen(self) -> list[ColumnSeen]:
        """The columns of the tables, those of the longest first."""
        tables = sorted(self.tables, key=lambda table: -table.seen.rows)
        return [column for table in tables for column in table.seen.columns]

    def page_of_actions(self, page: str | None) -> "Page[Action]":
        """One page of the actions as they will be."""
        return Paginator(self.document.actions, ROWS_A_PAGE).get_page(page)

    def readings(self, page: "Page[Action]") -> list[ActionReading]:
        """The actions of a page with what was doubtful in reading them."""
        return [self._reading(*numbered) for numbered in enumerate(page, start=page.start_index())]

    def _reading(self, number: int, action: Action) -> ActionReading:
        problems = [problem for problem in self.problems if _is_about(problem, action)]
        return ActionReading(number, action, problems, self._fields_of(problems))

    def _fields_of(self, problems: Iterable[Problem]) -> set[str]:
        """The names of the fields that problems are about, told by the column that they stand in."""
        headings = [problem.where.column for problem in problems if problem.where.column]
        return {self._field_by_heading.get(heading, "").partition(":")[0] for heading in headings} - {""}

    @cached_property
    def _field_by_heading(self) -> dict[str, str]:
        return {column.numbered_heading: column.field or "" for column in self.document.layout}

    @property
    def identity(self) -> list[Named]:
        """What the plan is called, whose it is and the day it speaks for, each with where that was read."""
        return identity_of(self.document)

    @property
    def first_remarks(self) -> list[object]:
        return list(self.document.remarks[:FIRST_REMARKS])

    @property
    def consequences(self) -> str:
        """What taking it in will do, in counts."""
        actions = self.document.actions
        owners = {fold_name(owner.name) for action in actions for owner in action.owners}
        themes = {action.theme for action in actions if action.theme}
        updates = sum(bool(each.text or each.status) for action in actions for each in action.updates)
        parts = [(len(themes), "theme"), (len(owners), "owner"), (updates, "update")]
        said = [counted(len(actions), "action"), *(counted(number, noun) for number, noun in parts if number)]
        return f"{', '.join(said[:-1])} and {said[-1]}" if len(said) > 1 else said[0]


def _is_about(problem: Problem, action: Action) -> bool:
    """Whether a problem names the action, or stands in its rows; what is said of all dates or of a table is
    about none."""
    if problem.code in (*OF_ALL_DATES, *OF_TABLES):
        return False
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
