"""Owners and dates that share a cell, in either order: "Head of Audit March 2024 Cabinet June 2024"."""

import re
from dataclasses import dataclass

from followthrough.intake.kinds.owners import KnownOwners, split_owners
from followthrough.plan.document import Milestone, Owner
from followthrough.plan.when import When, read_when
from followthrough.plan.when.text import find_whens

_AND = re.compile(r"\s*[/&\n]\s*|\s+and\s+", re.IGNORECASE)
_EDGES = " \n\t,;:–—-("


@dataclass(frozen=True)
class SharedCell:
    """What a cell that says who and when was read as."""

    owners: tuple[Owner, ...] = ()
    due: When | None = None
    milestones: tuple[Milestone, ...] = ()


def read_who_when(text: str, heading: str, known: KnownOwners) -> SharedCell:
    """The owners and the date of a shared cell. More than one date: the due date spans them all, and each is
    a milestone of the owners that stand before it."""
    found = find_whens(text)
    parts = owner_parts(text)
    names: list[str] = []
    for part in parts:
        for name in split_owners(part, known).names if part else []:
            if name not in names:
                names.append(name)
    role = _AND.split(heading)[0].strip() or heading
    dates = list(dict.fromkeys(when.when for when in found))
    milestones = tuple(
        Milestone(title=part or heading, due=when.when) for part, when in zip(parts, found, strict=False)
    )
    return SharedCell(
        owners=tuple(Owner(role=role, name=name) for name in names),
        due=_spanning(text, dates),
        milestones=milestones if len(dates) > 1 else (),
    )


def owner_parts(text: str) -> list[str]:
    """What stands before each date of a shared cell, and after the last: the owners, some of them empty."""
    found = find_whens(text)
    starts = [0, *(when.end for when in found)]
    ends = [*(when.start for when in found), len(text)]
    # A bracket that was opened before a date is closed after it; one that a name ends in stays.
    return [text[a:b].lstrip(_EDGES + ")").rstrip(_EDGES) for a, b in zip(starts, ends, strict=True)]


def _spanning(text: str, dates: list[When]) -> When | None:
    """One date as it is; several as a range from the first to the last."""
    if len(dates) <= 1:
        return dates[0] if dates else None
    first = min((when.earliest for when in dates if when.earliest), default=None)
    last = max((when.latest for when in dates if when.latest), default=None)
    if first is None or last is None:
        return dates[0]
    words = " ".join(when.text for when in dates)
    return read_when(words).model_copy(
        update={"text": words, "kind": "range", "earliest": first, "latest": last}
    )
