"""The actions behind each figure of a round or of an overview: what a number leads to, and how many they are.

Whatever a page says in numbers it counts here, so that a number and its list are one thing.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from followthrough.plan.document import Status
from followthrough.plan.owners import OwnerPart
from followthrough.plan.statuses import FINISHED, OPEN
from followthrough.rules.figures import NO_RETURN, NO_STATUS, Band, Figures, InState, Named, state_of
from followthrough.rules.movement import LATENESS, Way, way_of
from followthrough.site.rounds.models import Standing

_LISTS = {
    "moved": "with another status than in the round before",
    "added": "not in the round before",
    "reopened": "reopened since the round before",
    "completed": "completed since the round before",
    "due_soon": "due in three months",
    "missing": "without the return that was due",
}
_BANDS = {
    "overdue": "past their agreed date",
    "slipped_original": "slipped against the original date",
    "slipped_current": "slipped against the current date",
    "redated": "with an agreed date that has moved",
}
OVER_A_MONTH = "over_1"
_OPEN_STATES = {*(status.value for status in OPEN), NO_RETURN, NO_STATUS}
_FINISHED = {status.value for status in FINISHED}
_SIGNIFICANT, _UNRATED = Status.SIGNIFICANT_SLIPPAGE.value, Status.NOT_APPLICABLE.value
NOBODY = "none"


def is_rated(standing: Standing) -> bool:
    return standing.status != _UNRATED


def slips(standing: Standing) -> bool:
    """Whether it is said to be late: what gave no return says nothing."""
    return standing.is_open and state_of(standing) in LATENESS


def slips_by_dates(standing: Standing) -> bool:
    return standing.is_open and standing.implied in LATENESS


def is_late(standing: Standing) -> bool:
    """Whether it is past its agreed date, or said to slip significantly."""
    return standing.is_overdue or (standing.is_open and state_of(standing) == _SIGNIFICANT)


def has_tested(one: Standing, tested: bool) -> bool:
    """Whether it is closed, with evidence tested or without; of an older edition nobody can tell."""
    return state_of(one) == Status.CLOSED and one.evidence_tested is tested


# What is asked of one action alone, by the name that stands in an address, with its words.
_ASKED: dict[str, tuple[str, Callable[[Standing], bool]]] = {
    "open": ("open", lambda one: one.is_open),
    "finished": ("finished", lambda one: state_of(one) in _FINISHED),
    "rated": ("rated: neither headings nor not applicable", is_rated),
    "slipping": ("said to be slipping", slips),
    "late": ("slipping significantly, or past their agreed date", is_late),
    "undated": (
        "slipping significantly, past their date and without a new one",
        lambda one: one.is_overdue and state_of(one) == _SIGNIFICANT and one.forecast is None,
    ),
    "by_dates": ("slipping by their dates", slips_by_dates),
    "unsaid": (
        "slipping by their dates, of which the last word does not say so",
        lambda one: slips_by_dates(one) and state_of(one) not in {*LATENESS, NO_RETURN},
    ),
    "asked": ("asked for a return", lambda one: bool(one.asked)),
    "in": ("asked for a return that came", lambda one: bool(one.asked) and not one.missing_return),
    "silent_again": (
        "without a return for the second time running or longer",
        lambda one: one.missing_return and (one.missed_running or 0) > 1,
    ),
    "closed_tested": ("closed with evidence that a verifier accepted", lambda one: has_tested(one, True)),
    "closed_untested": (
        "closed, and nobody tested the evidence here, as of what came closed with a file",
        lambda one: has_tested(one, False),
    ),
    "redated_twice": ("with an agreed date that moved in two rounds or more", lambda one: one.redated > 1),
}


@dataclass(frozen=True)
class Behind:
    """The actions that a figure counts, as the round holds them; `gone`: in the plan no more."""

    words: str
    standings: list[Standing]
    gone: list[InState]

    @property
    def number(self) -> int:
        return len(self.standings) + len(self.gone)


class Narrowed(NamedTuple):
    """To whose actions a list is narrowed, None: to nobody's; "" is no theme, "none" nobody named."""

    theme: str | None = None
    director: str | None = None
    owner: str | None = None

    def holds(self, standing: Standing) -> bool:
        return (
            (self.theme is None or (standing.theme or "") == self.theme)
            and (self.director is None or self.director in directors_of(standing))
            and (self.owner is None or self.owner in answering(standing))
        )


EVERYBODY = Narrowed()


class _Chosen(NamedTuple):
    words: str
    numbers: Collection[int]
    gone: Sequence[InState] = ()


