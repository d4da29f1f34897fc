"""The text of Word paragraphs as a reader sees it: changes accepted, links, lists and boxes included, with
the numbers, bullets and signs that Word draws and does not keep in its text.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from followthrough.intake.grid import crossed_out

_PARAGRAPH, _RUN, _TEXT = qn("w:p"), qn("w:r"), qn("w:t")
_SYMBOL, _FIELD, _CONTROL = qn("w:sym"), qn("w:fldChar"), qn("w:sdt")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What a reader does not see: deletions, the old place of what moved, field codes, properties, old pictures.
_UNSEEN = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:rPr"), qn("w:pPr"), _FALLBACK}
_SPOKEN = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_BULLET = "• "
# What stands at each place of the fonts that are used for ticks, crosses and dots.
_FONTS: dict[str, dict[int, str]] = {
    "wingdings": {
        0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x6C: "●", 0x6E: "■",
        0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0xA7: "▪", 0x9F: "•", 0xD8: "➢", 0x76: "❖", 0xDF: "←", 0xE0: "→",
        0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xAB: "★", 0x20: " ",
    },
    "wingdings 2": {
        0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x97: "●", 0x98: "●",
        0x20: " ",
    },
    "webdings": {0x61: "✓", 0x72: "✗", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x20: " "},
    "symbol": {0xB7: "•", 0xD6: "✓", 0x20: " "},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Styles:
    """What the named styles of a document mean: depth of heading, whether bold, and list with its depth."""

    levels: dict[str, int]
    bold: frozenset[str]
    lists: dict[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class _NumberedLevel:
    form: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document, counted as its paragraphs go by; each list of levels counts for itself."""

    lists: dict[str, str]
    levels: dict[tuple[str, int], _NumberedLevel]
    counts: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))

    def mark(self, list_id: str, depth: int) -> str:
        """The bullet or number of a list's next paragraph, with a blank after it; "" where it has none."""
        shape = self.lists.get(list_id, "")
        level = self.levels.get((shape, depth))
        if level is None or level.form == "none":
            return ""
        if level.form == "bullet":
            return _BULLET
        self._count(shape, depth, level)
        return self._filled(shape, level) + " "

    def _count(self, shape: str, depth: int, level: _NumberedLevel) -> None:
        self.counts[shape, depth] = self.counts.get((shape, depth), level.start - 1) + 1
        for deeper in range(depth + 1, 9):
            self.counts.pop((shape, deeper), None)

    def _filled(self, shape: str, level: _NumberedLevel) -> str:
        text = level.pattern
        for depth in range(9):
            if f"%{depth + 1}" in text:
                own = self.levels.get((shape, depth), level)
                number = self.counts.get((shape, depth), own.start)
                text = text.replace(f"%{depth + 1}", _number_in_form(number, own.form))
        return text


def paragraph_text(paragraph: Element, styles: Styles, numbering: Numbering) -> str:
    """The text of a paragraph with its bullet or number; "" where it says nothing."""
    text = "".join(_spoken(paragraph)).strip()
    return _mark(paragraph, styles, numbering) + text if text else ""


