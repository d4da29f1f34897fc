"""What figures come to, in sentences that can be read aloud: the gravest first, each number with its list."""

from collections.abc import Iterator
from typing import NamedTuple

from followthrough.outputs.wording import counted
from followthrough.plan.document import Status
from followthrough.plan.statuses import LABELS
from followthrough.plan.when.periods import words_of
from followthrough.rules.figures import NO_RETURN, Figures, state_of
from followthrough.rules.movement import LATENESS
from followthrough.site.rounds.figures.behind import Lists

_SIGNIFICANT, _MEDIUM = Status.SIGNIFICANT_SLIPPAGE.value, Status.MEDIUM_SLIPPAGE.value
# How the usual two statuses are said in a sentence; a plan with words of its own is quoted.
_USUAL = {_SIGNIFICANT: "significantly", _MEDIUM: "by one to two months"}
_MOST_NAMED = 2


class Part(NamedTuple):
    """A piece of a sentence, with where it leads, if anywhere."""

    text: str
    address: str = ""
    is_strong: bool = False


Sentence = list[Part]


def plain(sentence: Sentence) -> str:
    """A sentence without its links."""
    return "".join(part.text for part in sentence)


def overview_sentences(lists: Lists, *, has_day: bool = True) -> list[Sentence]:
    """How a plan stands today. Without a day to judge it by, nothing is said of its dates."""
    verbs = (
        ("is slipping", "are slipping") if has_day else ("is said to be slipping", "are said to be slipping")
    )
    said = [_slipping(lists, *verbs), _by_dates(lists) if has_day else [], _still_silent(lists)]
    return [sentence for sentence in said if sentence]


def round_sentences(
    lists: Lists, *, is_imported: bool, dates_moved: int | None, moved_address: str
) -> list[Sentence]:
    """What a round says; `dates_moved` None: nobody can tell; `is_imported`: nobody was asked."""
    first = _slipping(lists, "has slipped", "have slipped")
    compared = _compared(lists.figures)
    silent = list(_no_return(lists, is_imported=is_imported))
    moved = _dates_moved(dates_moved, moved_address)
    said = [
        [*first, Part(f" {compared}")] if compared else first,
        _undated(lists),
        _finished(lists),
        [*silent, Part(" "), *moved] if silent and moved else [*silent, *moved],
    ]
    return [sentence for sentence in said if sentence]


def nothing_but_silence(lists: Lists) -> str:
    """The one finding of figures in which nobody answered; empty where anybody did.

    Pictures of them would show nothing else.
    """
    figures, finished = lists.figures, lists.number("finished")
    silent = figures.counts.get(NO_RETURN, 0)
    is_all = silent == figures.closing
    if not silent or not (is_all or (lists.number("asked") and not lists.number("in"))):
        return ""
    when = words_of(lists.period)
    which = "The one open action has" if silent == 1 else f"All {silent} open actions have"
    said = [f"{which} no return for {when}"]
    if not is_all:
        others = figures.closing - silent
        said = [
            f"No return came for {when}: {silent} open action{'' if silent == 1 else 's'} owed one",
            f"{others} {'were' if others > 1 else 'was'} asked for none",
        ]
    return "; ".join([*said, f"{finished} {_is(finished)} finished"] if finished else said) + "."


def _slipping(lists: Lists, one: str, several: str) -> Sentence:
    figures, of_all = lists.figures, lists.figures.closing
    if not of_all:
        return [Part("No action is open.", is_strong=True)]
    number = lists.number("slipping")
    claim = _share(number, of_all, one, several)
    silent = figures.counts.get(NO_RETURN, 0)
    if silent and not number:
        # What said nothing may have slipped all the same.
        claim = (
            f"None of {of_all} open actions says that it {one}"
            if of_all > 1
            else "The open action says nothing"
        )
    address = lists.link("slipping") if number else lists.link("open")
    kinds = [(state, figures.counts.get(state, 0)) for state in _USUAL]
    said = [(state, count) for state, count in kinds if count]
    if not said:
        return [Part(claim, address, is_strong=True), Part(f"; {silent} gave no return." if silent else ".")]
    parts: Sentence = [Part(claim, address, is_strong=True)]
    if len(said) == 1:
        [(state, _)] = said
        alone = "" if number == 1 else "all "
        return [*parts, Part(f", {alone}{_manner(state, lists)}.")]
    (grave, many), (mild, few) = said
    return [
        *parts,
        Part(": "),
        Part(f"{many} {_manner(grave, lists)}", lists.link(f"state-{grave}")),
        Part(" and "),
        Part(f"{few} {_manner(mild, lists)}", lists.link(f"state-{mild}")),
        Part("."),
    ]


def _share(number: int, of_all: int, one: str, several: str) -> str:
    """ "12 of 40 open actions have slipped", "All 4 …", "The one open action …", "None of 40 …"."""
    if of_all == 1:
        return f"The one open action {one}" if number else f"The one open action {_not(one)}"
    if number == of_all:
        return f"All {of_all} open actions {several}"
    return f"{number or 'None'} of {of_all} open actions {several if number > 1 else one}"


def _not(verb: str) -> str:
    """ "has not slipped", "is not slipping"."""
    auxiliary, rest = verb.split(" ", 1)
    return f"{auxiliary} not {rest}"


def _manner(state: str, lists: Lists) -> str:
    label = lists.labels.get(state, "")
    return _USUAL[state] if label == LABELS[Status(state)] else f"“{label}”"


def _compared(figures: Figures) -> str:
    """The same of the round before: "In November it was 9 of 42."."""
    if figures.previous_period is None:
        return ""
    before = sum(figures.counts_before.get(state, 0) for state in LATENESS)
    return f"In {words_of(figures.previous_period)} it was {before or 'none'} of {figures.opening}."


