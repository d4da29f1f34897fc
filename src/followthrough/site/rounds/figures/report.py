"""What the page of a round shows, and its files: the sentences first, then what proves each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from followthrough.outputs.wording import counted
from followthrough.plan.document import Status
from followthrough.plan.when.periods import words_of
from followthrough.rules.figures import NO_RETURN, Figures, state_of
from followthrough.rules.movement import Movement, Way, movements_of
from followthrough.site import clock
from followthrough.site.page_parts import Tile
from followthrough.site.register.facts import when_of
from followthrough.site.register.levels import level_in_sentence, level_word
from followthrough.site.rounds.figures.behind import NOBODY, Lists, answering, directors_of, is_rated
from followthrough.site.rounds.figures.by_person import OF_ROUNDS, Column, PersonTable, by_director, by_owner
from followthrough.site.rounds.figures.queries import compared_with, publication_before, published_counts
from followthrough.site.rounds.figures.sentences import Sentence, nothing_but_silence, round_sentences
from followthrough.site.rounds.figures.shown import FiguresShown, said_before
from followthrough.site.rounds.figures.standings import is_other_date
from followthrough.site.rounds.figures.theme_table import left_out, theme_table
from followthrough.site.rounds.figures.trends import Trend, trends_of
from followthrough.site.rounds.models import Standing
from followthrough.site.status_rows import StatusTable

DATES_MOVED = "#dates-moved"
# So many are named on the page; of more there is a list.
NAMED, SILENT_SHOWN = 20, 20
_DUE_NOW = ("number", "due", "without_dates")


@dataclass(frozen=True)
class Grave:
    """An action that slipped significantly, with its state in the round before, "" where there is none."""

    standing: Standing
    director: str
    before: str
    expected: str


@dataclass(frozen=True)
class Silent:
    """An action without the return that was asked, who was asked, and what was said before."""

    standing: Standing
    asked_of: str
    rounds: int
    said: str


@dataclass(frozen=True)
class DateMoved:
    """An action whose agreed date is another than in the round before."""

    standing: Standing
    before: str
    after: str


@dataclass(frozen=True)
class Report:
    """The page of one round."""

    shown: FiguresShown

    @property
    def figures(self) -> Figures:
        return self.shown.figures

    @property
    def period(self) -> str:
        return self.shown.round.period

    @cached_property
    def lists(self) -> Lists:
        return self.shown.lists

    @cached_property
    def sentences(self) -> list[Sentence]:
        number = None if self.dates_moved is None else len(self.dates_moved)
        return round_sentences(
            self.lists, is_imported=self.is_imported, dates_moved=number, moved_address=DATES_MOVED
        )

    @property
    def is_imported(self) -> bool:
        return bool(self.shown.publication and self.shown.publication.imported)

    @cached_property
    def silence(self) -> str:
        """The one finding where nobody answered, in place of a picture; empty where somebody did."""
        return nothing_but_silence(self.lists)

    @cached_property
    def tiles(self) -> list[Tile]:
        figures, lists = self.figures, self.lists
        before = figures.counts_before
        since = words_of(figures.previous_period) if figures.previous_period else ""
        slipped = sum(before.get(state, 0) for state in (Status.MEDIUM_SLIPPAGE, Status.SIGNIFICANT_SLIPPAGE))
        return [
            Tile(figures.closing, "open", lists.link("open"), self._sum_of_open),
            Tile(
                lists.number("slipping"),
                "slipped",
                lists.link("slipping"),
                f"{slipped} in {since}" if since else "",
            ),
            Tile(len(figures.missing), "no return", lists.link("missing"), self._asked),
            Tile(
                lists.number("finished"),
                "finished",
                lists.link("finished"),
                finished_in_words(lists),
            ),
        ]

    @property
    def _sum_of_open(self) -> str:
        figures = self.figures
        return (
            f"{figures.opening} + {figures.new} new − {figures.closed} finished or gone"
            if figures.previous_period
            else ""
        )

    @property
    def _asked(self) -> str:
        parts = [
            f"of {self.asked} asked" if self.asked else "",
            open_and_finished(self.figures) if self.figures.missing else "",
        ]
        return ": ".join(filter(None, parts))

    @cached_property
    def themes(self) -> StatusTable:
        word = level_word(self.shown.round.plan, "theme")
        caption = f"Rated actions by {word.lower()} and status, {self.shown.day:%-d %B %Y}"
        return theme_table(self.lists, theme=word, caption=caption)

    @property
    def left_out(self) -> str:
        return left_out(self.lists)

    @cached_property
    def grave(self) -> list[Grave]:
        """What slipped significantly, in the order of the plan."""
        states = {each.number: each.before for each in self.figures.moved}
        added = {each.number for each in self.figures.added}
        rows = []
        for each in self.shown.standings:
            if each.is_open and state_of(each) == Status.SIGNIFICANT_SLIPPAGE:
                has_before = self.figures.previous_period is not None and each.number not in added
                before = states.get(each.number, state_of(each)) if has_before else ""
                expected = str(each.forecast["text"]) if each.forecast else "No new date"
                rows.append(Grave(each, names_of(directors_of(each)), before, expected))
        return rows

    @cached_property
    def movements(self) -> list[Movement]:
        return movements_of(self.figures)

    @property
    def how_many_moved(self) -> str:
        """How many changed their status, and of how many."""
        return f"{len(self.figures.moved)} of {rated_compared(self.lists)} changed status"

    @cached_property
    def directors(self) -> PersonTable:
        return by_director(self.lists, self._columns)

    @property
    def _columns(self) -> Sequence[Column]:
        # Of what a file tells nobody was asked.
        return [each for each in OF_ROUNDS if not self.is_imported or each.figure not in ("asked", "in")]

    @cached_property
    def owners(self) -> PersonTable:
        return by_owner(self.lists, self._columns)

    @cached_property
    def silent(self) -> list[Silent]:
        labels = self.shown.labels
        return [
            Silent(
                each,
                names_of(answering(each)),
                each.missed_running or 1,
                said_before(each, labels, self.period),
            )
            for each in self.shown.standings
            if each.missing_return and each.kind != "heading"
        ]

    @cached_property
    def dates_moved(self) -> list[DateMoved] | None:
        """The agreed dates that are others than in the round before; None where nobody can tell."""
        before = self._dates_before
        if before is None or self.shown.without_dates:
            return None
        return [
            DateMoved(each, _text(before[each.number]), _text(each.due))
            for each in self.shown.standings
            if each.number in before
            and before[each.number] != each.due
            and is_other_date(when_of(before[each.number]), when_of(each.due))
        ]

    @cached_property
    def _dates_before(self) -> Mapping[int, Any] | None:
        """The agreed dates of the round before by number of action, None where there are none."""
        period, publication = self.figures.previous_period, self.shown.publication
        if period is None:
            return None
        earlier = compared_with(publication, period) if publication else publication_before(self.shown.round)
        rows = list(earlier.standings.values_list(*_DUE_NOW)) if earlier else []
        return {number: due for number, due, _ in rows} if rows and not any(row[2] for row in rows) else None

    @property
    def since(self) -> str:
        """The round before in words, "" where there is none."""
        return words_of(self.figures.previous_period) if self.figures.previous_period else ""

    @cached_property
    def asked(self) -> int:
        return 0 if self.is_imported else self.lists.number("asked")

    @property
    def silent_shown(self) -> list[Silent]:
        return self.silent[:SILENT_SHOWN]

    @property
    def silent_address(self) -> str:
        return self.lists.link("missing")

    @property
    def movements_shown(self) -> list[tuple[Movement, str, bool]]:
        """The movements, each with its list and whether its actions are few enough to be named."""
        return [(each, self._list_of(each), len(each.actions) <= NAMED) for each in self.movements]

    def _list_of(self, movement: Movement) -> str:
        words = {Way.ADDED: "added", Way.GONE: "gone"}
        return self.lists.link(words.get(movement.way, f"moved-{movement.way.name.lower()}"))

    @property
    def themes_title(self) -> str:
        return f"Status by {level_in_sentence(self.shown.round.plan, 'theme')}"

    @property
    def grave_title(self) -> str:
        """The plan's own word for significant slippage."""
        return self.shown.labels[Status.SIGNIFICANT_SLIPPAGE]

    @property
    def moved_title(self) -> str:
        return f"What moved since {self.since}"

    @property
    def how_it_was_made(self) -> str:
        """How many returns came, who published it and who signed it off, in sentences."""
        publication = self.shown.publication
        if publication and publication.imported:
            return "It came with a file. No returns were collected or published here."
        asked = self.asked
        said = [f"{self.lists.number('in')} of {counted(asked, 'return')} in."] if asked else []
        if publication is None:
            return " ".join([*said, "It is not published yet."])
        said.append(f"Published on {_day(publication.at)} by {publication.by}.")
        if publication.signed_off_by:
            said.append(f"Signed off by {publication.signed_off_by}.")
        if publication.edition > 1:
            said.append(f"This is edition {publication.edition}.")
        return " ".join(said)

    @cached_property
    def trends(self) -> list[Trend]:
        """The rounds up to this one, as they were published by then."""
        return trends_of(published_counts(self.shown.round.plan, up_to=self.shown.publication))