def _spoken(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _UNSEEN or (child.tag == _CONTROL and _shows_its_prompt(child)):
            continue
        if child.tag == _TEXT:
            yield _drawn(child.text or "", _font_of_pictures(element))
        elif child.tag in _SPOKEN:
            yield _SPOKEN[child.tag]
        elif child.tag == _SYMBOL:
            yield _symbol(child)
        elif child.tag == _FIELD:
            yield _chosen(child)
        elif child.tag == _RUN and _is_crossed_out(child):
            yield crossed_out("".join(_spoken(child)))
        else:
            if child.tag == _PARAGRAPH:  # a paragraph inside a paragraph stands in a text box
                yield "\n"
            yield from _spoken(child)


def _is_crossed_out(run: Element) -> bool:
    return any(_has_mark(run, name) for name in ("w:strike", "w:dstrike"))


def _has_mark(part: Element, name: str, otherwise: bool = False) -> bool:
    """Whether a run or a style is bold ("w:b"), crossed out ("w:strike") or the like; `otherwise` where it
    does not say."""
    mark = part.find(f"{qn('w:rPr')}/{qn(name)}")
    return otherwise if mark is None else mark.get(qn("w:val"), "1") not in ("0", "false", "off")


def _shows_its_prompt(control: Element) -> bool:
    """Whether a content control holds nothing yet but "Choose an item"."""
    return control.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None


def _chosen(field: Element) -> str:
    """What is chosen in a drop-down or a box of an older form: it stands nowhere in the text."""
    form = field.find(qn("w:ffData"))
    if form is None:
        return ""
    if (choices := form.find(qn("w:ddList"))) is not None:
        entries = [entry.get(qn("w:val"), "") for entry in choices.iter(qn("w:listEntry"))]
        place = int(_child_value(choices, "w:result") or _child_value(choices, "w:default") or 0)
        return entries[place] if 0 <= place < len(entries) else ""
    if (box := form.find(qn("w:checkBox"))) is not None:
        ticked = box.find(qn("w:checked"))
        ticked = box.find(qn("w:default")) if ticked is None else ticked
        is_ticked = ticked is not None and ticked.get(qn("w:val"), "1") not in ("0", "false")
        return "☒" if is_ticked else "☐"
    return ""


def _mark(paragraph: Element, styles: Styles, numbering: Numbering) -> str:
    numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    list_id, depth = styles.lists.get(style_of(paragraph), ("", 0))
    if numbered is not None:
        list_id = _child_value(numbered, "w:numId") or list_id
        depth = int(_child_value(numbered, "w:ilvl") or depth)
    return numbering.mark(list_id, depth) if list_id else ""


def _child_value(element: Element, name: str) -> str | None:
    child = element.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style; "" for the default one."""
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val"), "") if style is not None else ""


def is_bold(paragraphs: list[Element], styles: Styles) -> bool:
    """Whether all that the paragraphs say is bold."""
    runs = [
        _has_mark(run, "w:b", style_of(paragraph) in styles.bold)
        for paragraph in paragraphs
        for run in paragraph.iter(_RUN)
        if any((text.text or "").strip() for text in run.iter(qn("w:t")))
    ]
    return bool(runs) and all(runs)


def read_styles(root: Element | None) -> Styles:
    """The meaning of each named style, from the root of the styles part (None: the document has none).

    What a style is based on counts.
    """
    styles = root.iter(qn("w:style")) if root is not None else ()
    named = {style.get(qn("w:styleId"), ""): style for style in styles}
    chains = {name: list(_chain(name, named)) for name in named}
    levels = {name: level for name, chain in chains.items() if (level := _level(chain)) is not None}
    lists = {name: found for name, chain in chains.items() if (found := _list(chain)) is not None}
    bold = frozenset(
        name for name, chain in chains.items() if any(_has_mark(style, "w:b") for style in chain)
    )
    return Styles(levels, bold, lists)


def _chain(name: str, named: dict[str, Element]) -> Iterator[Element]:
    seen: set[str] = set()
    while name in named and name not in seen:
        seen.add(name)
        yield named[name]
        name = _child_value(named[name], "w:basedOn") or ""


def _level(chain: list[Element]) -> int | None:
    for style in chain:
        words = (_child_value(style, "w:name") or "").lower().split()
        if words == ["title"]:
            return 1
        if words[:1] == ["heading"] and words[-1].isdecimal():
            return int(words[-1])
    return None


def _list(chain: list[Element]) -> tuple[str, int] | None:
    for style in chain:
        numbered = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if numbered is not None and (list_id := _child_value(numbered, "w:numId")):
            return list_id, int(_child_value(numbered, "w:ilvl") or 0)
    return None


def _symbol(element: Element) -> str:
    """The sign of a w:sym element; "" where it names none."""
    try:
        code = int(element.get(qn("w:char"), ""), 16)
    except ValueError:
        return ""
    font = _FONTS.get(element.get(qn("w:font"), "").lower(), {})
    return font.get(code & 0xFF) or (chr(code) if 0 < code <= 0xFFFF and not 0xD800 <= code <= 0xDFFF else "")


def _font_of_pictures(run: Element) -> Mapping[int, str]:
    """What the letters of a run are drawn as; empty for a run in a font of letters."""
    fonts = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    name = fonts.get(qn("w:ascii"), "") if fonts is not None else ""
    return _FONTS.get(name.lower(), {})


def _drawn(text: str, font: Mapping[int, str]) -> str:
    """A text as a font of pictures draws it; a letter whose picture is not known stays."""
    return "".join(font.get(ord(letter) & 0xFF, letter) for letter in text) if font else text


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


def _levels(root: Element) -> list[tuple[tuple[str, int], _NumberedLevel]]:
    return [
        ((shape.get(qn("w:abstractNumId"), ""), _whole(level.get(qn("w:ilvl")))), _numbered_level(level))
        for shape in root.iter(qn("w:abstractNum"))
        for level in shape.iter(qn("w:lvl"))
    ]


def _numbered_level(level: Element) -> _NumberedLevel:
    form, pattern, start = (_child_value(level, name) for name in ("w:numFmt", "w:lvlText", "w:start"))
    return _NumberedLevel(form or "decimal", pattern or "", _whole(start, 1))


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
