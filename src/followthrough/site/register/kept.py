"""What is worked out from a plan once after each change of it, and kept for all who look."""

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache

from followthrough.site.register.models import Plan
from followthrough.site.version import FINGERPRINT

KEPT_SECONDS = 600

Made = TypeVar("Made")


def kept(plan: Plan, name: str, make: Callable[[], Made]) -> Made:
    """What `make` returns of a plan as it is, by that name; made at the first look after a change."""
    # Every operation moves changed_at; an undo gives back both the plan and the moment of before.
    key = f"{name}-{FINGERPRINT}-{plan.pk}-{plan.changed_at.timestamp()}"
    return cast(Made, cache.get_or_set(key, make, KEPT_SECONDS))
