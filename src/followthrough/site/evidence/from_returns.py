"""What is written in the box of evidence of a return becomes evidence of its action, once it is sent.

It is told from the words what each line is: a link, a minute of a meeting with its day, else a note. A return
that is sent again keeps the pieces that it still names; those that it names no more are withdrawn, not lost.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from followthrough.challenge.plain_text import says_nothing
from followthrough.plan.when.dates import find_dates
from followthrough.plan.when.words import plain
from followthrough.site.evidence.models import WHOLE_ACTION, Evidence
from followthrough.site.evidence.offering import Offer, mark_withdrawn, note_offered, was_judged
from followthrough.site.evidence.queries import measures_of
from followthrough.site.people.models import User
from followthrough.site.register.models import Action

LONGEST_LINK = 2000
_LINK = re.compile(r"https?://[^\s<>\"”“]+[^\s<>\"”“.,;:)\]]", re.IGNORECASE)
# The bodies that decide; a name that ends in one of these words, up to its day, is that of the meeting.
_MEETING = re.compile(
    r"(?P<forum>(?:\b[A-Z][\w’'&]*(?:\s+(?:and|of|the|for|&))*\s+)*"
    r"(?:Committee|Board|Cabinet|Council|Panel|Scrutiny|Executive|Forum))\b"
)
_REFERENCE = re.compile(r"\b(?:minute|item|min\.)\s*(?:no\.?\s*)?(?P<reference>\w*\d[\w./-]*)", re.IGNORECASE)
_WRITTEN_ANEW = "The return was sent again without it."


@transaction.atomic
def offer_from_return(action: Action, *, text: str, period: str, by: User, at: datetime) -> list[Evidence]:
    """Make what a return of a period says in its box of evidence count, and return what is new of it.

    What stands as evidence of the action already is not added again, whoever offered it.
    """
    measures = measures_of(action)
    measure = measures[0] if len(measures) == 1 else WHOLE_ACTION
    offers = list(offers_in(text, measure=measure))
    named = {offer.words for offer in offers}
    standing = list(action.evidence.filter(state=Evidence.State.OFFERED))
    for each in standing:
        if each.period == period and each.words not in named and not was_judged(each):
            each.action = action
            mark_withdrawn(each, reason=_WRITTEN_ANEW, by=by, at=at)
    known = {each.words for each in standing}
    added = [
        Evidence(action=action, by=by, at=at, period=period, **offer._asdict())
        for offer in offers
        if offer.words not in known
    ]
    for evidence in Evidence.objects.bulk_create(added):
        note_offered(evidence)
    return added


def offers_in(text: str, *, measure: str = WHOLE_ACTION) -> Iterator[Offer]:
    """The pieces of evidence in a text: a line with a link or a minute is one, those between a note."""
    note: list[str] = []
    for line in text.splitlines():
        found = _link_in(line, measure) or _minute_in(line, measure)
        if found is None:
            note.append(line)
            continue
        yield from _note(note, measure)
        note = []
        yield found
    yield from _note(note, measure)


def _link_in(line: str, measure: str) -> Offer | None:
    found = _LINK.search(line)
    if found is None or len(found[0]) > LONGEST_LINK:
        return None
    return Offer(Evidence.Form.LINK, Evidence.Kind.OTHER, line.strip(), measure=measure, link=found[0])


def _minute_in(line: str, measure: str) -> Offer | None:
    """A line that names a body that meets and the day of its meeting."""
    words = plain(line)
    meeting = _MEETING.search(words)
    days = [each.span for each in find_dates(words) if each.span and each.span.first == each.span.last]
    if meeting is None or len(days) != 1:
        return None
    reference = _REFERENCE.search(words)
    return Offer(
        Evidence.Form.MINUTE,
        Evidence.Kind.DECISION,
        line.strip(),
        measure=measure,
        forum=meeting["forum"][:200],
        reference=reference["reference"][:200] if reference else "",
        on=days[0].first,
    )


def _note(lines: list[str], measure: str) -> Iterator[Offer]:
    words = "\n".join(lines).strip()
    if not says_nothing(words):
        yield Offer(Evidence.Form.NOTE, Evidence.Kind.OTHER, words, measure=measure)
