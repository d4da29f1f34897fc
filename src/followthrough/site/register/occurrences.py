"""The occurrences of assurance actions, as plan documents and checks see them.

The register knows none: the app of assurance offers what it recorded.
"""

from collections.abc import Callable, Collection, Mapping

from followthrough.plan.document import Occurrence
from followthrough.site.register.models import Plan

Teller = Callable[[Plan, Collection[int] | None], Mapping[int, list[Occurrence]]]
_tellers: list[Teller] = []


def offer_occurrences(teller: Teller) -> None:
    """Takes the function that has the occurrences by action, of the actions of these keys, None: of all."""
    _tellers.append(teller)


def occurrences_told(plan: Plan, actions: Collection[int] | None = None) -> Mapping[int, list[Occurrence]]:
    return _tellers[0](plan, actions) if _tellers else {}
