"""A sheet on which a picture is drawn: shapes and texts collect, and come out as one SVG element.

Presentation attributes alone, no style and no script, so that a strict security policy lets it through and
print, PDF and Word show the same.
"""

from collections.abc import Iterable

from followthrough.outputs.page.markup import Html, element

INK, SOFT, FAINT, PAPER = "#14181f", "#4a5361", "#c3c9d2", "#ffffff"
TEXT, LEADING = 14.0, 18.0
_FAMILY = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
# Widths of letters as parts of their height; measured a little wide, so that no text runs into another.
_NARROW_LETTERS, _WIDE_LETTERS = "iljtfr.,:;'|!()[] -", "mwMWQOGCD@%&"
_NARROW, _USUAL, _WIDE = 0.4, 0.62, 0.9
_BOLD = 1.12


class Drawing:
    """A sheet of a width in pixels, as high as what is drawn on it."""

    def __init__(self, name: str, width: float) -> None:
        self.name = name
        self.width = width
        self.height = 0.0
        self._shapes: list[Html] = []

    def add(self, shape: Html, bottom: float) -> None:
        """Put a shape on the sheet, which ends at `bottom`."""
        self._shapes.append(shape)
        self.height = max(self.height, bottom)

    def rect(self, x: float, y: float, width: float, height: float, fill: str, **more: str | None) -> None:
        """A rectangle by its upper left corner."""
        shape = element(
            "rect", x=_in(x), y=_in(y), width=_in(width), height=_in(height), fill=fill, **more
        )  # fmt: skip
        self.add(shape, y + height)

    def line(
        self, x0: float, y0: float, x1: float, y1: float, stroke: str = FAINT, *, behind: bool = False,
        **more: str | None,
    ) -> None:  # fmt: skip
        """A straight line, `behind` all that is on the sheet already or above it."""
        shape = element("line", x1=_in(x0), y1=_in(y0), x2=_in(x1), y2=_in(y1), stroke=stroke, **more)
        self.add(shape, max(y0, y1))
        if behind:
            self._shapes.insert(0, self._shapes.pop())

    def circle(self, x: float, y: float, radius: float, fill: str, stroke: str) -> None:
        """A circle by its middle."""
        shape = element(
            "circle", cx=_in(x), cy=_in(y), r=_in(radius), fill=fill, stroke=stroke, stroke_width="2"
        )  # fmt: skip
        self.add(shape, y + radius)

    def path(self, steps: str, bottom: float, **more: str | None) -> None:
        """A shape by the steps of its outline."""
        self.add(element("path", d=steps, **more), bottom)

    def text(
        self, x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, bold: bool = False,
        on_pattern: bool = False,
    ) -> None:  # fmt: skip
        """Words on one line whose letters stand on `y`; on a pattern they get a rim of paper."""
        rim = {"stroke": PAPER, "stroke_width": "4", "paint_order": "stroke", "stroke_linejoin": "round"}
        shape = element(
            "text", words, x=_in(x), y=_in(y), fill=fill, text_anchor=None if anchor == "start" else anchor,
            font_weight="600" if bold else None, **(rim if on_pattern else {}),
        )  # fmt: skip
        self.add(shape, y + LEADING - TEXT)

    def lines_of_text(
        self, x: float, y: float, lines: Iterable[str], *, anchor: str = "start", bold: bool = False,
        on_pattern: bool = False,
    ) -> float:  # fmt: skip
        """Lines one below the other, the first with its top at `y`; where the last ends is returned."""
        for line in lines:
            self.text(x, y + TEXT, line, anchor=anchor, bold=bold, on_pattern=on_pattern)
            y += LEADING
        return y

    def svg(self, finding: str) -> Html:
        """The sheet as an element whose text alternative is the finding."""
        height = self.height + 2
        title = f"{self.name}-title"
        return element(
            "svg", element("title", finding, id=title), *self._shapes,
            xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_in(self.width)} {_in(height)}",
            width=_in(self.width), height=_in(height), role="img", aria_labelledby=title,
            font_family=_FAMILY, font_size=_in(TEXT), class_="picture",
        )  # fmt: skip


def _in(number: float) -> str:
    """A number as SVG writes it: to a hundredth, without what says nothing."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def width_of(words: str, *, bold: bool = False) -> float:
    """How wide words are on one line, in pixels: an estimate that is rather too wide."""
    letters = sum(
        _NARROW if letter in _NARROW_LETTERS else _WIDE if letter in _WIDE_LETTERS else _USUAL
        for letter in words
    )
    return TEXT * letters * (_BOLD if bold else 1)


def wrapped(words: str, width: float, most: int = 3, *, bold: bool = False) -> list[str]:
    """Words on at most so many lines no wider than `width`; the last line is cut where they are longer."""
    lines = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or width_of(longer, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    shown = [*lines[: most - 1], " ".join(lines[most - 1 :])] if len(lines) > most else lines
    return [cut(line, width, bold=bold) for line in shown]


def cut(words: str, width: float, *, bold: bool = False) -> str:
    """Words cut, with a sign that they are, where they are wider than `width`."""
    if width_of(words, bold=bold) <= width:
        return words
    while words and width_of(f"{words}…", bold=bold) > width:
        words = words[:-1]
    return f"{words.rstrip()}…"
