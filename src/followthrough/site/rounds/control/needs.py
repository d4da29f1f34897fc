"""What stands between now and the lock of a round, each with who can do it, and one button."""

from collections.abc import Iterator

from django.urls import reverse

from followthrough.site.page_parts import Need
from followthrough.site.register.doubts import Doubts
from followthrough.site.rounds.control.page import Control, names_of

OFFICE = "The programme office"


def needs_before_the_lock(control: Control, *, doubts: Doubts, changes: int) -> list[Need]:
    """Everything that is left to do, the most pressing first. None of it forbids the lock."""
    plan = control.round.plan.slug
    found = list(_about_returns(control)) if control.round.state == "open" else []
    if doubts.number_to_settle:
        questions = (
            "question must be answered" if doubts.number_to_settle == 1 else "questions must be answered"
        )
        checks = f"{reverse('checks', args=[plan])}?weight=error"
        found.append(Need(doubts.number_to_settle, questions, OFFICE, checks, "See the questions"))
    if changes:
        waits = (
            "change request waits for a decision" if changes == 1 else "change requests wait for a decision"
        )
        see = "See it" if changes == 1 else "See them"
        found.append(Need(changes, waits, OFFICE, reverse("changes", args=[plan]), see))
    return found


def _about_returns(control: Control) -> Iterator[Need]:
    place = [control.round.plan.slug, control.round.period]
    returns, nudge = reverse("round_returns", args=place), reverse("nudge_owners", args=place)
    if number := control.number_owed_by_people:
        people = control.number_of_people_owing
        words = _returns(number, "has", "have", "not come in")
        button = f"Remind {people} {'person' if people == 1 else 'people'}"
        yield Need(number, words, names_of(control.owing), f"{nudge}?all=yes", button)
    if control.unheld:
        number, vacant = control.asked_of_nobody.asked, f"{reverse('vacant_posts')}?plan={place[0]}"
        posts = names_of(control.unheld)
        yield Need(
            number, _returns(number, "has", "have", "no one to ask"), posts, vacant, "Say who holds them"
        )
    if back := control.returns.sent_back:
        words = _returns(back, "was", "were", "sent back and not sent again")
        yield Need(
            back, words, "Their owners; counted above as not in", f"{returns}?state=sent_back", "See which"
        )
    if control.round.plan.approval_wanted and (waiting := control.returns.to_approve):
        leads = names_of(control.directors_to_approve)
        words = _returns(waiting, "waits", "wait", "for approval")
        yield Need(waiting, words, leads, f"{returns}?state=sent", "See which")


def _returns(number: int, one: str, many: str, rest: str) -> str:
    """The sentence that goes on from a number of returns."""
    return f"return {one} {rest}" if number == 1 else f"returns {many} {rest}"
