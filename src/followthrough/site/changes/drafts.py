"""Updates whose words ask for another date: drafts of requests, offered to a person and never made."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Prefetch, Q

from followthrough.rules.drafted_changes import SIGNS, DraftedChange, drafted_change
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.register.facts import when_of
from followthrough.site.register.models import Action, Plan, Update

_DATES = ("due", "start")


@dataclass(frozen=True)
class Draft:
    """What the latest update of an action asks for, as its words say it."""

    action: Action
    update: Update
    asked: DraftedChange

    @property
    def boxes(self) -> str:
        """What the form of a new date is filled with."""
        due, start = self.asked.due, self.asked.start
        dates = {"due": due.text if due else "", "start_date": start.text if start else ""}
        filled = {box: words for box, words in dates.items() if words}
        return urlencode({"origin": "return", "from_words": self.asked.quote} | filled)


def draft_of(action: Action) -> Draft | None:
    """What the latest update of an open action asks for; None where it asks for no date."""
    update = action.latest_update
    if update is None or not action.is_open:
        return None
    asked = drafted_change(update.text, due=when_of(action.due), start=when_of(action.start))
    return Draft(action, update, asked) if asked else None


def drafts_of(plan: Plan) -> list[Draft]:
    """What updates of a plan ask for and nobody has requested since, in its order; in three queries."""
    signs = reduce(or_, (Q(text__icontains=sign) for sign in SIGNS))
    speaking = Update.objects.filter(signs, action__plan=plan).values("action")
    requests = ChangeRequest.objects.filter(field__in=_DATES).exclude(state=ChangeRequest.State.WITHDRAWN)
    actions = plan.actions.filter(pk__in=speaking, archived_at=None).prefetch_related(
        Prefetch("updates", Update.objects.order_by("position")),
        Prefetch("change_requests", requests, to_attr="date_requests"),
    )
    drafts = filter(None, (draft_of(action) for action in actions.order_by("position")))
    return [draft for draft in drafts if not is_answered(draft, _requests(draft))]


def is_answered(draft: Draft, requests: Iterable[ChangeRequest]) -> bool:
    """Whether one of these requests of its action asked for a date since it was written."""
    return any(
        _answers(each, draft)
        for each in requests
        if each.field in _DATES and each.state != ChangeRequest.State.WITHDRAWN
    )


def _requests(draft: Draft) -> list[ChangeRequest]:
    return vars(draft.action)["date_requests"]  # type: ignore[no-any-return]  # prefetched above


def _answers(request: ChangeRequest, draft: Draft) -> bool:
    """Whether a request was made of an update: it waits, has its words, or was asked after it."""
    said_at = draft.update.at
    is_later = said_at is not None and request.asked_at >= said_at
    return request.waits or is_later or request.from_words == draft.asked.quote
