"""Writes events, inside the transaction of what they tell of."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, models, transaction
from django.db.transaction import TransactionManagementError
from structlog.contextvars import get_contextvars

from followthrough.site.history.models import Event
from followthrough.site.history.sealing import seal_from
from followthrough.site.history.sentences import in_words

BY_COMMAND = "The system"


def _request_now() -> dict[str, str]:
    """The number of the request in which this happens, by which its line in the log is found."""
    number = get_contextvars().get("request_id")
    return {"request_id": str(number)} if number else {}


def record(
    *,
    type: str,  # noqa: A002 -- the event's own word, as in Event.type
    by: models.Model | None,
    organisation: models.Model,
    subject: models.Model,
    at: datetime,
    plan: models.Model | None = None,
    details: Mapping[str, Any] | None = None,
) -> Event:
    """Adds an event to the history.

    `type` is a dotted past tense ("plan.imported") that an `event_wording` module has words for; `by` the
    account that did it (None: a command); `subject` what it was done to; `plan` the plan that it belongs
    to; `details` what its sentence needs, as JSON; `at` an aware moment.
    Must be called in the transaction that does the thing, so that neither is kept without the other:
    raises TransactionManagementError elsewhere, and UnwordedEventError for what could not be read.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("An event is recorded in the transaction of what it tells of.")
    event = Event(
        at=at,
        organisation_id=organisation.pk,
        organisation_slug=organisation.slug,  # type: ignore[attr-defined]  # any model that names an organisation
        by_id=by.pk if by else None,
        by_name=str(by) if by else BY_COMMAND,
        type=type,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=str(subject),
        plan_id=plan.pk if plan else None,
        details=dict(details or {}) | _request_now(),
    )
    in_words(event)  # an event that could not be read afterwards is refused here
    event.save(force_insert=True)
    # After the commit, since a chain that is written inside would make all who write wait for one another.
    transaction.on_commit(partial(seal_from, event), robust=True)
    return event
