"""The letter that a return was sent back, with the comment."""

from datetime import datetime

from django.db import transaction

from followthrough.site import clock
from followthrough.site.notices.models import Notice
from followthrough.site.notices.operations import Cover, send_soon, write
from followthrough.site.people.models import Organisation, User
from followthrough.site.rounds.letters.addressees import Addressees
from followthrough.site.rounds.letters.reminders import about
from followthrough.site.rounds.letters.wording import closing, link_to, name_of
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.queries import answering_ownerships

SENT_BACK = "sent_back"


@transaction.atomic
def tell_sent_back(action_return: ActionReturn, *, by: User, at: datetime) -> list[Notice]:
    """Write to who answers for the return, or who sent it where nobody can be reached, and have it sent.

    Belongs in the transaction that sends the return back. Who sends back is not written to.
    """
    organisation, plan_round = action_return.round.plan.organisation, about(action_return.round)
    notices = [
        write(
            organisation=organisation,
            to=user,
            kind=SENT_BACK,
            subject=f"Sent back: {name_of(action_return)}",
            text=_text(action_return, user, organisation, by=by),
            covers=[
                Cover(
                    plan_round, f"{plan_round}/sent back {action_return.pk} {action_return.version}/{user.pk}"
                )
            ],
            by=by,
            at=at,
        )
        for user in _answering(action_return, organisation, at=at)
        if user != by
    ]
    send_soon(notices)
    return notices


def _answering(action_return: ActionReturn, organisation: Organisation, *, at: datetime) -> list[User]:
    ownerships = (
        answering_ownerships().filter(action=action_return.action).select_related("post").order_by("position")
    )
    addressees = Addressees(organisation, clock.day_of(at))
    found = [user for user, _ in addressees.for_posts(ownership.post for ownership in ownerships)]
    return found or (
        [action_return.sent_by] if action_return.sent_by and action_return.sent_by.is_active else []
    )


def _text(action_return: ActionReturn, to: User, organisation: Organisation, *, by: User) -> str:
    round_ = action_return.round
    paragraphs = [
        f"Dear {to.name},",
        f"{by.name} sent back the return for {name_of(action_return)} ({round_.plan}, {round_}) and wrote:",
        action_return.comment.strip(),
        "Change your answer and send it again. What you wrote is still there.",
        *link_to(action_return.get_absolute_url(), "The return"),
        closing(organisation),
    ]
    return "\n\n".join(paragraphs) + "\n"
