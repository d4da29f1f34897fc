"""Changes of what an action has several of: notes, links, milestones, measures, what it answers."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from followthrough.compare.change import Change, Field
from followthrough.compare.dates import date_change
from followthrough.plan.document import Action
from followthrough.plan.folding import same_words


def note_changes(old: Action, new: Action) -> Iterator[Change]:
    """The notes under each heading that differ."""
    was, now = _notes(old), _notes(new)
    for heading in dict.fromkeys([*was, *now]):
        yield from list_changes("note", was.get(heading, ()), now.get(heading, ()), heading or None)


def link_changes(old: Action, new: Action, ref_now: Mapping[str, str]) -> Iterator[Change]:
    """The mentions of other actions that came or went; one to an action that was renumbered is the same."""
    was = {(ref_now.get(link.to, link.to), link.kind): link for link in old.links}
    now = {(link.to, link.kind): link for link in new.links}
    yield from (Change("removed", "link", was[key].to, None, key[1]) for key in was if key not in now)
    yield from (Change("added", "link", None, now[key].to, key[1]) for key in now if key not in was)


def milestone_changes(old: Action, new: Action) -> Iterator[Change]:
    """The milestones that moved, came or went, each known by its title."""
    was = {same_words(each.title).casefold(): each for each in old.milestones}
    now = {same_words(each.title).casefold(): each for each in new.milestones}
    for key in dict.fromkeys([*was, *now]):
        before, after = was.get(key), now.get(key)
        change = date_change(
            "milestone",
            before.due if before else None,
            after.due if after else None,
            (after.title if after else None) or (before.title if before else None),
        )
        if change:
            yield change


def list_changes(
    field: Field, old: Iterable[str], new: Iterable[str], named: str | None = None
) -> Iterator[Change]:
    """The texts that only one version has; one against one is a text that changed."""
    was, now = list(old), list(new)
    if was == now:
        return
    gone, come = _without(was, now), _without(now, was)
    if len(gone) == len(come) == 1:
        yield Change("changed", field, gone[0], come[0], named)
        return
    yield from (Change("removed", field, text, None, named) for text in gone)
    yield from (Change("added", field, None, text, named) for text in come)


def _without(texts: list[str], others: list[str]) -> list[str]:
    left = Counter(map(same_words, others))
    only = []
    for text in texts:
        left[same_words(text)] -= 1
        if left[same_words(text)] < 0 and same_words(text):
            only.append(text)
    return only


def _notes(action: Action) -> dict[str, list[str]]:
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for note in action.notes:
        notes[note.heading or ""].append(note.text)
    return notes
