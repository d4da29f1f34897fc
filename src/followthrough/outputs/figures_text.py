"""The figures of a round on a terminal: how many actions are in each state, and what moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from followthrough.outputs.rows_text import render as render_rows
from followthrough.outputs.wording import counted, on_one_line

if TYPE_CHECKING:
    from rich.console import Console

_NO_STATES = {"no_return": "No return", "no_status": "No status"}


class _Moved(Protocol):
    @property
    def ref(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def before(self) -> str: ...
    @property
    def after(self) -> str: ...


class _Counted(Protocol):
    """What is printed of the figures of a round."""

    @property
    def counts(self) -> Mapping[str, int]: ...
    @property
    def total(self) -> int: ...
    @property
    def opening(self) -> int: ...
    @property
    def new(self) -> int: ...
    @property
    def closed(self) -> int: ...
    @property
    def closing(self) -> int: ...
    @property
    def moved(self) -> Sequence[_Moved]: ...


def render(title: str, figures: _Counted, labels: Mapping[str, str], console: Console) -> None:
    """Print the counts, the sum of open actions and what moved; `labels` are the plan's words for states."""
    from rich.markup import escape

    words = {**labels, **_NO_STATES}
    console.print(f"[bold]{escape(on_one_line(title))}[/bold]")
    console.print(
        f"{counted(figures.total, 'action')}. Open: {figures.opening} before, {figures.new} new, "
        f"{figures.closed} closed, {figures.closing} now."
    )
    by_number = sorted(figures.counts.items(), key=lambda item: -item[1])
    render_rows(["Status", "Actions"], [(words.get(state, state), n) for state, n in by_number], console)
    if figures.moved:
        rows = [
            (
                one.ref or "",
                one.title,
                words.get(one.before, one.before),
                words.get(one.after, one.after),
            )
            for one in figures.moved
        ]
        render_rows(["Moved", "Action", "From", "To"], rows, console)