def _by_dates(lists: Lists) -> Sentence:
    """Past the agreed date, and late by the dates whatever is said."""
    overdue, by_dates, unsaid = (lists.number(of) for of in ("overdue", "by_dates", "unsaid"))
    past: Sentence = [Part("None is past its agreed date.")]
    if overdue:
        past = [
            Part(f"{overdue} {_is(overdue)} past {_its(overdue)} agreed date", lists.link("overdue")),
            Part("."),
        ]
    if not lists.figures.closing:
        return []
    if not by_dates:
        return past
    parts = [
        *past,
        Part(" By the dates "),
        Part(str(by_dates), lists.link("by_dates")),
        Part(f" {_is(by_dates)} slipping"),
    ]
    if not unsaid:
        return [*parts, Part(".")]
    words = _what_they_say(lists)
    which = f"{unsaid} of them {_say(unsaid)}" if unsaid < by_dates or by_dates > 1 else "it says"
    return [*parts, Part(": "), Part(f"{which} {words}", lists.link("unsaid")), Part(".")]


def _still_silent(lists: Lists) -> Sentence:
    """Who owed the round closed last a return and has said nothing since."""
    silent = lists.figures.counts.get(NO_RETURN, 0)
    if not silent:
        return []
    words = f"{silent} gave no return for {words_of(lists.period)}"
    return [Part(words, lists.link(f"state-{NO_RETURN}")), Part(f" and {_has(silent)} not answered since.")]


def _what_they_say(lists: Lists) -> str:
    """The status that those declare which are late by their dates alone, where it is one."""
    found = lists.behind("unsaid")
    states = {state_of(each) for each in found.standings} if found else set()
    label = lists.labels.get(states.pop(), "") if len(states) == 1 else ""
    return label or "otherwise"


def _undated(lists: Lists) -> Sentence:
    """The gravest that are past their date and have no new one, by name where they are few."""
    found, grave = lists.behind("undated"), lists.figures.counts.get(_SIGNIFICANT, 0)
    if found is None or not found.number or not grave:
        return []
    number = found.number
    which = (
        "The one that slipped significantly has"
        if grave == number == 1
        else (
            f"All {grave} that slipped significantly have"
            if grave == number
            else f"{number} of the {grave} that slipped significantly {_has(number)}"
        )
    )
    start: Sentence = [Part(f"{which} no new date", lists.link("undated"))]
    if number > _MOST_NAMED:
        return [*start, Part(".")]
    return [*start, Part(f": {' and '.join(map(str, found.standings))}.")]


def _finished(lists: Lists) -> Sentence:
    finished, rated = lists.number("finished"), lists.number("rated")
    completed, closed = lists.number("moved-completed"), lists.number("moved-closed")
    end = Part(
        f"{finished or 'none'} of {counted(rated, 'rated action')}",
        lists.link("finished") if finished else "",
    )
    said = [
        Part(f"{count} {_was(count)} {word}", lists.link(of))
        for count, word, of in (
            (completed, "completed", "moved-completed"),
            (closed, "closed", "moved-closed"),
        )
        if count
    ]
    if not rated:
        return []
    if not said:
        since = lists.figures.previous_period
        start = f"Nothing was completed or closed since {words_of(since)}: " if since else ""
        number = end if start else end._replace(text=end.text[:1].upper() + end.text[1:])
        said = [*([Part(start)] if start else []), number, Part(f" {_is(finished)} finished.")]
        return [*said, *_tested(lists)]
    joined = [said[0], *(piece for part in said[1:] for piece in (Part(" and "), part))]
    return [*joined, Part(", so that "), end, Part(f" {_is(finished)} finished."), *_tested(lists)]


def _tested(lists: Lists) -> Iterator[Part]:
    """Of what is closed, of how many the evidence was tested; nothing where none is closed."""
    tested, untested = lists.number("closed_tested"), lists.number("closed_untested")
    if tested:
        yield Part(" ")
        yield Part(f"{tested} {_is(tested)} closed with evidence tested", lists.link("closed_tested"))
        if untested:
            yield Part(", ")
            yield Part(f"{untested} without", lists.link("closed_untested"))
        yield Part(".")
    elif untested:
        yield Part(" ")
        yield Part(f"{untested} {_is(untested)} closed", lists.link("closed_untested"))
        yield Part(", with no evidence tested here.")


def _no_return(lists: Lists, *, is_imported: bool) -> Iterator[Part]:
    missing, again = lists.number("missing"), lists.number("silent_again")
    if not missing:
        if lists.number("asked") and not is_imported:
            yield Part("Every return came.")
        return
    yield Part(f"{missing} had no return", lists.link("missing"))
    if again:
        who = "for the second time running or longer"
        which = "" if again == missing else f"{again} of them "
        yield Part(", ")
        yield Part(f"{which}{who}", lists.link("silent_again"))
    done = missing - lists.figures.counts.get(NO_RETURN, 0)
    yield Part(f"; {done} of these {_was(done)} complete before and {_stays(done)} so." if done else ".")


def _dates_moved(number: int | None, address: str) -> Sentence:
    if not number:
        return []
    return [Part(f"{counted(number, 'agreed date')} {_was(number)} moved", address), Part(".")]


def _is(number: int) -> str:
    return "are" if number > 1 else "is"


def _was(number: int) -> str:
    return "were" if number > 1 else "was"


def _has(number: int) -> str:
    return "have" if number > 1 else "has"


def _its(number: int) -> str:
    return "their" if number > 1 else "its"


def _say(number: int) -> str:
    return "say" if number > 1 else "says"


def _stays(number: int) -> str:
    return "stay" if number > 1 else "stays"
