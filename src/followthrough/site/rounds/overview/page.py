"""What the overview of a plan shows: all of one day, each number with its list."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.urls import reverse

from followthrough.outputs.wording import counted
from followthrough.plan.document import Status
from followthrough.plan.when.periods import words_of
from followthrough.rules.figures import Figures, state_of
from followthrough.rules.movement import LATENESS, Way, way_of
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.queries import changes_waiting
from followthrough.site.page_parts import Tile
from followthrough.site.register.doubts import Doubts
from followthrough.site.register.judging import day_or_none, has_day
from followthrough.site.register.levels import level_in_sentence, level_word
from followthrough.site.register.models import Plan
from followthrough.site.rounds.figures.behind import Lists, directors_of, is_late, slips
from followthrough.site.rounds.figures.by_person import OF_OVERVIEW, PersonTable, by_director
from followthrough.site.rounds.figures.cached import cached_today
from followthrough.site.rounds.figures.queries import CLOSED, published_counts
from followthrough.site.rounds.figures.report import (
    finished_in_words,
    names_of,
    open_and_finished,
    rated_compared,
)
from followthrough.site.rounds.figures.rows import MovedRow, rows_of_moved
from followthrough.site.rounds.figures.sentences import Sentence, nothing_but_silence, overview_sentences
from followthrough.site.rounds.figures.shown import states_in
from followthrough.site.rounds.figures.theme_table import left_out, theme_table
from followthrough.site.rounds.figures.trends import Trend, trends_of
from followthrough.site.rounds.models import Standing
from followthrough.site.status_rows import StatusTable

SHOWN = 8
_DAYS_A_MONTH = 30.4


@dataclass(frozen=True)
class LateRow:
    """An action that is late or going to be: by how much, and what stands below its status."""

    standing: Standing
    director: str
    how_late: str
    state: str
    beside: str


@dataclass(frozen=True)
class DueRow:
    """An action that is due next; `beside` is what its owner or office should know."""

    standing: Standing
    state: str
    beside: str


@dataclass(frozen=True)
class Overview:
    """The overview of a plan on a day, by each action's latest word."""

    plan: Plan
    day: date
    doubts: Doubts

    @cached_property
    def lists(self) -> Lists:
        standings, figures = cached_today(self.plan, day=self.day)
        labels = {state.key: state.label for state in states_in(self.plan.scheme)}
        address = reverse("plan_figures", args=[self.plan.slug])
        return Lists(figures, standings, labels, address, self._closed_last)

    @property
    def _closed_last(self) -> str:
        """The period of the round closed last, whose missing returns are counted; empty: none was closed."""
        closed = self.plan.rounds.filter(state__in=CLOSED).order_by("-period")
        return closed.values_list("period", flat=True).first() or ""

    @property
    def figures(self) -> Figures:
        return self.lists.figures

    @property
    def labels(self) -> dict[str, str]:
        return dict(self.lists.labels)

    @property
    def since(self) -> str:
        """The round that was published last, in words; empty where none was."""
        period = self.figures.previous_period
        return words_of(period) if period else ""

    @cached_property
    def sentences(self) -> list[Sentence]:
        return overview_sentences(self.lists, has_day=has_day(self.day))

    @cached_property
    def silence(self) -> str:
        return nothing_but_silence(self.lists)

    @cached_property
    def tiles(self) -> list[Tile]:
        figures, lists, before = self.figures, self.lists, self.figures.counts_before
        slipped = sum(before.get(state, 0) for state in LATENESS)
        late = {each.number for each in lists.standings if each.is_overdue}
        asking = len(late & self._asking_for_a_date)
        must = self.doubts.number_to_settle
        checks = reverse("checks", args=[self.plan.slug])
        overdue = Tile(
            lists.number("overdue"),
            "past their agreed date",
            lists.link("overdue"),
            f"{asking} ask{'s' if asking == 1 else ''} for a new date" if asking else "",
        )
        return [
            Tile(figures.closing, "open", lists.link("open"), self._then(figures.opening), "actions"),
            Tile(lists.number("slipping"), "slipping", lists.link("slipping"), self._then(slipped)),
            *([overdue] if has_day(self.day) else []),
            Tile(len(figures.missing), "no return", lists.link("missing"), self._silent),
            Tile(
                self.doubts.number_doubted,
                "with questions",
                checks,
                f"{must} question{'' if must == 1 else 's'} must be answered" if must else "",
                "actions",
            ),
            Tile(
                lists.number("finished"),
                "finished",
                lists.link("finished"),
                finished_in_words(lists),
            ),
        ]

    def _then(self, number: int) -> str:
        return f"{number} in {self.since}" if self.since else ""

    @property
    def _silent(self) -> str:
        """In which round, and how many of them the table by theme does not count as no return."""
        if not self.figures.missing:
            return ""
        silence = open_and_finished(self.figures)
        return f"{silence}; none in {words_of(self.lists.period)} or since" if self.lists.period else silence

    @cached_property
    def themes(self) -> StatusTable:
        word = level_word(self.plan, "theme")
        caption = f"Rated actions by {word.lower()} and status, {day_or_none(self.day)}"
        return theme_table(self.lists, theme=word, caption=caption)

    @property
    def themes_title(self) -> str:
        return f"Status by {level_in_sentence(self.plan, 'theme')}"

    @property
    def left_out(self) -> str:
        return left_out(self.lists)

    @property
    def late_address(self) -> str:
        return self.lists.link("late")

    @property
    def late_shown(self) -> list[LateRow]:
        return self.late[:SHOWN]

    @cached_property
    def late(self) -> list[LateRow]:
        """Significant slippage first, then what is furthest past its date."""
        found = [each for each in self.lists.standings if each.kind != "heading" and is_late(each)]
        found.sort(
            key=lambda each: (state_of(each) != Status.SIGNIFICANT_SLIPPAGE, -(each.days_overdue or 0))
        )
        return [
            LateRow(each, names_of(directors_of(each)), _how_late(each), state_of(each), self._below(each))
            for each in found
        ]

    @property
    def due_next_address(self) -> str:
        return self.lists.link("due_soon")

    @property
    def due_next_shown(self) -> list[DueRow]:
        return self.due_next[:SHOWN]

    @cached_property
    def due_next(self) -> list[DueRow]:
        """What is due in the next three months, the soonest first."""
        numbers = {each.number for each in self.figures.due_soon or ()}
        found = [each for each in self.lists.standings if each.number in numbers]
        found.sort(key=lambda each: (each.due_latest or date.max, each.position))
        return [DueRow(each, state_of(each), "" if each.owners else "No owner") for each in found]

    def _below(self, standing: Standing) -> str:
        """What qualifies the status that an action declares."""
        if standing.number in self._asking_for_a_date:
            return "New date requested"
        if standing.implied in LATENESS and not slips(standing) and not standing.missing_return:
            return f"By its dates: {self.labels[str(standing.implied)].lower()}"
        return "No new date" if standing.is_overdue and standing.forecast is None else ""

    @cached_property
    def changes(self) -> list[ChangeRequest]:
        """The change requests that wait for a decision."""
        return list(changes_waiting(self.plan))

    @property
    def changes_shown(self) -> list[ChangeRequest]:
        return self.changes[:SHOWN]

    @cached_property
    def _asking_for_a_date(self) -> set[int]:
        return {change.action.number for change in self.changes if change.field == "due" and change.action}

    @cached_property
    def moved(self) -> list[MovedRow]:
        """What changed its status since the last round, what got worse first."""
        ways = list(Way)
        rows = rows_of_moved(self.figures, states_in(self.plan.scheme))
        return sorted(rows, key=lambda row: ways.index(way_of(row.before.key, row.after.key)))

    @property
    def moved_title(self) -> str:
        return f"What moved since {self.since}"

    @property
    def moved_address(self) -> str:
        return self.lists.link("moved")

    @property
    def moved_shown(self) -> list[MovedRow]:
        return self.moved[:SHOWN]

    @property
    def how_they_moved(self) -> str:
        """How many changed their status, and how."""
        worse, completed = self.lists.number("moved-worse"), self.lists.number("moved-completed")
        parts = [f"{worse} for the worse" if worse else "", f"{completed} completed" if completed else ""]
        said = ", ".join(filter(None, parts))
        start = f"{len(self.figures.moved)} of {rated_compared(self.lists)} changed status"
        return f"{start}: {said}" if said else start

    @cached_property
    def directors(self) -> PersonTable:
        return by_director(self.lists, OF_OVERVIEW)

    @cached_property
    def trends(self) -> list[Trend]:
        return trends_of(published_counts(self.plan), self.figures.counts)


def _how_late(standing: Standing) -> str:
    """By how much it is past its date, else how much later it is expected."""
    days = standing.days_overdue
    if days:
        return f"{_months_or_days(days)} past"
    months = round(standing.slip_current or 0)
    return f"{counted(months, 'month')} more expected" if months > 0 else ""


def _months_or_days(days: int) -> str:
    months = round(days / _DAYS_A_MONTH)
    return counted(months, "month") if days > 31 else counted(days, "day")
