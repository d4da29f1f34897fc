"""The places of a file that may name the plan, its body or its day, whatever the format."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from followthrough.intake.grid import Gap, Item, Line, Place, Row
from followthrough.intake.limits import LOOKED_AT

_OFTEN = 3
_MOST_BREAKS = 0.6
# A row of more cells is one of a table.
_MOST_CELLS = 2
# Labels and values further down are those of actions.
_LAST_LABEL = 60
_LONGEST_LABEL = 40
_LONGEST_RUNNING = 120
_PAGE_NUMBER = re.compile(r"\s*[|–—-]?\s*\b(?:page|p\.)(?:\s*\d+)?(?:\s*(?:of|/)\s*\d+)?\s*$", re.IGNORECASE)
_APART = re.compile(r"\s{2,}|\t|\s/\s|\s?\|\s?")
# How a text says the day that it speaks for.
AS_AT = re.compile(
    # Not what is yet to be updated.
    r"(?<!\bwill be )(?<!\bshall be )(?<!\bto be )(?<!\bshould be )\b(?:as at|as of"
    r"|(?:position|data|status|correct|situation) (?:as )?at|(?:last )?updated(?: on)?"
    r"|stand(?: vom)?|peildatum|actualizado (?:a|el)|mise? à jour(?: le| du)?|(?:état|situation) au"
    r"|cut[ -]?off(?: date)?|last (?:edited|reviewed|revised|modified)"
    r"|(?:printed|exported|generated|extracted|downloaded|reviewed|updated)"
    r"(?: by [\w ]{1,40}? on| by [\w ]{1,40}| on)?)\b"
    r"\s*:?\s*(?:the )?(?:(?:end|close) of )?(?P<day>[^,;)\]\n]{4,30}(?:,\s*(?:19|20)\d\d\b)?)",
    re.IGNORECASE,
)
# What a plan is called, whatever it is about.
WRITES_PLAN = re.compile(
    r"\b(?:action|improvement|recovery|delivery|implementation|development|transformation|business|service"
    r"|remediation|corrective|work|forward|intervention) ?(?:/ ?\w+ )?"
    r"(?:plan|programme|timeline|log|tracker)s?\b"
    r"|\bplans? (?:of|for) action\b|\btracker\b|\bsummary of actions\b|\bmanagement response\b"
    r"|\b(?:actions?|recommendations?|audit|issues?) (?:log|register)\b"
    r"|\bprogress (?:report|update)\b|\blessons learn(?:ed|t)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<label>[^\W\d][^:\d]{1,38}):\s*(?P<value>\S.{2,})", re.DOTALL)


class Spot(NamedTuple):
    """One text that may tell who speaks, with how it stands there.

    `at` counts the spots from 0; `is_above` the first table of actions or its sheet's, `is_below` the last
    table, `is_running` on many pages, `is_sheet` where it is but the name of a sheet; `label` is what stands
    before it, in small letters without a colon; `parts` are what wide blanks and bars keep apart.
    """

    text: str
    place: Place
    at: int
    level: int | None = None
    is_above: bool = False
    is_running: bool = False
    is_sheet: bool = False
    label: str | None = None
    is_below: bool = False
    parts: tuple[str, ...] = ()


def running_texts(items: Sequence[Item]) -> frozenset[str]:
    """Lines that are printed at most breaks between rows, or at the head or foot of pages: running titles and
    the like. The names of themes that take turns are none."""
    breaks = [{item.text for item in group if isinstance(item, Line)} for group in _between_rows(items)]
    spoken = [texts for texts in breaks if texts]
    counts = Counter(text for texts in spoken for text in texts)
    least = max(_OFTEN, _MOST_BREAKS * len(spoken))
    return _at_edges_of_pages(items) | {text for text, count in counts.items() if count >= least}


def _at_edges_of_pages(items: Sequence[Item]) -> frozenset[str]:
    """The lines that open more pages than one, or close them, but for the numbers of the pages."""
    pages: dict[int, list[Item]] = {}
    for item in items:
        if item.place.page and isinstance(item, Line | Row):
            pages.setdefault(item.place.page, []).append(item)
    edges = [edge for at in (0, -1) for page in pages.values() if isinstance(edge := page[at], Line)]
    times = Counter(text for text, _ in {(_bare(edge.text), edge.place.page) for edge in edges})
    return frozenset(edge.text for edge in edges if times[_bare(edge.text)] > 1)


def _between_rows(items: Sequence[Item]) -> Iterator[list[Item]]:
    group: list[Item] = []
    for item in items:
        if isinstance(item, Row):
            yield group
            group = []
        else:
            group.append(item)
    yield group


def spots_of(
    items: Sequence[Item],
    running: Set[str],
    *,
    first: int,
    inside: Set[int],
    sheets: Set[str | None],
) -> list[Spot]:
    """The spots of a file in order; `running` are its running texts. `first` is the index of the first row of
    a table of actions, `inside` the identities of the lines that stand between the rows of one, `sheets`
    those that hold one."""
    running = {_bare(text) for text in running} | _on_many_pages(items)
    last_row = max((at for at, item in enumerate(items) if isinstance(item, Row)), default=len(items))
    spots: list[Spot] = []
    seen: set[tuple[str, bool, bool]] = set()
    label: str | None = None
    begun: set[str | None] = set()
    is_ended = False
    for index, item in enumerate(items):
        is_ended = is_ended or (isinstance(item, Gap) and item.is_end)
        if isinstance(item, Row) and len(item.filled) > _MOST_CELLS:
            begun.add(item.place.sheet)
        is_above = index < first or item.place.sheet in (sheets - begun - {None})
        for found in _spots_in(item, index, label):
            beginning = found.text[:LOOKED_AT]
            text = _bare(beginning)
            # What stands below the end are the heads and feet of pages.
            is_running = text in running or (is_ended and len(text) <= _LONGEST_RUNNING)
            is_free = id(item) not in inside or is_running or found.level == 1 or index > last_row
            # A title that its sheet is named for counts as the title.
            kind = (text, found.label is None, found.is_sheet)
            if text and is_free and kind not in seen:
                seen.add(kind)
                spot = found._replace(text=text, at=len(spots), parts=_parts_of(beginning))
                is_below = index > last_row
                spots.append(spot._replace(is_above=is_above, is_running=is_running, is_below=is_below))
        label = _label_alone(item)
    return spots


def _on_many_pages(items: Sequence[Item]) -> set[str]:
    pages = {
        (_bare(item.text[:LOOKED_AT]), item.place.page)
        for item in items
        if isinstance(item, Line) and item.place.page
    }
    return {text for text, times in Counter(text for text, _ in pages).items() if times > 1}


def _parts_of(text: str) -> tuple[str, ...]:
    """The parts of a line that wide blanks, bars or strokes between blanks keep apart."""
    return tuple(part.strip() for part in _APART.split(text) if part.strip())


def _spots_in(item: Item, index: int, label: str | None) -> Iterator[Spot]:
    if isinstance(item, Line):
        lines = item.text.splitlines()
        named = [found for line in lines if (found := _LABEL.fullmatch(line.strip()))]
        is_sheet = item.place.row is None and item.text == item.place.sheet
        yield Spot(item.text, item.place, 0, item.level, is_sheet=is_sheet, label=label)
        # Of the lines of one paragraph each may be a label with its value, as at the head of a letter.
        whole = _LABEL.fullmatch(item.text)
        for each in named if len(named) > 1 else [whole] if whole else []:
            yield Spot(each["value"], item.place, 0, label=_as_label(each["label"]))
    elif isinstance(item, Row):
        yield from _in_row(item, index)


def _in_row(row: Row, index: int) -> Iterator[Spot]:
    """A cell alone, a label and its value, or those that stand at the right of a title."""
    texts = row.texts
    if len(texts) == 1:
        yield Spot(texts[0], row.place, 0)
    elif index >= _LAST_LABEL:
        return
    elif len(texts) == _MOST_CELLS:
        if len(texts[0]) <= _LONGEST_LABEL:
            yield Spot(texts[1], row.place, 0, label=_as_label(texts[0]))
        if not texts[0].endswith(":"):
            yield Spot(texts[0], row.place, 0)
            yield Spot(texts[1], row.place, 0)
    else:
        for before, after in pairwise(texts):
            if before.endswith(":") and len(before) <= _LONGEST_LABEL:
                yield Spot(after, row.place, 0, label=_as_label(before))


def _label_alone(item: Item) -> str | None:
    """The label that a line is by itself: its value is the next line."""
    is_one = isinstance(item, Line) and item.text.endswith(":") and len(item.text) <= _LONGEST_LABEL
    return _as_label(item.text) if is_one and isinstance(item, Line) else None


def _as_label(text: str) -> str:
    return " ".join(text.strip(" :").lower().split())


def _bare(text: str) -> str:
    """A text on one line, without the number of its page."""
    return _PAGE_NUMBER.sub("", " ".join(text.split())).strip()


def names_plan(text: str) -> bool:
    """Whether a text says that what it names is a plan, a tracker or the like."""
    return bool(WRITES_PLAN.search(text))
