"""The actions behind each figure of a round: what a number leads to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from followthrough.plan.statuses import OPEN
from followthrough.rules.figures import NO_RETURN, NO_STATUS, Band, Figures, InState, Named, state_of
from followthrough.site.rounds.models import Standing

_LISTS = {
    "moved": "with another status than in the round before",
    "added": "not in the round before",
    "reopened": "reopened since the round before",
    "completed": "completed since the round before",
    "due_soon": "due in three months",
    "missing": "without the return that was asked for",
}
_BANDS = {
    "overdue": "overdue",
    "slipped_original": "slipped against the original date",
    "slipped_current": "slipped against the current date",
    "redated": "with an agreed date that has moved",
}
OVER_A_MONTH = "over_1"
_OPEN_STATES = {*(status.value for status in OPEN), NO_RETURN, NO_STATUS}


@dataclass(frozen=True)
class Behind:
    """The actions that a figure counts, as the round holds them; `gone`: in the plan no more."""

    words: str
    standings: list[Standing]
    gone: list[InState]

    @property
    def number(self) -> int:
        return len(self.standings) + len(self.gone)


class _Chosen(NamedTuple):
    words: str
    numbers: Collection[int]
    gone: Sequence[InState] = ()


def actions_behind(
    of: str, figures: Figures, standings: Sequence[Standing], *, theme: str | None, labels: Mapping[str, str]
) -> Behind | None:
    """The actions that a figure counts, of one theme or of none (""), `None`: of all. None: no such figure.

    `of` is "" for all, "state-on_track" and so on, "open", "new", "closed", the name of a list of `Figures`,
    or of a list of bands, with its band or without: "overdue-30"; "over_1" are all bands of a slip but the
    first. `labels` are the words for each state.
    """
    counted = [standing for standing in standings if standing.kind != "heading"]
    if theme is not None:
        counted = [standing for standing in counted if (standing.theme or "") == theme]
    chosen = _by_state(of, counted, labels) or _since_before(of, figures, counted) or _listed(of, figures)
    if chosen is None:
        return None
    shown = [standing for standing in counted if standing.number in chosen.numbers]
    return Behind(chosen.words, shown, list(chosen.gone))


def _by_state(of: str, counted: Sequence[Standing], labels: Mapping[str, str]) -> _Chosen | None:
    if of == "":
        return _Chosen("", {each.number for each in counted})
    if of == "open":
        return _Chosen("open", {each.number for each in counted if each.is_open})
    name, _, state = of.partition("-")
    if name != "state" or state not in labels:
        return None
    return _Chosen(labels[state], {each.number for each in counted if state_of(each) == state})


def _since_before(of: str, figures: Figures, counted: Sequence[Standing]) -> _Chosen | None:
    """What came among the open, and what left them."""
    if of == "new":
        came = {each.number for each in [*figures.added, *figures.reopened]}
        is_first = figures.previous_period is None
        new = {each.number for each in counted if each.is_open and (is_first or each.number in came)}
        return _Chosen("open now and not in the round before", new)
    if of == "closed":
        left = {e.number for e in figures.moved if e.before in _OPEN_STATES and e.after not in _OPEN_STATES}
        return _Chosen(
            "open in the round before and no more",
            left,
            [each for each in figures.gone if each.state in _OPEN_STATES],
        )
    return None


def _listed(of: str, figures: Figures) -> _Chosen | None:
    if of == "gone":
        return _Chosen("in the round before, and in the plan no more", (), figures.gone)
    if of in _LISTS:
        named: list[Named] | None = getattr(figures, of)
        return None if named is None else _Chosen(_LISTS[of], {each.number for each in named})
    name, _, part = of.partition("-")
    bands: list[Band] = (getattr(figures, name) if name in _BANDS else None) or []
    if part == OVER_A_MONTH and name.startswith("slipped"):
        words, found = f"{_BANDS[name]}, more than a month", bands[1:]
    else:
        found = [band for band in bands if part in ("", band.name)]
        words = ", ".join([_BANDS.get(name, ""), *(band.label.lower() for band in found if part)])
    return _Chosen(words, {number for band in found for number in band.numbers}) if found else None
