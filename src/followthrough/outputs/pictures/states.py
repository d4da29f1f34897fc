"""The states that pictures show: those of a plan's key in its order, then the others that there are."""

from collections.abc import Sequence

from followthrough.outputs.layout.status_colours import rrggbb_of
from followthrough.outputs.pictures.picture import State
from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.statuses import DEFAULT_SCHEME, LABELS

# For those that the usual key has no colour for.
_COLOURS = {
    Status.NOT_STARTED: "f3e3c3",
    Status.NEW: "8fd3e8",
    Status.IN_PROGRESS: "c6e3a1",
    Status.ONGOING: "b9ddd0",
    Status.ON_HOLD: "e0c4a8",
    Status.ASSURANCE: "d9b8d6",
    Status.DUPLICATE: "c5c9ce",
    Status.SUPERSEDED: "b4bcc4",
    Status.CANCELLED: "a3acb5",
}
_PAPER = "ffffff"


def states_of(scheme: Sequence[SchemeEntry] | None, more: Sequence[tuple[str, str]]) -> list[State]:
    """Every status there is as a state, so that each is filled alike in every picture of the plan.

    `more` are states besides the statuses, by key and label; they stand after those of the key.
    """
    entries: dict[Status, SchemeEntry] = {}
    for entry in scheme or DEFAULT_SCHEME:
        if entry.status:
            entries.setdefault(entry.status, entry)
    rest = [status for status in Status if status not in entries]
    usual = {entry.status: entry.colour for entry in DEFAULT_SCHEME if entry.status} | _COLOURS
    labels = LABELS | {status: entry.label for status, entry in entries.items()}
    colours = {status: rrggbb_of(entry.colour) for status, entry in entries.items()}
    states = {
        status: State(status.value, labels[status], colours.get(status) or usual.get(status) or _PAPER)
        for status in Status
    }
    besides = [State(key, label, _PAPER) for key, label in more]
    return [*(states[status] for status in entries), *besides, *(states[status] for status in rest)]
