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
def tell_sent_back(of: ActionReturn, *, by: User, at: datetime) -> list[Notice]:
    """Write to who answers for the return, or who sent it where nobody can be reached, and have it sent.

    Belongs in the transaction that sends the return back. Who sends back is not written to.
    """
    organisation = of.round.plan.organisation
    notices = [
        write(
            organisation=organisation,
            to=user,
            kind=SENT_BACK,
            subject=f"Sent back: {name_of(of)}",
            text=_text(of, user, organisation, by=by),
            covers=[Cover(about(of.round), f"{about(of.round)}/sent back {of.pk} {of.version}/{user.pk}")],
            by=by,
            at=at,
        )
        for user in _answering(of, organisation, at=at)
        if user != by
    ]
    send_soon(notices)
    return notices


def _answering(of: ActionReturn, organisation: Organisation, *, at: datetime) -> list[User]:
    ownerships = answering_ownerships().filter(action=of.action).select_related("post").order_by("position")
    addressees = Addressees(organisation, clock.day_of(at))
    found = [user for user, _ in addressees.for_posts(ownership.post for ownership in ownerships)]
    return found or ([of.sent_by] if of.sent_by and of.sent_by.is_active else [])


def _text(of: ActionReturn, to: User, organisation: Organisation, *, by: User) -> str:
    round_ = of.round
    paragraphs = [
        f"Dear {to.name},",
        f"{by.name} sent back the return for {name_of(of)} ({round_.plan}, {round_}) and wrote:",
        of.comment.strip(),
        "Change your answer and send it again. What you wrote is still there.",
        *link_to(of.get_absolute_url(), "The return"),
        closing(organisation),
    ]
    return "\n\n".join(paragraphs) + "\n"
