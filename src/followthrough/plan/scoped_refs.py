"""Refs that start again under each theme, section or recommendation: "2" of one is not "2" of the next."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from followthrough.plan.document import Action

# A ref that only counts: where such start again, whose it is says the rest.
_COUNTS = re.compile(r"\(?(?:\d{1,2}[a-z]?|[a-z]|[ivx]{1,4})\)?", re.IGNORECASE)
# One number that stands twice is a slip; several tell that the counting starts again.
_SEVERAL = 2
Scope = tuple[str | None, str | None, tuple[str, ...]]


def scope_of(action: Action) -> Scope:
    """What an action stands under."""
    return action.theme, action.workstream, tuple(action.answers)


def start_again(actions: Sequence[Action]) -> bool:
    """Whether the refs of a plan start again under what its actions stand under."""
    scopes: dict[str, list[Scope]] = defaultdict(list)
    for action in actions:
        if action.ref and _COUNTS.fullmatch(action.ref):
            scopes[action.ref].append(scope_of(action))
    shared = [each for each in scopes.values() if len(each) > 1]
    distinct = sum(len(set(each)) == len(each) for each in shared)
    return distinct >= _SEVERAL and distinct * 2 >= len(shared)


def uses_of_refs(actions: Sequence[Action]) -> list[int]:
    """How many actions bear the ref of each action; where refs start again, of those in its scope."""
    is_scoped = start_again(actions)
    keys = [(action.ref, scope_of(action) if is_scoped else None) for action in actions]
    counts = Counter(keys)
    return [counts[key] if key[0] else 0 for key in keys]
