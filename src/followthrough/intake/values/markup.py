"""Takes the markup out of a cell: known tags only, so that `<5% of budget` stays what it is."""

import html
import re
from functools import lru_cache

from followthrough.intake.grid import Cell, as_paragraphs, blanks_before

_TAGS = "b|i|u|p|br|em|strong|sup|sub|span|div|ul|ol|li|a|font"
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s+[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s>]+))*\s*/?>", re.IGNORECASE)
_BREAK = re.compile(r"(?:</(?:p|div|li|ul|ol)\s*>|<br\s*/?>|<(?:p|div)(?:\s[^<>]*)?>)", re.IGNORECASE)
_BULLET = re.compile(r"<li(?:\s[^<>]*)?>", re.IGNORECASE)
# A paragraph's end in italics is a heading or a note of its own.
_ITALIC_END = re.compile(
    r"(?<=[^\s>])\s*<(i|em)>((?:(?!</?(?:i|em)>).)+)</\1>(?=\s*(?:</p>|$))", re.IGNORECASE | re.DOTALL
)
_ENTITY = re.compile(r"&(?:[A-Za-z]\w{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_ALL_BOLD = re.compile(
    r"\s*(?:<p>\s*)?<(b|strong)>((?:(?!<(?:b|strong)>).)*)</\1>(?:\s*</p>)?\s*", re.IGNORECASE | re.DOTALL
)
_BLANKS = re.compile(r"[ \t\u00a0\u2007\u202f]+")
# In a flattened cell two blanks are all that is left of a paragraph's end.
_LOST_PARAGRAPH = re.compile(r"(?<=\S)(?:[ \u00a0]{2,})(?=\S)")
_PROSE_LENGTH = 80


@lru_cache(maxsize=50_000)
def read_cell(raw: str) -> Cell:
    """One cell of a flattened table, its paragraphs parted by line breaks."""
    bold = "<" in raw and _ALL_BOLD.fullmatch(raw) is not None
    return Cell(_paragraphs(_without_tags(raw)), bold, indent=blanks_before(raw))


def _without_tags(raw: str) -> str:
    text = raw
    if "<" in text:
        text = _ITALIC_END.sub(r"\n\2", text)
        text = _BULLET.sub("\n• ", text)
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    return text


def _paragraphs(text: str) -> str:
    if len(text) >= _PROSE_LENGTH:
        text = _LOST_PARAGRAPH.sub("\n", text)
    return as_paragraphs("\n".join(_BLANKS.sub(" ", line).strip() for line in text.splitlines()))
