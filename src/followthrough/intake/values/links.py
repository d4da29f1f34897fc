"""Links between actions, found in their titles, updates and notes; and the mentions that lead nowhere."""

import re
from collections.abc import Iterator, Sequence

from followthrough.intake.grid import Place
from followthrough.intake.report import Problems, quote
from followthrough.plan.document import Action, Link
from followthrough.plan.mentions import FoundRef, KnownRefs, find_refs, link_kind

# What every ref has, and every ref that `_short_mentions` looks for.
_DIGIT, _DIGITS_AT_A_STOP = re.compile(r"\d"), re.compile(r"\d\.\d")
_CODE = r"[A-Z]{0,3}\d{1,2}\.\d{1,2}[a-z]?(?![\w/%]|\.\d)"
_SHORT = re.compile(
    rf"(?<![\w.])(?:(?P<above>{_CODE}) (?:above|below)|(?:[Ss]ee|[Aa]s per|[Pp]er) (?P<seen>{_CODE}))"
)


def add_links(actions: Sequence[Action], ref_heading: str, problems: Problems) -> None:
    """Give each action a link for every other action that its texts mention."""
    known = KnownRefs.learn([action.ref for action in actions if action.ref], ref_heading)
    for action in actions:
        for found in _mentions(action, known):
            _add(action, found, problems)


def _mentions(action: Action, known: KnownRefs) -> Iterator[FoundRef]:
    for text in filter(_DIGIT.search, _texts(action)):
        whole = find_refs(text, known)
        for found in (*whole, *_short_mentions(text, action.ref, known)):
            if found.to != action.ref:
                yield found


def _short_mentions(text: str, ref: str | None, known: KnownRefs) -> Iterator[FoundRef]:
    """Refs without the part that they share with the action's own: "see 1.3 above" under B1.5 is B1.3."""
    for hit in _SHORT.finditer(text) if ref and _DIGITS_AT_A_STOP.search(text) else ():
        printed = hit["above"] or hit["seen"]
        stems = _stems(ref or "")
        targets = {stem + printed for stem in stems} & known.refs
        if len(targets) == 1:
            words = " ".join(hit.group().split())
            yield FoundRef(
                hit.start(), hit.end(), printed, targets.pop(), is_known=True, malformed=False, words=words
            )


def _stems(ref: str) -> Iterator[str]:
    """What a ref begins with, up to each place where its parts meet."""
    return (ref[:end] for end in range(1, len(ref)) if not (ref[end].isdigit() and ref[end - 1].isdigit()))


def _texts(action: Action) -> Iterator[str]:
    yield action.title
    if action.risk and action.risk.description:
        yield action.risk.description
    yield from (note.text for note in action.notes)
    yield from (update.text for update in action.updates if update.text)


def _add(action: Action, found: FoundRef, problems: Problems) -> None:
    link = Link(to=found.to, kind=link_kind(found.words), text=found.words)
    place = Place.of(action.where)
    if found.is_known and found.malformed:
        problems.add(
            "malformed_reference", "note",
            f"{quote(found.printed)} was read as {found.to}. Write it so.", place=place, ref=action.ref,
        )  # fmt: skip
    same = next((other for other in action.links if other.to == link.to), None)
    if same:
        # Of two mentions of one action, the one that says more is kept.
        if same.kind == "see" and link.kind != "see":
            action.links[action.links.index(same)] = link
        return
    action.links.append(link)
    if not found.is_known:
        problems.add(
            "dangling_reference", "warning",
            f"The text speaks of {found.printed}, and the plan has no such action: {quote(found.words)}. "
            "Say which action is meant.", place=place, ref=action.ref,
        )  # fmt: skip
