"""Words that stand beside a row (comments, footnotes) become notes of its action."""

from collections.abc import Iterable, Sequence

from followthrough.intake.grid import Aside
from followthrough.plan.document import Action, Note, PlanDocument, Remark

_Spot = tuple[str | None, int | None, int]


def keep_asides(asides: Iterable[Aside], plan: PlanDocument) -> None:
    """Give each aside to the action in whose rows it stands; one that stands in none becomes a remark."""
    actions = _by_row(plan.actions)
    for aside in asides:
        place = aside.place
        action = actions.get((place.sheet, place.table, place.row or 0))
        if action:
            action.notes.append(Note(heading=aside.name, text=aside.text))
        else:
            plan.remarks.append(Remark(text=f"{aside.name}: {aside.text}", where=place.where()))


def _by_row(actions: Sequence[Action]) -> dict[_Spot, Action]:
    """The first action in each row of the file."""
    found: dict[_Spot, Action] = {}
    for action in actions:
        where = action.where
        first = where.row_first or 0
        for row in range(first, (where.row_last or first) + 1):
            found.setdefault((where.sheet, where.table, row), action)
    return found
