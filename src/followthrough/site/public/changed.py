"""What changed from one published round to the next, as the figures of an edition name it."""

from dataclasses import dataclass

from followthrough.site.editions.models import Edition, EditionAction

MOST_NAMED = 10
# The figures that name actions, each with the words for one and for many.
_CHANGES = (
    ("completed", "action was completed", "actions were completed"),
    ("later", "action got worse", "actions got worse"),
    ("better", "action got better", "actions got better"),
    ("reopened", "action was reopened", "actions were reopened"),
    ("started", "action was started", "actions were started"),
    ("new", "action is new", "actions are new"),
    ("gone", "action left the plan", "actions left the plan"),
)


@dataclass(frozen=True)
class Change:
    """One kind of change: its sentence, the actions that are named, and how many are not."""

    sentence: str
    named: list[tuple[str, EditionAction | None]]
    more: int


def changes_in(edition: Edition) -> list[Change]:
    """What changed since the round that the edition compares with; nothing where there is none."""
    if not edition.figures.get("compared_with"):
        return []
    by_name = {each.ref or each.title: each for each in edition.actions.all()}
    changes = []
    for figure, one, many in _CHANGES:
        names = edition.figures.get(figure) or []
        if names:
            sentence = f"{len(names)} {one if len(names) == 1 else many}"
            named = [(name, by_name.get(name)) for name in names[:MOST_NAMED]]
            changes.append(Change(sentence, named, len(names) - len(named)))
    return changes
