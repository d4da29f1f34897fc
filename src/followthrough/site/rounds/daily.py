"""What has to be done each day: rounds that are due to open are opened, letters are written and sent."""

from dataclasses import dataclass
from datetime import datetime

from followthrough.site import clock
from followthrough.site.notices.models import Notice
from followthrough.site.notices.sending import Tally, send_waiting
from followthrough.site.people.models import Organisation
from followthrough.site.register.models import Plan
from followthrough.site.rounds.letters.reminders import write_due_letters
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.operations import open_round


@dataclass(frozen=True)
class Done:
    """What a day's run did; `missed` are rounds that nobody opened and whose days are over."""

    opened: list[Round]
    missed: list[Round]
    written: list[Notice]
    tally: Tally


def do_daily(*, at: datetime) -> Done:
    """Do what the day asks for. Asked again, it does only what is left; a day that was missed is made up for.

    Must be called outside a transaction, since letters leave.
    """
    opened, missed = open_due_rounds(at=at)
    written = [
        notice
        for organisation in Organisation.objects.order_by("pk")
        for notice in write_due_letters(organisation, at=at)
    ]
    return Done(opened, missed, written, send_waiting())


def open_due_rounds(*, at: datetime) -> tuple[list[Round], list[Round]]:
    """Open the planned rounds whose opening day has come, and leave those whose grace is over to a person.

    Returns both. Rounds of archived plans stay as they are.
    """
    day = clock.day_of(at)
    planned = Round.objects.filter(state=Round.State.PLANNED, opens_on__lte=day).select_related("plan")
    reached = list(planned.exclude(plan__state=Plan.State.ARCHIVED).order_by("opens_on", "pk"))
    opened = [open_round(round_, by=None, at=at) for round_ in reached if round_.grace_ends_on >= day]
    return opened, [round_ for round_ in reached if round_.grace_ends_on < day]
