"""The text of Word paragraphs as a reader sees it: changes accepted, links, lists and boxes included."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from followthrough.intake.grid import crossed_out
from followthrough.intake.readers.word_numbering import Numbering
from followthrough.intake.readers.word_symbols import drawn, font_of_pictures, symbol

_PARAGRAPH, _RUN, _TEXT = qn("w:p"), qn("w:r"), qn("w:t")
_SYMBOL, _FIELD, _CONTROL = qn("w:sym"), qn("w:fldChar"), qn("w:sdt")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What a reader does not see: deletions, the old place of what moved, field codes, properties, old pictures.
_UNSEEN = {qn("w:del"), qn("w:moveFrom"), qn("w:instrText"), qn("w:rPr"), qn("w:pPr"), _FALLBACK}
_SPOKEN = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


@dataclass(frozen=True, slots=True)
class Styles:
    """What the named styles of a document mean: depth of heading, whether bold, and list with its depth."""

    levels: dict[str, int]
    bold: frozenset[str]
    lists: dict[str, tuple[str, int]]


def paragraph_text(paragraph: Element, styles: Styles, numbering: Numbering) -> str:
    """The text of a paragraph with its bullet or number; "" where it says nothing."""
    text = "".join(_spoken(paragraph)).strip()
    return _mark(paragraph, styles, numbering) + text if text else ""


def _spoken(element: Element) -> Iterator[str]:
    for child in element:
        if child.tag in _UNSEEN or (child.tag == _CONTROL and _shows_its_prompt(child)):
            continue
        if child.tag == _TEXT:
            yield drawn(child.text or "", font_of_pictures(element))
        elif child.tag in _SPOKEN:
            yield _SPOKEN[child.tag]
        elif child.tag == _SYMBOL:
            yield symbol(child)
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


def _has_mark(run: Element, name: str) -> bool:
    mark = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return mark is not None and mark.get(qn("w:val"), "1") not in ("0", "false", "off")


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
        _is_on(run, style_of(paragraph) in styles.bold)
        for paragraph in paragraphs
        for run in paragraph.iter(_RUN)
        if any((text.text or "").strip() for text in run.iter(qn("w:t")))
    ]
    return bool(runs) and all(runs)


def _is_on(run: Element, otherwise: bool) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return otherwise if bold is None else bold.get(qn("w:val"), "1") not in ("0", "false", "off")


def read_styles(root: Element | None) -> Styles:
    """The meaning of each named style, from the root of the styles part (None: the document has none).

    What a style is based on counts.
    """
    styles = root.iter(qn("w:style")) if root is not None else ()
    named = {style.get(qn("w:styleId"), ""): style for style in styles}
    chains = {name: list(_chain(name, named)) for name in named}
    levels = {name: level for name, chain in chains.items() if (level := _level(chain)) is not None}
    lists = {name: found for name, chain in chains.items() if (found := _list(chain)) is not None}
    bold = frozenset(name for name, chain in chains.items() if any(_has_bold(style) for style in chain))
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


def _has_bold(style: Element) -> bool:
    bold = style.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val"), "1") not in ("0", "false", "off")
