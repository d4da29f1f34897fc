"""What is worked out from a plan once after each change of it, and kept for all who look."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar, cast

from django.core.cache import cache

from followthrough.site.register.models import Plan
from followthrough.site.version import FINGERPRINT

KEPT_SECONDS = 600

Made = TypeVar("Made")


def kept(plan: Plan, name: str, make: Callable[[], Made]) -> Made:
    """What `make` returns of a plan as it is, by that name; made at the first look after a change."""
    return cast(Made, cache.get_or_set(_key(plan, name, plan.changed_at), make, KEPT_SECONDS))


def kept_of(plan: Plan, name: str, moment: datetime) -> Any:
    """What is kept of a moment of the plan, None where it is not known any more."""
    return cache.get(_key(plan, name, moment))


def keep(plan: Plan, name: str, made: Any) -> None:
    """Keep what a write has worked out of the plan as it leaves it."""
    cache.set(_key(plan, name, plan.changed_at), made, KEPT_SECONDS)


def _key(plan: Plan, name: str, moment: datetime) -> str:
    # Every operation moves changed_at; an undo gives back both the plan and the moment of before.
    return f"{name}-{FINGERPRINT}-{plan.pk}-{moment.timestamp()}"