def open_and_finished(figures: Figures) -> str:
    """Of those without a return, how many are open and count as such, and how many were finished before."""
    silent = figures.counts.get(NO_RETURN, 0)
    finished = len(figures.missing) - silent
    return f"{silent} open, {finished} complete" if finished else f"{silent} open"


def finished_in_words(lists: Lists) -> str:
    """What is finished, by how it ended: claimed complete, closed, or in another way, such as cancelled.

    Of what is closed it says of how many the evidence was tested, unless nobody can tell any more.
    """
    counts = lists.figures.counts
    complete, closed = (counts.get(state, 0) for state in (Status.COMPLETE, Status.CLOSED))
    otherwise = lists.number("finished") - complete - closed
    tested, untested = lists.number("closed_tested"), lists.number("closed_untested")
    of_them = f" ({tested or 'none'} with evidence tested)" if tested or untested else ""
    said = f"{complete} complete, {closed} closed{of_them}"
    return f"{said}, {otherwise} ended otherwise" if otherwise else said


def rated_compared(lists: Lists) -> str:
    """The actions that are compared with the round before, in words: those that were in the plan then.

    Headings and what is not applicable are left out, as everywhere, unless one of these moved.
    """
    figures = lists.figures
    added = {each.number for each in figures.added}
    rated = {each.number for each in lists.standings if each.kind != "heading" and is_rated(each)} - added
    compared = rated | {each.number for each in figures.moved}
    return counted(len(compared), "rated action")


def names_of(names: list[str]) -> str:
    """Names of posts as they stand in a row."""
    return "Nobody named" if names == [NOBODY] else ", ".join(names)


def _day(at: datetime) -> str:
    return f"{clock.day_of(at):%-d %B %Y}"


def _text(when: Any) -> str:
    return str(when["text"]) if when else "No date"
