"""The words of a letter about returns: plain text, everything that one person has to know in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from textwrap import shorten

from django.conf import settings
from django.urls import reverse

from followthrough.outputs.wording import counted
from followthrough.rules.reminders import Stage
from followthrough.site.notices.operations import Cover
from followthrough.site.people.models import Organisation, User
from followthrough.site.rounds.models import ActionReturn, Round

LONGEST_TITLE = 120


@dataclass(frozen=True)
class Owed:
    """A return that somebody owes: by when, how near that is, and for whom where not for themselves."""

    of: ActionReturn
    due_on: date
    stage: Stage
    for_whom: User | None


@dataclass(frozen=True)
class Unanswered:
    """A return that has not come in after the grace, told to who leads the action; `asked_of`: names."""

    of: ActionReturn
    due_on: date
    asked_of: str


@dataclass(frozen=True)
class Letter:
    """What one person is told at once, over all rounds. `covers` is what it stands for."""

    to: User
    owed: list[Owed]
    unanswered: list[Unanswered]
    covers: list[Cover]

    @property
    def subject(self) -> str:
        """What is wanted, in a line, and for which plan."""
        named: list[Owed | Unanswered] = [*self.owed, *self.unanswered]
        plans = {str(one.of.round.plan) for one in named}
        return f"{wanted_in(self)}, {plans.pop() if len(plans) == 1 else counted(len(plans), 'plan')}"

    def text(self, organisation: Organisation, *, note: str = "", by: User | None = None) -> str:
        """The letter, with a note of `by` before the rest where there is one."""
        return text_of(self, organisation, note=note, by=by)


def wanted_in(letter: Letter) -> str:
    """What a letter asks for, in a few words."""
    if not letter.owed:
        wanted = counted(len(letter.unanswered), "return")
        return f"Not in: {wanted} for actions that you lead"
    wanted = counted(len(letter.owed), "return")
    overdue = sum(owed.stage is Stage.OVERDUE for owed in letter.owed)
    if overdue == len(letter.owed):
        return f"{wanted} overdue"
    if overdue:
        return f"{wanted} wanted, {overdue} overdue"
    days = sorted({owed.due_on for owed in letter.owed})
    return f"{wanted} due by {_day(days[0])}" if len(days) == 1 else f"{wanted} due from {_day(days[0])} on"


def text_of(letter: Letter, organisation: Organisation, *, note: str, by: User | None) -> str:
    """The letter's text, paragraph by paragraph."""
    return "\n\n".join(_paragraphs(letter, organisation, note.strip(), by)) + "\n"


def _paragraphs(letter: Letter, organisation: Organisation, note: str, by: User | None) -> Iterator[str]:
    yield f"Dear {letter.to.name},"
    if note and by:
        yield f"{by.name} writes: {note}"
    if letter.owed:
        asked = counted(len(letter.owed), "return")
        yield f"You are asked for {asked}. Where nothing has changed, say so: that is an answer too."
        yield from _owed_by_round(letter.owed)
        yield from link_to(reverse("my_actions"), "Answer under My actions")
    if letter.unanswered:
        missing, be = counted(len(letter.unanswered), "return"), _have(letter.unanswered)
        yield f"{missing} {be} not come in for actions that you lead."
        yield from _unanswered_by_round(letter.unanswered)
    yield closing(organisation)


def _have(unanswered: list[Unanswered]) -> str:
    return "has" if len(unanswered) == 1 else "have"


def link_to(path: str, words: str) -> Iterator[str]:
    """A line with the page's address, none where the site doesn't know its own."""
    if settings.SITE_ADDRESS:
        yield f"{words}: {settings.SITE_ADDRESS}{path}"


def closing(organisation: Organisation) -> str:
    """Who wrote, and whom to ask."""
    wrong = "If this should go to somebody else, tell your programme office."
    return f"Sent by Followthrough for {organisation.name}. {wrong}"


def _owed_by_round(all_owed: list[Owed]) -> Iterator[str]:
    for (due_on, _), group in groupby(sorted(all_owed, key=_place), key=_place):
        here = list(group)
        heading = _heading(here[0].of.round, due_on, is_overdue=here[0].stage is Stage.OVERDUE)
        yield "\n".join([heading, *(f"- {name_of(owed.of)}{_remarks(owed)}" for owed in here)])


def _unanswered_by_round(missing: list[Unanswered]) -> Iterator[str]:
    for (due_on, _), group in groupby(sorted(missing, key=_place), key=_place):
        here = list(group)
        heading = _heading(here[0].of.round, due_on, is_overdue=True)
        yield "\n".join(
            [heading, *(f"- {name_of(one.of)}. Asked of: {one.asked_of or 'nobody'}" for one in here)]
        )


def _place(one: Owed | Unanswered) -> tuple[date, int]:
    return one.due_on, one.of.round_id


def _heading(round_: Round, due_on: date, *, is_overdue: bool) -> str:
    about = f"{round_.plan}, {round_}: "
    if is_overdue:
        return f"{about}was due on {_day(due_on)}, and is accepted until the round is locked"
    return f"{about}due by {_day(due_on)}"


def name_of(action_return: ActionReturn) -> str:
    """The action that a return is for, by its ref and its title."""
    title = shorten(action_return.action.title, LONGEST_TITLE, placeholder=" …")
    return f"{action_return.action.ref} {title}" if action_return.action.ref else title


def _remarks(owed: Owed) -> str:
    remarks: Iterable[str | None] = (
        f"for {owed.for_whom.name}" if owed.for_whom else None,
        "a draft is saved, not sent" if owed.of.state == ActionReturn.State.DRAFT else None,
        f"sent back: “{owed.of.comment}”" if owed.of.state == ActionReturn.State.SENT_BACK else None,
    )
    said = "; ".join(remark for remark in remarks if remark)
    return f" ({said})" if said else ""


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
