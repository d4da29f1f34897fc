"""What every picture is: the drawing in two widths, what it says in a sentence, and the same as a table."""

from collections.abc import Callable
from dataclasses import dataclass

from followthrough.outputs.page.markup import Html
from followthrough.outputs.pictures.drawing import Drawing

# In points of the screen: beside others on a wide page, and on the narrowest telephone.
WIDE, NARROW = 720, 288


@dataclass(frozen=True)
class State:
    """A state as pictures show it: `colour` is rrggbb.

    `pattern` is the number of what is drawn over it, by default its place among those of the picture.
    """

    key: str
    label: str
    colour: str
    pattern: int | None = None


@dataclass(frozen=True)
class Picture:
    """A picture with its text alternative and its table.

    A page shows `wide` or `narrow` by its width; print shows `wide`.
    """

    finding: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    wide: Html
    narrow: Html


def in_both_widths(name: str, finding: str, draw: Callable[[Drawing], None]) -> tuple[Html, Html]:
    """A picture drawn wide and narrow; `name` tells its parts from those of another picture on the page."""
    drawings = Drawing(f"{name}-wide", WIDE), Drawing(f"{name}-narrow", NARROW)
    for drawing in drawings:
        draw(drawing)
    wide, narrow = (drawing.svg(finding) for drawing in drawings)
    return wide, narrow
