"""What a file says of the plan as a whole: its title, whose it is, and the day that it speaks for."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from followthrough.intake.grid import Item, Line, Row
from followthrough.intake.keys import read_key_lines
from followthrough.intake.strips import is_labelled, is_section_line
from followthrough.intake.tables import Found, is_key
from followthrough.plan.when import read_when

_OFTEN = 3
_KEY = re.compile(r"(?:\w+ ){0,3}(?:key|legend)\b[: ]*$", re.IGNORECASE)
_MOST_BREAKS = 0.6
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
    the first table."""
    names = _names_of_parts(found)
    first_row = found.tables[0].place.row if found.tables else None
    for line in found.lines:
        is_above = first_row is None or line.place.row is None or line.place.row < first_row
        is_candidate = line.level == 1 or line.text in running or is_above
        is_other = _BODY.fullmatch(line.text) or is_labelled(line.text) or line.text in names
        is_other = is_other or bool(read_key_lines([line])) or bool(_KEY.match(line.text))
        if is_candidate and is_section_line(line) and not is_other:
            return line.text
    return None


def _names_of_parts(found: Found) -> set[str]:
    """The lines straight above a header, where its printings have different ones: themes, no titles."""
    plans = (table for table in found.tables if not is_key(table))
    last = {s.before[-1].text for table in plans for s in table.segments if s.before}
    return last if len(last) > 1 else set()


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
