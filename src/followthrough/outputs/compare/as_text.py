"""A comparison on a terminal: the answer first, then each action that changed, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from followthrough.compare.change import Change, Comparison, Pair
from followthrough.compare.word_differences import Stretch, word_differences
from followthrough.outputs.compare.groups import Gathered
from followthrough.outputs.compare.summary import CompareSummary, name_of_version
from followthrough.outputs.compare.words import both_sides, is_short, name_of_change, what_became
from followthrough.outputs.wording import counted, on_one_line
from followthrough.plan.document import Action

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_MOST_LETTERS = 160
_MOST_EDITS = 6
_INDENT, _NARROWEST = 2, 20
# Words shown on either side of an edit, to find it by.
_WORDS_AROUND = 3
# Each colour always stands beside its mark.
_TAKEN_OUT, _PUT_IN = ("− ", "red"), ("+ ", "green")


def render(comparison: Comparison, console: Console) -> None:
    """Print a comparison to a console, as wide as that console is."""
    summary = CompareSummary(comparison)
    _print_answer(summary, console)
    for heading in summary.gathered:
        _print_gathered(heading, console)
    _print_actions("New", comparison.added, console)
    _print_actions("Gone", comparison.gone, console)
    _print_unsure(comparison, console)
    if comparison.changed:
        _print_heading("Action by action", console)
    for pair in comparison.changed:
        _print_pair(pair, console)


def _print_answer(summary: CompareSummary, console: Console) -> None:
    comparison = summary.comparison
    _print(summary.title, console, style="bold")
    _print(f"From {name_of_version(comparison.old)} to {name_of_version(comparison.new)}", console)
    for sentence in summary.sentences:
        _print(sentence, console)
    for caution in summary.cautions:
        _print(f"Take care: {caution}", console, style="yellow")


def _print_gathered(heading: Gathered, console: Console) -> None:
    _print_heading(heading.heading, console)
    for group in heading.groups:
        names = ", ".join(pair.new.ref or _short(pair.new.title) for pair in group.pairs)
        _print(f"  {group.words} ({len(group.pairs)}): {names}", console)


def _print_actions(heading: str, actions: Sequence[Action], console: Console) -> None:
    if actions:
        _print_heading(f"{heading}: {counted(len(actions), 'action')}", console)
    for action in actions:
        _print(f"  {_name(action)}", console)


def _print_unsure(comparison: Comparison, console: Console) -> None:
    if comparison.unsure:
        _print_heading("Not matched for certain", console)
    for each in comparison.unsure:
        _print(f"  {_name(each.new)}", console)
        for action in each.could_be:
            _print(f"    could be {_name(action)}", console)


def _print_pair(pair: Pair, console: Console) -> None:
    _print(_name(pair.new), console, style="bold")
    if pair.matched_by == "ref_alone":
        _print(
            "  The ref is the same and the words are others: is it the same action?", console, style="yellow"
        )
    for change in pair.changes:
        for line in _lines(change):
            _print_wrapped(line, _INDENT, console)


def _lines(change: Change) -> Iterator[Text]:
    from rich.text import Text

    name = on_one_line(name_of_change(change))
    if is_short(change):
        yield Text(f"{name}: {on_one_line(both_sides(change))}")
        return
    yield Text(f"{name}: {what_became(change)}")
    if change.old and change.new and change.kind != "copied":
        yield from _edit_lines(word_differences(change.old, change.new))
    elif change.kind != "copied":
        mark, colour = _PUT_IN if change.new else _TAKEN_OUT
        yield Text(f"  {mark}{_short(change.new or change.old or '')}", style=colour)


def _edit_lines(stretches: list[Stretch]) -> Iterator[Text]:
    """Each stretch taken out or put in, between the words that stand around it."""
    from rich.text import Text

    edits = [place for place, stretch in enumerate(stretches) if stretch.fate != "kept"]
    for place in edits[:_MOST_EDITS]:
        mark, colour = _TAKEN_OUT if stretches[place].fate == "removed" else _PUT_IN
        before = " ".join(_kept_before(stretches, place).split()[-_WORDS_AROUND:])
        after = " ".join(_kept_after(stretches, place).split()[:_WORDS_AROUND])
        yield Text.assemble(
            (f"  {mark}", colour),
            (f"… {on_one_line(before)} " if before else "", "dim"),
            (_short(stretches[place].text), colour),
            (f" {on_one_line(after)} …" if after else "", "dim"),
        )
    if len(edits) > _MOST_EDITS:
        yield Text(f"  and {counted(len(edits) - _MOST_EDITS, 'more place')}")


def _kept_before(stretches: list[Stretch], place: int) -> str:
    return next((each.text for each in reversed(stretches[:place]) if each.fate == "kept"), "")


def _kept_after(stretches: list[Stretch], place: int) -> str:
    return next((each.text for each in stretches[place + 1 :] if each.fate == "kept"), "")


def _name(action: Action) -> str:
    return _short(f"{action.ref}: {action.title}" if action.ref else action.title)


def _print_heading(words: str, console: Console) -> None:
    _print("", console)
    _print(words, console, style="bold")


def _print(text: str, console: Console, style: str | None = None) -> None:
    from rich.text import Text

    indent = len(text) - len(text.lstrip(" "))
    _print_wrapped(Text(on_one_line(text), style=style or ""), indent, console)


def _print_wrapped(text: Text, indent: int, console: Console) -> None:
    """Print a text whose every line begins at the same column."""
    for line in text.wrap(console, max(console.width - indent, _NARROWEST)):
        line.rstrip()
        line.pad_left(indent)
        console.print(line, soft_wrap=True)


def _short(text: str) -> str:
    """The text on one line, cut where a terminal would drown in it."""
    line = on_one_line(text)
    return line if len(line) <= _MOST_LETTERS else f"{line[:_MOST_LETTERS].rstrip()}…"
