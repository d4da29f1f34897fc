"""The comparison of two versions of a plan, step by step."""

from followthrough.compare.change import Comparison, Field, Pair, Unsure
from followthrough.compare.columns import columns_of_one
from followthrough.compare.fields import Setting, changes_of
from followthrough.compare.matching import Matching, match_actions
from followthrough.plan.document import Action, PlanDocument


def compare(old: PlanDocument, new: PlanDocument) -> Comparison:
    """What changed from `old` to `new`. The work grows with the number of actions, not with its square."""
    matching = match_actions(old.actions, new.actions)
    unsure_old = {place for could_be in matching.unsure.values() for place in could_be}
    paired_old, paired_new = {pair[0] for pair in matching.pairs}, {pair[1] for pair in matching.pairs}
    added, dropped = columns_of_one(new, old), columns_of_one(old, new)
    return Comparison(
        old=old,
        new=new,
        pairs=_pairs(old, new, matching, added | dropped),
        added=_left(new, paired_new | matching.unsure.keys()),
        gone=_left(old, paired_old | unsure_old),
        unsure=tuple(
            Unsure(new.actions[place], tuple(old.actions[could_be] for could_be in matching.unsure[place]))
            for place in sorted(matching.unsure)
        ),
        unsure_old=tuple(old.actions[place] for place in sorted(unsure_old)),
        columns_added=added,
        columns_dropped=dropped,
    )


def _pairs(
    old: PlanDocument, new: PlanDocument, matching: Matching, left_out: frozenset[Field]
) -> tuple[Pair, ...]:
    """The pairs in the order of the new version, each with its changes."""
    places = sorted(matching.pairs, key=lambda pair: pair[1])
    setting = Setting(_refs_now(old, new, places), set(new.periods), left_out)
    return tuple(
        Pair(was, now, matching.pairs[place], tuple(changes_of(was, now, setting)))
        for place in places
        for was, now in [(old.actions[place[0]], new.actions[place[1]])]
    )


def _refs_now(old: PlanDocument, new: PlanDocument, places: list[tuple[int, int]]) -> dict[str, str]:
    """The ref that an action had, to the one it has."""
    refs = ((old.actions[was].ref, new.actions[now].ref) for was, now in places)
    return {was: now for was, now in refs if was and now}


def _left(plan: PlanDocument, places: set[int]) -> tuple[Action, ...]:
    return tuple(action for place, action in enumerate(plan.actions) if place not in places)
