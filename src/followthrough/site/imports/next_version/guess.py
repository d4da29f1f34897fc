"""Which plan a file is likely the next version of: offered to a person, never taken silently."""

import re
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from rapidfuzz import fuzz

from followthrough.plan.document import PlanDocument
from followthrough.plan.when.months import MONTH_WORD
from followthrough.site.imports.documents import document_of
from followthrough.site.imports.models import Import
from followthrough.site.register.models import Action, Plan

_LIKE = 85.0
# Two versions of a plan share most of their actions word for word; so many are looked up.
_ACTIONS_LOOKED_UP = 40
_SHARE = 0.4
# What tells one version from another: days, months, years, numbers of versions, the ending of the file.
_OF_A_VERSION = re.compile(
    rf"\d+|\b{MONTH_WORD}\b|\bv(?:ersion)?\b|\.\w{{2,5}}$|[_\W]+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Guess:
    """A plan and, where it is likely the one, the reason in a sentence."""

    plan: Plan
    reason: str = ""


def likeliest_first(plans: QuerySet[Plan], document: PlanDocument, name: str) -> list[Guess]:
    """All the plans, those that a file is likely the next version of before the others. Two queries."""
    titles = list(dict.fromkeys(action.title for action in document.actions))[:_ACTIONS_LOOKED_UP]
    known = Action.objects.filter(plan__in=plans, title__in=titles).order_by()
    shared = dict(known.values_list("plan").annotate(Count("title", distinct=True)))
    guesses = [
        Guess(plan, _reason(plan, document, name, shared.get(plan.pk, 0), len(titles))) for plan in plans
    ]
    return sorted(guesses, key=lambda guess: (not guess.reason, -shared.get(guess.plan.pk, 0)))


def likeliest(plans: QuerySet[Plan], read: Import) -> Guess | None:
    """The plan that a file is likely the next version of; None where none is or it is decided about."""
    if read.state != Import.State.READ:
        return None
    guesses = likeliest_first(plans, document_of(read), read.name)
    return next((guess for guess in guesses if guess.reason), None)


def _reason(plan: Plan, document: PlanDocument, name: str, shared: int, looked_up: int) -> str:
    if shared and shared >= _SHARE * looked_up:
        return f"Likely: {shared} of {looked_up} actions looked at are the same, word for word."
    if _are_like(plan.title, document.title):
        return "Likely: the titles are alike."
    source = (plan.source or {}).get("name")
    if _are_like(source, name):
        return f"Likely: it was read from {source}, and the names of the files are alike."
    return ""


def _are_like(one: str | None, other: str | None) -> bool:
    first, second = (_OF_A_VERSION.sub(" ", text or "").strip().casefold() for text in (one, other))
    return bool(first and second) and fuzz.token_sort_ratio(first, second) >= _LIKE
