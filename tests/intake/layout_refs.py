"""Mutations of the refs: of another make, in the titles, or none at all."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from followthrough.plan.document import Action
from tests.intake.layout_facts import each_action
from tests.intake.layout_paper import Laid


def number_otherwise(laid: Laid, random: Random) -> Laid:
    """Refs of another make; those that have no levels number the actions through."""
    is_plain = all(re.fullmatch(r"\d+(\.\d+)*", action.ref or "") for action in laid.plan.actions)
    make = random.choice(sorted(_MAKES if is_plain else _MAKES.keys() - _LEVELLED))
    refs = _MAKES[make]([action.ref or "" for action in laid.plan.actions], laid.plan.actions)
    known = dict(zip((action.ref for action in laid.plan.actions), refs, strict=True))
    keeps_levels = make in _LEVELLED
    return replace(
        laid,
        plan=each_action(
            laid.plan,
            lambda a: {"ref": known[a.ref], "parent": known.get(a.parent) if keeps_levels else None},
        ),
    )


def _by_theme(refs: Sequence[str], actions: Sequence[Action]) -> list[str]:
    themes = list(dict.fromkeys(action.theme for action in actions))
    letters = {theme: chr(ord("A") + at) for at, theme in enumerate(themes)}
    return [f"{letters[action.theme]}{ref}" for ref, action in zip(refs, actions, strict=True)]


def _coded(refs: Sequence[str], actions: Sequence[Action]) -> list[str]:
    codes = {
        action.theme: "".join(c for c in (action.theme or "").upper() if c.isalpha())[:3]
        for action in actions
    }
    counts: dict[str | None, int] = {}
    made = []
    for action in actions:
        counts[action.theme] = counts.get(action.theme, 0) + 1
        made.append(f"{codes[action.theme]}-{counts[action.theme]:02d}")
    return made


def _lettered(refs: Sequence[str], actions: Sequence[Action]) -> list[str]:
    """1, 1a, 1b, and below those 1a.1."""
    made = []
    for ref in refs:
        main, *rest = ref.split(".")
        letter = chr(ord("a") + int(rest[0]) - 1) if rest else ""
        made.append(".".join([main + letter, *rest[1:]]))
    return made


_MAKES: dict[str, Callable[[Sequence[str], Sequence[Action]], list[str]]] = {
    "A1": _by_theme,
    "GOV-03": _coded,
    "R1.2": lambda refs, actions: [f"R{ref}" for ref in refs],
    "REC 4": lambda refs, actions: [f"REC {at}" for at in range(1, len(refs) + 1)],
    "1a": _lettered,
    "12": lambda refs, actions: [str(at) for at in range(1, len(refs) + 1)],
    "1.": lambda refs, actions: [f"{at}." for at in range(1, len(refs) + 1)],
    "2.0": lambda refs, actions: [ref if "." in ref else f"{ref}.0" for ref in refs],
}
_LEVELLED = {"A1", "R1.2", "1a", "2.0"}


def leave_refs_out(laid: Laid, random: Random) -> Laid:
    """No refs at all, and so no parents."""
    plan = each_action(laid.plan, lambda a: {"ref": None, "parent": None})
    return replace(laid, plan=plan, columns=tuple(c for c in laid.columns if c.holds != "ref"))


def put_refs_before_titles(laid: Laid, random: Random) -> Laid:
    """The ref in the title's cell: "12. Do this"."""
    refs = [str(at) for at in range(1, len(laid.plan.actions) + 1)]
    if any(column.holds == "ref" for column in laid.columns) is False:
        return laid
    numbered = [
        a.model_copy(update={"ref": ref, "parent": None})
        for a, ref in zip(laid.plan.actions, refs, strict=True)
    ]
    columns = tuple(column for column in laid.columns if column.holds != "ref")
    mark = random.choice((". ", ". ", ") ", " "))
    return replace(
        laid, plan=laid.plan.model_copy(update={"actions": numbered}), columns=columns, ref_in_title=mark
    )
