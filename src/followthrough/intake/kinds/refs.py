"""Refs outside their column: those that titles carry, and those that texts mention, which become links."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from followthrough.intake.grid import Place
from followthrough.intake.report import Problems, quote
from followthrough.plan.document import Action, Link
from followthrough.plan.mentions import FoundRef, KnownRefs, find_refs, link_kind
from followthrough.plan.refs import split_numbered

# What every ref has, and every ref that `_short_mentions` looks for.
_DIGIT, _DIGITS_AT_A_STOP = re.compile(r"\d"), re.compile(r"\d\.\d")
_CODE = r"[A-Z]{0,3}\d{1,2}\.\d{1,2}[a-z]?(?![\w/%]|\.\d)"
_SHORT = re.compile(
    rf"(?<![\w.])(?:(?P<above>{_CODE}) (?:above|below)|(?:[Ss]ee|[Aa]s per|[Pp]er) (?P<seen>{_CODE}))"
)
_BARE_NUMBER = re.compile(r"(\d{1,3}[a-z]?)\s+(?=[A-Z])")
_BARE_CODE = re.compile(r"(?P<letters>[A-Z]{1,4}[.-]?)(?P<number>\d{1,3})[*†#]?\s+(?=[A-Z“\"'‘])")
_MOSTLY, _NEARLY_ALL = 0.5, 0.8

Numbering = Callable[[str], "tuple[str, str] | None"]


def numbering_of(titles: Sequence[str]) -> Numbering | None:
    """How the titles of a table carry their refs: a function that splits one, None where they carry none.

    A number without a mark ("12 Report on …") is a ref only where nearly every title begins with one and they
    rise; a code without one ("SA3 Report on …") where they count on, as roads and papers don't.
    """
    if not titles:
        return None
    if sum(split_numbered(title) is not None for title in titles) >= _MOSTLY * len(titles):
        return split_numbered
    if _count_on([split for title in titles if (split := split_code(title))], len(titles)):
        return split_code
    bare = [split for title in titles if (split := split_bare_number(title))]
    numbers = [int(re.sub(r"\D", "", ref)) for ref, _ in bare]
    rises = sum(a <= b for a, b in pairwise(numbers)) >= _NEARLY_ALL * max(len(numbers) - 1, 1)
    return split_bare_number if len(bare) >= _NEARLY_ALL * len(titles) and rises else None


def split_code(text: str) -> tuple[str, str] | None:
    """A code of letters and a number that a title begins with, its footnote sign left out, and the rest."""
    found = _BARE_CODE.match(text)
    return (found["letters"] + found["number"], text[found.end() :]) if found else None


def _count_on(splits: Sequence[tuple[str, str]], titles: int) -> bool:
    """Whether nearly all titles begin with codes of a few letters whose numbers are one more each time."""
    if len(splits) < max(2, _NEARLY_ALL * titles):
        return False
    codes = [(ref.rstrip("0123456789"), int(re.sub(r"\D", "", ref))) for ref, _ in splits]
    steps = [(a, b) for (series, a), (own, b) in pairwise(codes) if series == own]
    counted = sum(b == a + 1 for a, b in steps)
    return len(steps) >= _MOSTLY * (len(codes) - 1) and counted >= _NEARLY_ALL * len(steps) > 0


def split_bare_number(text: str) -> tuple[str, str] | None:
    """A number that a title begins with, and the rest; None where there is none."""
    found = _BARE_NUMBER.match(text)
    return (found[1], text[found.end() :]) if found else None


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
