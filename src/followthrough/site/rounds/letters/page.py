"""What the page on a round's letters shows: when they go out, who owes something, who can't be reached."""

from dataclasses import dataclass
from datetime import date, timedelta

from followthrough.rules.reminders import DAYS_BEFORE, warned_on
from followthrough.site.notices.models import Notice
from followthrough.site.notices.queries import last_letters, paused_of
from followthrough.site.people.models import User
from followthrough.site.rounds.letters.reminders import about, due_in, owing
from followthrough.site.rounds.letters.wording import Letter
from followthrough.site.rounds.models import ActionReturn, Round

WHO_OWES = "Who still owes one"


@dataclass(frozen=True)
class Step:
    """A day on which letters go out, to whom, and on what occasion."""

    on: date
    occasion: str
    to: str


@dataclass(frozen=True)
class Ower:
    """Somebody who owes returns of the round, and the last letter about it that they had."""

    user: User
    number: int
    last: Notice | None


def steps_of(round_: Round) -> list[Step]:
    """The days of the letters of a round, in order."""
    steps = [Step(round_.opens_on, "The round opens", "Everybody who is asked")]
    for due_on, of_what in _due_days(round_):
        steps += [
            Step(warned_on(due_on), f"{DAYS_BEFORE} working days before returns{of_what} are due", WHO_OWES),
            Step(due_on, f"Returns{of_what} are due", WHO_OWES),
            Step(due_on + timedelta(days=1), f"The day after returns{of_what} were due", WHO_OWES),
        ]
    after = round_.grace_ends_on + timedelta(days=1)
    steps.append(
        Step(
            after,
            "The day after the last day for late returns",
            "Who is accountable, with a list of who has not answered",
        )
    )
    return sorted(steps, key=lambda step: step.on)


def _due_days(round_: Round) -> list[tuple[date, str]]:
    if round_.early_due_on is None:
        return [(round_.due_on, "")]
    return [(round_.early_due_on, " of lower levels"), (round_.due_on, "")]


class RoundLetters:
    """The letters of a round on a day, read once; `unreachable`: returns by the names of their posts."""

    def __init__(self, round_: Round, *, day: date) -> None:
        organisation, of_this = round_.plan.organisation, about(round_)
        elsewhere = paused_of(organisation) - {of_this}
        found, last = owing(organisation, day=day, without=elsewhere), last_letters(of_this)
        self.owers = [
            Ower(each.user, number, last.get(each.user.pk))
            for each in found.people
            if (number := sum(owed.of.round_id == round_.pk for owed in each.owed))
        ]
        self.unreachable: dict[str, list[ActionReturn]] = {}
        for action_return, names in found.unreachable.items():
            if action_return.round_id == round_.pk:
                self.unreachable.setdefault(names, []).append(action_return)
        # What the daily run would write about the round if it came now, with the texts.
        self.next_run: list[tuple[Letter, str]] = [
            (each, each.text(organisation))
            for each in due_in(found)
            if any(cover.about == of_this for cover in each.covers)
        ]
