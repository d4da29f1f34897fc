"""How a plan stands, theme by theme: how many actions of each status, and the bar that shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from followthrough.plan.document import Status

ORDER = [*(status.value for status in Status), None]
BAR_WIDTH = 100.0


@dataclass(frozen=True)
class Part:
    """The actions of one status in a theme; `x` and `width` place it in a bar that is 100 wide."""

    status: str | None
    label: str
    number: int
    x: float
    width: float


@dataclass
class ThemeRow:
    """A theme with its parts in the order of the scheme; `theme` None for actions under no theme."""

    theme: int | None
    title: str
    total: int = 0
    parts: list[Part] = field(default_factory=list)


def status_by_theme(counts: Iterable[Mapping[str, Any]], labels: Mapping[str, str]) -> list[ThemeRow]:
    """Rows for `counts_by_theme`, in the plan's order of themes."""
    by_theme: dict[int | None, list[Mapping[str, Any]]] = {}
    for count in counts:
        by_theme.setdefault(count["theme"], []).append(count)
    no_theme = "No theme" if len(by_theme) > 1 else "All actions"
    return [_row(theme, found, labels, no_theme) for theme, found in by_theme.items()]


def _row(
    theme: int | None, counts: list[Mapping[str, Any]], labels: Mapping[str, str], no_theme: str
) -> ThemeRow:
    row = ThemeRow(theme, counts[0]["theme__title"] or no_theme, sum(count["number"] for count in counts))
    x = 0.0
    for count in sorted(counts, key=lambda count: ORDER.index(count["status"])):
        width = BAR_WIDTH * count["number"] / row.total
        status = count["status"]
        row.parts.append(Part(status, labels.get(status, "No status"), count["number"], x, width))
        x += width
    return row
