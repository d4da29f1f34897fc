"""What a status looks like: seven kinds, each with a shape and a colour. The word is always the plan's own.

The one table of it. `name` is what the style sheet (tags.css) and the shapes (parts/shapes.html) call a kind.
"""

from dataclasses import dataclass

from followthrough.plan.document import Status
from followthrough.rules.figures import NO_RETURN


@dataclass(frozen=True)
class Kind:
    """A kind of status; `pattern` is the fill of a bar's part, None where its colour alone fills it."""

    name: str
    words: str
    statuses: frozenset[str]
    pattern: str | None = None


# The most serious first, which is the order on every page.
KINDS: tuple[Kind, ...] = (
    Kind("sig", "Significant slippage", frozenset({Status.SIGNIFICANT_SLIPPAGE}), "pattern-sig"),
    Kind("med", "Medium slippage", frozenset({Status.MEDIUM_SLIPPAGE}), "pattern-med"),
    Kind("none", "No return", frozenset({NO_RETURN})),
    Kind(
        "not", "Not due to start", frozenset({Status.NOT_DUE, Status.NOT_STARTED, Status.NEW, Status.ON_HOLD})
    ),
    Kind(
        "on",
        "On track",
        frozenset({Status.ON_TRACK, Status.IN_PROGRESS, Status.ONGOING, Status.ASSURANCE}),
    ),
    Kind("comp", "Complete", frozenset({Status.COMPLETE}), "pattern-comp"),
    Kind("clos", "Closed", frozenset({Status.CLOSED, Status.DUPLICATE, Status.SUPERSEDED, Status.CANCELLED})),
)
# Longer words than this may take two lines on a tag.
_ONE_LINE = 26


def kind_of(status: str | None) -> Kind | None:
    """The kind of a neutral status or of a missing return; None for none, and for what has no state."""
    return next((kind for kind in KINDS if status in kind.statuses), None)


def seriousness(status: str | None) -> int:
    """Where a status stands in the order of every page; what is no kind comes last."""
    kind = kind_of(status)
    return KINDS.index(kind) if kind else len(KINDS)


def classes_of_tag(kind: Kind, label: str) -> str:
    """The classes of a tag with these words."""
    return f"tag tag--{kind.name}" + (" tag--long" if len(label) > _ONE_LINE else "")