@dataclass(frozen=True)
class Lists:
    """The lists behind the figures of one page: `address` is where they are, `labels` words for states.

    `period` is the one whose missing returns they count, empty where there is none.
    """

    figures: Figures
    standings: Sequence[Standing]
    labels: Mapping[str, str]
    address: str
    period: str

    @cached_property
    def _counted(self) -> list[Standing]:
        return [one for one in self.standings if one.kind != "heading"]

    def behind(self, figure: str, narrowed: Narrowed = EVERYBODY) -> Behind | None:
        """The actions that a figure counts; None: no such figure.

        `figure` is "" for all, "state-on_track" and so on, a name of what is asked of one action, "new",
        "closed", "moved-worse" and so on, the name of a list of `Figures`, or of a list of bands, with its
        band or without: "overdue-30"; "over_1" are all bands of a slip but the first.
        """
        counted = self._counted
        if narrowed != EVERYBODY:
            counted = [one for one in counted if narrowed.holds(one)]
        chosen = (
            self._by_state(figure, counted)
            or self._since_before(figure, counted)
            or _listed(figure, self.figures)
        )
        if chosen is None:
            return None
        shown = [standing for standing in counted if standing.number in chosen.numbers]
        return Behind(chosen.words, shown, list(chosen.gone) if narrowed == EVERYBODY else [])

    def number(self, figure: str, narrowed: Narrowed = EVERYBODY) -> int:
        """How many a figure counts, none where it is not known."""
        found = self.behind(figure, narrowed)
        return found.number if found else 0

    def link(self, figure: str, narrowed: Narrowed = EVERYBODY) -> str:
        """Where they are listed."""
        asked = {"of": figure} | {
            name: value for name, value in narrowed._asdict().items() if value is not None
        }
        return f"{self.address}?{urlencode(asked)}"

    def _by_state(self, figure: str, counted: Sequence[Standing]) -> _Chosen | None:
        if figure == "":
            return _Chosen("", {each.number for each in counted})
        if figure in _ASKED:
            words, holds = _ASKED[figure]
            return _Chosen(words, {each.number for each in counted if holds(each)})
        name, _, state = figure.partition("-")
        if name != "state" or state not in self.labels:
            return None
        return _Chosen(self.labels[state], {each.number for each in counted if state_of(each) == state})

    def _since_before(self, figure: str, counted: Sequence[Standing]) -> _Chosen | None:
        """What came among the open, what left them, and what moved in which way."""
        figures = self.figures
        if figure == "new":
            came = {each.number for each in [*figures.added, *figures.reopened]}
            is_first = figures.previous_period is None
            new = {each.number for each in counted if each.is_open and (is_first or each.number in came)}
            return _Chosen("open now and not in the round before", new)
        if figure == "closed":
            left = {
                e.number for e in figures.moved if e.before in _OPEN_STATES and e.after not in _OPEN_STATES
            }
            gone = [each for each in figures.gone if each.state in _OPEN_STATES]
            return _Chosen("open in the round before and no more", left, gone)
        way = next((way for way in Way if figure == f"moved-{way.name.lower()}"), None)
        if way is None:
            return None
        moved = {each.number for each in figures.moved if way_of(each.before, each.after) is way}
        return _Chosen(f"since the round before: {way.value.lower()}", moved)


def _listed(figure: str, figures: Figures) -> _Chosen | None:
    if figure == "gone":
        return _Chosen("in the round before, and in the plan no more", (), figures.gone)
    if figure in _LISTS:
        named: list[Named] | None = getattr(figures, figure)
        return None if named is None else _Chosen(_LISTS[figure], {each.number for each in named})
    name, _, part = figure.partition("-")
    bands: list[Band] = (getattr(figures, name) if name in _BANDS else None) or []
    if part == OVER_A_MONTH and name.startswith("slipped"):
        words, found = f"{_BANDS[name]}, more than a month", bands[1:]
    else:
        found = [band for band in bands if part in ("", band.name)]
        words = ", ".join([_BANDS.get(name, ""), *(band.label.lower() for band in found if part)])
    return _Chosen(words, {number for band in found for number in band.numbers}) if found else None


def directors_of(standing: Standing) -> list[str]:
    """Who is accountable for an action, "none" where nobody is named."""
    return _named(standing, OwnerPart.ACCOUNTABLE)


def answering(standing: Standing) -> list[str]:
    """Who is asked for its return: its update owners, else whoever is accountable; "none": nobody is."""
    of_updates = _named(standing, OwnerPart.UPDATE_OWNER)
    return directors_of(standing) if of_updates == [NOBODY] else of_updates


def _named(standing: Standing, part: OwnerPart) -> list[str]:
    names = dict.fromkeys(owner["name"] for owner in standing.owners if owner["part"] == part.value)
    return list(names) or [NOBODY]
