"""The styles and the numbering that a report needs in Word, in a document of ours or in a body's own."""

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from lxml.etree import _Element as Element

from followthrough.outputs.report.house import DARK
from followthrough.outputs.word.elements import element

NUMBERED, LETTERED, HEADLINE, CAPTION = "Numbered Paragraph", "Lettered Paragraph", "Headline", "Caption"
APPENDIX, TABLE_TEXT, TABLE_SMALL = "Appendix Heading", "Table Cell", "Table Cell Small"
TITLE, SUBTITLE, HEADING, QUOTE, CONTENTS = "Title", "Subtitle", "Heading 1", "Quote", "toc 1"
_FONT, _PAGE_NUMBER = "Arial", 1.2
# Points: size, before, after.
_LOOKS = {
    TITLE: (20, 0, 2), SUBTITLE: (12, 0, 8), HEADING: (16, 16, 6), APPENDIX: (16, 0, 6),
    NUMBERED: (12, 0, 6), LETTERED: (12, 0, 4), HEADLINE: (12, 3, 3), CAPTION: (10, 8, 3),
    TABLE_TEXT: (10, 1, 1), TABLE_SMALL: (9, 1, 1), QUOTE: (12, 4, 6), CONTENTS: (11, 0, 2),
}  # fmt: skip
_BOLD = frozenset({TITLE, HEADING, APPENDIX, CAPTION})
_KEPT_WITH_NEXT = frozenset({HEADING, APPENDIX, CAPTION})
_PARAGRAPHS, _LETTERS = 7301, 7302


@dataclass(frozen=True)
class Styles:
    """The ids of the styles by their names, and the numbering instance of paragraphs."""

    ids: dict[str, str]
    numbering: str

    def __getitem__(self, name: str) -> str:
        return self.ids[name]


def own_styles(document: Document, colour: str = DARK) -> Styles:
    """Our styles in a document of ours: all of them set, headings and paragraphs numbered by Word."""
    return _styles(document, is_ours=True, colour=colour)


def missing_styles(document: Document) -> Styles:
    """The styles of a body's own document, with ours where it has none of a name."""
    return _styles(document, is_ours=False)


def _styles(document: Document, *, is_ours: bool, colour: str = DARK) -> Styles:
    known = {style.name: style for style in document.styles if style.type == WD_STYLE_TYPE.PARAGRAPH}
    ids: dict[str, str] = {}
    for name in _LOOKS:
        style = known.get(name)
        if style is None and name == NUMBERED and not is_ours:
            # The body's own text, whatever it numbers.
            style = known.get("Body Text") or known["Normal"]
        elif style is None:
            # Word makes its contents anew in the style that it has for them.
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name == CONTENTS)
            style.base_style = known.get("Normal")
            if not is_ours:
                _look(style, name, is_ours=False, colour=colour)
        if is_ours:
            _look(style, name, is_ours=True, colour=colour)
        ids[name] = style.style_id
    numbering = _add_numbering(document, ids)
    if is_ours:
        _number(document.styles[HEADING].element, numbering, 0)
        _number(document.styles[NUMBERED].element, numbering, 1)
    return Styles(ids, numbering)


def _look(style: ParagraphStyle, name: str, *, is_ours: bool, colour: str) -> None:
    """The size and the spaces of a style; in a document of ours the typeface and the ink as well."""
    size, before, after = _LOOKS[name]
    style.font.size, style.font.bold = Pt(size), name in _BOLD
    style.font.italic = name == QUOTE
    if is_ours:
        _set_type(style, colour if name in (TITLE, HEADING, APPENDIX) else "000000")
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.line_spacing = 1.0 if name in (TABLE_TEXT, TABLE_SMALL) else 1.1
    form.keep_with_next = name in _KEPT_WITH_NEXT
    for border in style.element.pPr.findall(qn("w:pBdr")):
        style.element.pPr.remove(border)
    if name == APPENDIX:
        _outline(style.element)
    if name == HEADLINE:
        _box(style.element, colour)
    if name == CONTENTS:
        form.right_indent = Cm(_PAGE_NUMBER)
    if name == QUOTE:
        form.left_indent = form.right_indent = Cm(1.2)


def _set_type(style: ParagraphStyle, colour: str) -> None:
    """The typeface by its name, where the blank template takes one from a theme; its ink; no wide setting."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), "")
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)
    style.font.color.rgb = RGBColor.from_string(colour)
    for spacing in properties.findall(qn("w:spacing")):
        properties.remove(spacing)


def _outline(style: Element) -> None:
    """Counted as a heading of the first level, though it has no number."""
    style.pPr.append(element("outlineLvl", val=0))  # type: ignore[attr-defined]  # of python-docx


def _box(style: Element, colour: str) -> None:
    """A shaded box round consecutive paragraphs of the style."""
    sides = [
        element(side, val="single", sz=6, space=4, color=colour)
        for side in ("top", "left", "bottom", "right")
    ]
    properties = style.pPr  # type: ignore[attr-defined]  # of python-docx
    spacing = properties.find(qn("w:spacing"))
    borders, shade = element("pBdr", *sides), element("shd", val="clear", color="auto", fill="EEF2F5")
    if spacing is None:
        properties.extend([borders, shade])
    else:
        spacing.addprevious(borders)
        spacing.addprevious(shade)


def _number(style: Element, numbering: str, level: int) -> None:
    properties = style.pPr  # type: ignore[attr-defined]  # of python-docx
    made = element("numPr", *([element("ilvl", val=level)] if level else []), element("numId", val=numbering))
    first = next(
        (each for each in properties if each.tag in {qn(f"w:{name}") for name in _AFTER_NUMBERS}), None
    )
    if first is None:
        properties.append(made)
    else:
        first.addprevious(made)


# What has to stand after the numbers in the properties of a paragraph.
_AFTER_NUMBERS = ("pBdr", "shd", "tabs", "spacing", "ind", "contextualSpacing", "jc", "outlineLvl", "rPr")


def _add_numbering(document: Document, ids: dict[str, str]) -> str:
    """Headings 1, 2, …, their paragraphs 1.1, 1.2, …: inserting one numbers the others anew."""
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    for abstract in (_paragraphs(ids), _letters(ids)):
        if first is None:
            numbering.append(abstract)
        else:
            first.addprevious(abstract)
    return _instance(numbering, _PARAGRAPHS)


def _paragraphs(ids: dict[str, str]) -> Element:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="680" w:hanging="680"/></w:pPr>'
        "</w:lvl>"
        for at, (style, words) in enumerate(((ids[HEADING], "%1"), (ids[NUMBERED], "%1.%2")))
    )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_PARAGRAPHS}">{kind}{levels}</w:abstractNum>'
    )


def _letters(ids: dict[str, str]) -> Element:
    return parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LETTERS}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1247" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>'
    )


def letters_of(document: Document) -> str:
    """A list that begins at (a)."""
    return _instance(document.part.numbering_part.element, _LETTERS, restart=True)


def _instance(numbering: Element, abstract: int, *, restart: bool = False) -> str:
    known = [int(each.get(qn("w:numId")) or 0) for each in numbering.findall(qn("w:num"))]
    number = max(known, default=0) + 1
    again = [element("lvlOverride", element("startOverride", val=1), ilvl=0)] if restart else []
    numbering.append(element("num", element("abstractNumId", val=abstract), *again, numId=number))
    return str(number)
