"""What stands between now and the lock of a round, each with who can do something about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from followthrough.outputs.wording import counted
from followthrough.site.register.doubts import Doubts
from followthrough.site.rounds.control.page import Control, names_of

OFFICE = "The programme office"


@dataclass(frozen=True)
class Hindrance:
    """Something to be done: what, by whom, and where."""

    words: str
    doers: str
    address: str


def hindrances_to_the_lock(control: Control, *, doubts: Doubts, changes: int) -> list[Hindrance]:
    """Everything that is left to do. None of it forbids the lock."""
    plan = control.round.plan.slug
    returns = reverse("round_returns", args=[plan, control.round.period])
    found = [*_about_returns(control, returns)] if control.round.state == "open" else []
    if doubts.number_to_settle:
        words = f"{counted(doubts.number_to_settle, 'doubt')} must be settled"
        found.append(Hindrance(words, OFFICE, reverse("checks", args=[plan])))
    if changes:
        words = f"{counted(changes, 'change')} asked for {'waits' if changes == 1 else 'wait'} for a decision"
        found.append(Hindrance(words, OFFICE, reverse("changes", args=[plan])))
    return found


def _about_returns(control: Control, address: str) -> Iterator[Hindrance]:
    missing, sent_back = control.returns.missing, control.returns.sent_back
    if missing:
        owing = [owner for owner in control.owners if owner.returns.missing and owner.people]
        words = f"{counted(missing, 'return')} {'is' if missing == 1 else 'are'} missing"
        if sent_back:
            words += f", of which {sent_back} {'was' if sent_back == 1 else 'were'} sent back"
        yield Hindrance(words, names_of(owing) or OFFICE, f"{address}?state=missing")
    if control.unheld:
        number = control.asked_of_nobody.asked
        which = "It is" if missing == 1 else f"{number} of them {'is' if number == 1 else 'are'}"
        named = f"{which} asked of nobody with an account: {names_of(control.unheld)}"
        yield Hindrance(named, OFFICE, f"{address}?state=unheld")
    number = control.returns.to_approve
    if control.round.plan.approval_wanted and number:
        leads = [lead for lead in control.directors if lead.returns.to_approve]
        words = f"{counted(number, 'return')} {'waits' if number == 1 else 'wait'} for approval"
        yield Hindrance(words, names_of(leads), f"{address}?state=sent")
