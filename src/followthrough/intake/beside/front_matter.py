"""What a file says of the plan as a whole: its title, whose it is, and the day that it speaks for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from followthrough.intake.grid import Item, Line, Row
from followthrough.intake.tables.finding import Found, is_key
from followthrough.intake.tables.key_lines import entries_in, names_key, read_key_lines
from followthrough.intake.tables.strips import is_labelled, is_section_line
from followthrough.plan.when import read_when

_OFTEN = 3
_MOST_BREAKS = 0.6
# What a sheet is called that nobody gave a name.
_ANY_SHEET = re.compile(r"(?:sheet|table|plan|actions?|action plan|data)\s*\d*", re.IGNORECASE)
_BODY = re.compile(
    r"(?:[A-Z][\w'’&-]*|of|and|the|for|on|upon|in)(?: (?:[A-Z][\w'’&-]*|of|and|the|for|on|upon|in))* "
    r"(?:Council|Authority|Trust|Constabulary|Police|Fire and Rescue Service)"
)
_AS_AT = re.compile(
    r"\b(?:as at|as of|(?:position|data|status) at|updated)\b:?\s*(?P<day>[^.,;)\n]{6,30})",
    re.IGNORECASE,
)


def running_texts(items: Sequence[Item]) -> frozenset[str]:
    """Lines that are printed at most breaks between rows: running titles and the like. The names of themes
    that take turns are none."""
    breaks = [{item.text for item in group if isinstance(item, Line)} for group in _between_rows(items)]
    spoken = [texts for texts in breaks if texts]
    counts = Counter(text for texts in spoken for text in texts)
    least = max(_OFTEN, _MOST_BREAKS * len(spoken))
    return frozenset(text for text, count in counts.items() if count >= least)


def _between_rows(items: Sequence[Item]) -> Iterator[list[Item]]:
    group: list[Item] = []
    for item in items:
        if isinstance(item, Row):
            yield group
            group = []
        else:
            group.append(item)
    yield group


def title_of(found: Found, running: frozenset[str]) -> str | None:
    """The first heading of the file that is no body's name: marked as one, printed on many pages, or above
    the first table. The name of a sheet is taken where nothing on the sheet says more."""
    names, above = _names_of_parts(found) | _lines_of_key(found), _lines_above(found)
    titles = [
        line
        for line in found.lines
        if (line.level == 1 or line.text in running or id(line) in above)
        and is_section_line(line)
        and not _is_other_heading(line, names)
    ]
    written = (line.text for line in titles if not _is_name_of_sheet(line))
    return next(written, None) or next((line.text for line in titles if _names_plan(line, found)), None)


def _lines_above(found: Found) -> set[int]:
    """The identities of the lines above the first table: by their rows, or else by those inside tables. Those
    of the sheets before it, such as a cover, are above it too."""
    first_row = found.tables[0].place.row if found.tables else None
    sheet = found.tables[0].place.sheet if found.tables else None
    covers = {id(line) for line in takewhile(lambda line: line.place.sheet != sheet, found.lines) if sheet}
    segments = (segment for table in found.tables for segment in table.segments)
    inside = {id(item) for segment in segments for item in segment.body if isinstance(item, Line)}
    return covers | {
        id(line)
        for line in found.lines
        if (
            id(line) not in inside
            if first_row is None or line.place.row is None
            else line.place.row < first_row
        )
    }


def _is_other_heading(line: Line, names: set[str]) -> bool:
    signs = (_BODY.fullmatch(line.text), is_labelled(line.text), line.text in names, _AS_AT.match(line.text))
    return any(signs) or bool(read_key_lines([line])) or names_key(line.text)


def _is_name_of_sheet(line: Line) -> bool:
    return line.place.row is None and line.text == line.place.sheet


def _names_plan(sheet: Line, found: Found) -> bool:
    """Whether a sheet's name is one that somebody gave, and the plan stands on that sheet."""
    of_plans = {table.place.sheet for table in found.tables if not is_key(table)}
    return sheet.text in of_plans and not _ANY_SHEET.fullmatch(sheet.text)


def _names_of_parts(found: Found) -> set[str]:
    """The lines straight above a header, where its printings have different ones: themes, no titles."""
    plans = (table for table in found.tables if not is_key(table))
    last = {s.before[-1].text for table in plans for s in table.segments if s.before}
    return last if len(last) > 1 else set()


def _lines_of_key(found: Found) -> set[str]:
    """The lines that together are the plan's key, an entry each."""
    is_told = bool(read_key_lines(found.lines))
    return {line.text for line in found.lines if is_told and entries_in(line.text)}


def organisation_of(lines: Sequence[Line]) -> str | None:
    """The body that a line of its own names."""
    return next((line.text for line in lines if _BODY.fullmatch(line.text)), None)


def day_of(lines: Sequence[Line]) -> date | None:
    """The day that the file says its figures are of ("Position at 30 June 2025")."""
    for line in lines:
        if said := _AS_AT.search(line.text):
            when = read_when(said["day"])
            if when.kind in ("day", "month"):
                return when.latest
    return None
