"""The rounds between which a change log can be read, as the app of rounds offers them."""

from collections.abc import Callable
from datetime import date

from followthrough.site.register.models import Plan

# Each round with what people call it and the day on which it was locked, the oldest first.
Teller = Callable[[Plan], list[tuple[str, date]]]
_tellers: list[Teller] = []


def offer_rounds_of_log(teller: Teller) -> None:
    """Takes the function that tells when the rounds of a plan were locked."""
    _tellers.append(teller)


def rounds_of_log(plan: Plan) -> list[tuple[str, date]]:
    return [each for teller in _tellers for each in teller(plan)]
