"""Elements of Word's own XML, written at once: python-docx takes a second for a table of a hundred rows."""

import re
from copy import deepcopy

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element as Element

# What no XML file can hold, and blanks that Word has elements for.
_UNWRITABLE = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
_BLANK_KEPT = "{http://www.w3.org/XML/1998/namespace}space"


def writable(text: str) -> str:
    """The text with blanks where it has letters that no XML file can hold."""
    return _UNWRITABLE.sub(" ", text)


def element(name: str, /, *children: Element, **attributes: str | int) -> Element:
    """A Word element ("tbl", "tcPr") with its attributes and children, in this order."""
    said = {qn(f"w:{key}"): writable(str(value)) for key, value in attributes.items()}
    made = etree.Element(qn(f"w:{name}"), said)
    made.extend(children)
    return made


def run(text: str, *look: Element) -> Element:
    """A run of text, with the properties that make its look; several runs may share them."""
    words = element("t")
    words.text = writable(text)
    words.set(_BLANK_KEPT, "preserve")
    return element("r", *([element("rPr", *map(deepcopy, look))] if look else []), words)


def lines(text: str, *look: Element) -> list[Element]:
    """Runs of a text whose lines stay one below the other in their paragraph."""
    first, *rest = text.split("\n")
    below = (part for line in rest for part in (element("r", element("br")), run(line.lstrip(), *look)))
    return [run(first, *look), *below]


def paragraph(style: str, *runs: Element) -> Element:
    """A paragraph in a style, named by the id of that style."""
    return element("p", element("pPr", element("pStyle", val=style)), *runs)


def heading(text: str, level: int) -> Element:
    """A heading on one line; the highest level is 1."""
    return paragraph(f"Heading{level}", run(" ".join(text.split())))


def field(instruction: str) -> Element:
    """A field that Word fills in, such as PAGE."""
    return element("fldSimple", run("1"), instr=instruction)
