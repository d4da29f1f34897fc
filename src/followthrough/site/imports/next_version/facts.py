"""What of a next version was never agreed and comes in as it is: notes, priority, risk, remarks, layout."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from followthrough.compare.change import Field
from followthrough.plan.document import Action, Column, Link, Note, Origin, PlanDocument, Risk
from followthrough.plan.folding import same_words
from followthrough.site.register.document.rows import plain

NOT_AGREED: frozenset[Field] = frozenset({"priority", "risk", "note", "link"})


def facts_of(old: Action, new: Action, changed: Iterable[Field]) -> dict[str, Any]:
    """The columns of the action's row that take the next version's value. Its place in the file is one."""
    facts: dict[str, Any] = {"where": plain(new.where)}
    fields = set(changed)
    if "priority" in fields and new.priority:
        facts["priority"] = new.priority
    if "risk" in fields and new.risk:
        facts["risk"] = plain(new.risk)
    if "note" in fields:
        facts["notes"] = plain(_notes(old.notes, new.notes))
    return facts


def with_risk_kept(old: Action, new: Action) -> Action:
    """The next version of an action; what it leaves out of the risk, its rating or its words, as it was."""
    if old.risk is None or new.risk is None:
        return new
    rating = new.risk.rating or old.risk.rating
    description = new.risk.description or old.risk.description
    return new.model_copy(update={"risk": Risk(rating=rating, description=description)})


def _notes(old: list[Note], new: list[Note]) -> list[Note]:
    """The next version's notes in the place of those under the same heading; the others stay."""
    headings = {note.heading for note in new}
    return [*(note for note in old if note.heading not in headings), *new]


def new_links(old: Action, new: Action) -> Iterator[Link]:
    """The mentions of other actions that were not there. One that is gone stood in words that stay."""
    known = {(link.to, link.kind) for link in old.links}
    return (link for link in new.links if (link.to, link.kind) not in known)


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The columns of the plan's row that a next version sets."""

    columns: dict[str, Any]

    @classmethod
    def of(cls, old: PlanDocument, new: PlanDocument) -> "PlanFacts":
        """The file and the day it speaks for, what was noticed in reading it, and what is only added to."""
        columns = {
            "as_at": new.as_at or old.as_at,
            "source": plain(new.source or old.source),
            "problems": plain(new.problems),
            "remarks": plain([*old.remarks, *_unknown(old, new)]),
            "recommendations": plain([*old.recommendations, *_unknown_recommendations(old, new)]),
            "layout": plain(layout_with(old.layout, new.layout)),
            "origins": plain(_origins(old, new)),
            "scheme": plain(old.scheme or new.scheme),
            "risk_matrix": plain(old.risk_matrix or new.risk_matrix),
        }
        return cls(columns)


def _origins(old: PlanDocument, new: PlanDocument) -> list[Origin]:
    """Where the title and the body that stay were read, and the day in the file that it is of."""
    of_the_day = new if new.as_at else old
    return [
        *(origin for origin in old.origins if origin.field != "as_at"),
        *(origin for origin in of_the_day.origins if origin.field == "as_at"),
    ]


def _unknown(old: PlanDocument, new: PlanDocument) -> Iterator[Any]:
    known = {same_words(remark.text) for remark in old.remarks}
    return (remark for remark in new.remarks if same_words(remark.text) not in known)


def _unknown_recommendations(old: PlanDocument, new: PlanDocument) -> Iterator[Any]:
    known = {recommendation.id for recommendation in old.recommendations}
    return (recommendation for recommendation in new.recommendations if recommendation.id not in known)


def layout_with(old: list[Column], new: list[Column]) -> list[Column]:
    """The plan's own columns, and those that only the next version has, each after its neighbour there."""
    columns, at = list(old), 0
    for column in new:
        same = next((place for place, known in enumerate(columns) if _is_same(known, column)), None)
        if same is None:
            columns.insert(at, column)
            same = at
        at = same + 1
    return columns


def _is_same(one: Column, other: Column) -> bool:
    if one.field or other.field:
        return one.field == other.field
    return same_words(one.full_heading) == same_words(other.full_heading)
