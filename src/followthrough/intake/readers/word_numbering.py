"""The numbers and bullets that Word draws before a paragraph and does not keep in its text."""

from collections import defaultdict
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
BULLET = "• "


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document, counted as its paragraphs go by; each list of levels counts for itself."""

    lists: dict[str, str]
    levels: dict[tuple[str, int], _Level]
    counts: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def mark(self, list_id: str, depth: int) -> str:
        """The bullet or number of a list's next paragraph, with a blank after it; "" where it has none."""
        shape = self.lists.get(list_id, "")
        level = self.levels.get((shape, depth))
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return BULLET
        self._count(shape, depth, level)
        return self._filled(shape, level) + " "

    def _count(self, shape: str, depth: int, level: _Level) -> None:
        self.counts[shape, depth] = self.counts.get((shape, depth), level.start - 1) + 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((shape, deeper), None)

    def _filled(self, shape: str, level: _Level) -> str:
        text = level.pattern
        for depth in range(9):
            if f"%{depth + 1}" in text:
                own = self.levels.get((shape, depth), level)
                number = self.counts.get((shape, depth), own.start)
                text = text.replace(f"%{depth + 1}", _number_in_form(number, own.form))
        return text


def read_numbering(root: Element | None) -> Numbering:
    """The lists that a document defines, from the root of its numbering part (None: it has no such part)."""
    if root is None:
        return Numbering({}, {})
    lists = {
        entry.get(qn("w:numId"), ""): shape.get(qn("w:val"), "")
        for entry in root.iter(qn("w:num"))
        for shape in entry.iter(qn("w:abstractNumId"))
    }
    return Numbering(lists, dict(_levels(root)))


def _levels(root: Element) -> list[tuple[tuple[str, int], _Level]]:
    return [
        ((shape.get(qn("w:abstractNumId"), ""), _whole(level.get(qn("w:ilvl")))), _level(level))
        for shape in root.iter(qn("w:abstractNum"))
        for level in shape.iter(qn("w:lvl"))
    ]


def _level(level: Element) -> _Level:
    form, pattern, start = (_value(level, name) for name in ("w:numFmt", "w:lvlText", "w:start"))
    return _Level(form or "decimal", pattern or "", _whole(start, 1))


def _value(element: Element, name: str) -> str | None:
    child = element.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None


def _whole(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isdecimal() else otherwise


def _number_in_form(number: int, form: str) -> str:
    match form:
        case "lowerLetter":
            return _letter(number)
        case "upperLetter":
            return _letter(number).upper()
        case "lowerRoman":
            return _roman(number)
        case "upperRoman":
            return _roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)


def _letter(number: int) -> str:
    """1 is a, 26 is z, 27 is aa: Word repeats the letter."""
    turns, place = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + place) * (turns + 1)


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text
