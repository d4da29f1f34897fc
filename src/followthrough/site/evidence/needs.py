"""What evidence and closure need of somebody, for the first page of the office, a verifier and an owner."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from followthrough.plan.document import Status
from followthrough.site.evidence.queries import (
    ItemState,
    actions_in,
    closure_facts,
    embedding_checks_due,
    evidence_past_its_day,
    facts_to_verify,
    verified_actions,
)
from followthrough.site.page_parts import Need
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.posts.queries import actions_of_holder


def needs_of_a_verifier(organisation: Organisation, *, day: date) -> Iterator[Need]:
    """What waits to be verified, and the embedding checks that are due."""
    actions = actions_in(organisation)
    if waiting := facts_to_verify(actions):
        sentence = "Action has evidence to verify" if len(waiting) == 1 else "Actions have evidence to verify"
        plans = ", ".join(dict.fromkeys(str(facts.action.plan) for facts in waiting))
        yield Need(
            len(waiting), sentence, plans, reverse("to_verify"), "See it" if len(waiting) == 1 else "See them"
        )
    if due := list(embedding_checks_due(actions, day=day)):
        yield _embedding_due(len(due), due[0].embedding_due_on, f"{reverse('to_verify')}#embedding")


def needs_of_the_office(organisation: Organisation, *, day: date) -> Iterator[Need]:
    """The same, what a committee can close, and files that are kept for too long, a line a plan."""
    yield from needs_of_a_verifier(organisation, day=day)
    actions = actions_in(organisation).select_related("plan")
    for plan, number in Counter(action.plan for action in verified_actions(actions)).items():
        sentence = f"Action{' is' if number == 1 else 's are'} verified and can be closed by a committee"
        close = reverse("close_several", args=[plan.slug])
        yield Need(number, sentence, str(plan), close, "Record a meeting")
    for plan, number in Counter(row.action.plan for row in evidence_past_its_day(actions, day=day)).items():
        sentence = f"File{' of evidence is' if number == 1 else 's of evidence are'} past the day of keeping"
        listed = f"{reverse('actions', args=[plan.slug])}?only=evidence_past"
        yield Need(number, sentence, str(plan), listed, "See the actions")


def needs_of_an_owner(user: User, organisation: Organisation, *, day: date) -> Iterator[Need]:
    """Of the actions that somebody's posts own: what a verifier sent back, and embedding checks due."""
    own_actions = actions_of_holder(user, organisation, day=day).filter(archived_at=None)
    complete = own_actions.filter(
        status=Status.COMPLETE, completions__ended_at=None, completions__isnull=False
    )
    facts = closure_facts(complete.select_related("plan").distinct()).values()
    wanting = [
        each
        for each in facts
        if any(item.state in (ItemState.MORE, ItemState.REFUSED) for item in each.items)
    ]
    if wanting:
        first = wanting[0].action
        sentence = f"Finished action{' needs' if len(wanting) == 1 else 's need'} other or more evidence"
        beside = ", ".join(each.action.ref or each.action.title[:60] for each in wanting[:4])
        yield Need(len(wanting), sentence, beside, f"{first.get_absolute_url()}#closure", "See the first")
    if due := list(embedding_checks_due(own_actions, day=day)):
        first_due = due[0]
        yield _embedding_due(len(due), first_due.embedding_due_on, f"{first_due.get_absolute_url()}#closure")


def _embedding_due(number: int, first: date | None, address: str) -> Need:
    sentence = "Embedding check is due" if number == 1 else "Embedding checks are due"
    beside = f"{'Since' if number == 1 else 'The first since'} {first:%-d %B %Y}" if first else ""
    return Need(number, sentence, beside, address, "See it" if number == 1 else "See them")
