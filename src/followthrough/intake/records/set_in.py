"""Parts that stand set in below the row that they belong to, in plans whose rows have no refs."""

from collections.abc import Sequence

from followthrough.intake.grid import Place
from followthrough.intake.records.record import Record
from followthrough.intake.report import Problems
from followthrough.plan.document import Action

# Where most rows have a ref, the refs tell what belongs to what.
_MOSTLY = 0.5


def add_parents_set_in(records: Sequence[Record], actions: Sequence[Action], problems: Problems) -> None:
    """Make each action a part of the nearest one above that is set in less; under another name the counting
    begins anew. A parent without a ref is named by its title."""
    if sum(action.ref is not None for action in actions) > _MOSTLY * len(actions):
        return
    above: list[tuple[int, Action]] = []
    group: tuple[str | None, str | None] | None = None
    parts: list[Action] = []
    for record, action in zip(records, actions, strict=True):
        if (action.theme, action.workstream) != group:
            above, group = [], (action.theme, action.workstream)
        while above and above[-1][0] >= record.indent:
            above.pop()
        if above and action.title and above[-1][1].title != action.title:
            action.parent = above[-1][1].ref or above[-1][1].title
            parts.append(action)
        above.append((record.indent, action))
    if parts:
        problems.add(
            "parts_set_in", "note",
            f"{'A row is' if len(parts) == 1 else f'{len(parts)} rows are'} set in below another and read as "
            "part of it. Check that they belong to it.",
            place=Place.of(parts[0].where),
        )  # fmt: skip
