"""What there is to choose from in the filters of a plan: only what some action of it has."""

from collections.abc import Iterable
from typing import NamedTuple

from followthrough.plan.document import Status
from followthrough.site.register.kept import kept
from followthrough.site.register.lists.filtering import NO_STATUS
from followthrough.site.register.models import KINDS, Ownership, Plan, Tag
from followthrough.site.register.words import status_labels

Choices = dict[str, list[tuple[str, str]]]


class Offered(NamedTuple):
    """What a list of a plan's actions offers.

    `choices` has by the name of a filter its values as an address has them, each with its words; `total` is
    how many actions there are under no filter.
    """

    choices: Choices
    total: int


def offered_in(plan: Plan) -> Offered:
    """What the lists of a plan offer, looked up once after each change of it."""
    actions = plan.actions.filter(archived_at=None)
    return kept(plan, "offered", lambda: Offered(_choices_of(plan), actions.count()))


def _choices_of(plan: Plan) -> Choices:
    actions = plan.actions.filter(archived_at=None).order_by()
    used = set(actions.values_list("status", flat=True).distinct())
    kinds = set(actions.values_list("kind", flat=True).distinct())
    labels = status_labels(plan.scheme) | {NO_STATUS: "No status"}
    return {
        "theme": _as_text(plan.themes.values_list("pk", "title")),
        "workstream": _as_text(plan.workstreams.values_list("pk", "title")),
        "owner": _owners_in(plan),
        "tag": _tags_in(plan),
        "status": [(status, labels[status]) for status in _in_order(used)],
        "kind": [(kind, label) for kind, label in KINDS if kind in kinds],
    }


def _owners_in(plan: Plan) -> list[tuple[str, str]]:
    owned = Ownership.objects.filter(action__plan=plan, action__archived_at=None).order_by()
    posts = set(owned.values_list("post", "post__name").distinct())
    return sorted(_as_text(posts), key=lambda choice: choice[1].casefold())


def _tags_in(plan: Plan) -> list[tuple[str, str]]:
    names = Tag.objects.filter(action__plan=plan, action__archived_at=None).order_by()
    return [(name, name) for name in sorted(set(names.values_list("name", flat=True)))]


def _as_text(pairs: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    return [(str(key), words) for key, words in pairs]


def _in_order(used: set[str | None]) -> list[str]:
    known: list[str] = [status.value for status in Status if status.value in used]
    return [*known, NO_STATUS] if None in used else known
