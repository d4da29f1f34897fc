"""A plan as laid out, and how it gets on paper: lines of cells, with pages that end where they may."""

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from random import Random

from followthrough.plan.document import Action, PlanDocument, SchemeEntry, Update
from tests.intake.layout_cuts import NO_PAGES, Paging, cut_cells

_SHREDDED = 0.15
# Letters on a visual line of a column, from which a page's end takes where it cuts a cell.
_WIDTHS = {
    "title": 34,
    "update": 44,
    "measures": 30,
    "note": 34,
    "owner:0": 18,
    "owner:1": 18,
    "due": 14,
    "start": 14,
}
_OTHER_WIDTH = 16


@dataclass(frozen=True)
class LaidColumn:
    """A column as laid out: what it holds, its heading, and the one above that where there are two rows."""

    holds: str
    heading: str
    above: str = ""

    @property
    def period(self) -> str | None:
        """The period that a column of statuses or updates speaks of."""
        return self.holds.partition(":")[2] or None if self.kind in ("status", "update", "both") else None

    @property
    def note(self) -> str | None:
        """The heading of the notes that a column holds."""
        return self.holds.partition(":")[2] if self.kind == "note" else None

    @property
    def kind(self) -> str:
        """What it holds, whatever the period."""
        return self.holds if self.holds.startswith("owner") else self.holds.partition(":")[0]


@dataclass(frozen=True)
class Laid:
    """A plan and how another body lays it out. `plan` is what a reader should read back."""

    plan: PlanDocument
    columns: tuple[LaidColumn, ...]
    mutations: tuple[str, ...] = ()
    themes_as: str = "column"
    theme_label: str = "{name}"
    key: tuple[SchemeEntry, ...] = ()
    key_as: str = "table"
    key_heading: tuple[str, str] = ("Status", "Definition")
    is_key_below: bool = False
    has_title: bool = False
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    owner_mark: str = " / "
    when_first: bool = False
    ref_in_title: str = ""
    told_below: str | None = None
    is_told_first: bool = True
    markup: frozenset[str] = frozenset()
    tables_above: tuple[tuple[tuple[str, ...], ...], ...] = ()
    has_total: bool = False
    merges_groups: bool = False
    shreds_rows: bool = False
    spare_cells: int = 0
    is_padded: bool = False
    lost: tuple[str, int] | None = None
    paging: Paging = NO_PAGES
    form: str = "tsv"
    has_heading_styles: bool = False


@dataclass(frozen=True)
class Printed:
    """One line on paper. A line of running text has one cell; an empty line has none."""

    cells: tuple[str, ...]
    kind: str
    action: int | None = None


@dataclass
class Sheet:
    """All that is on paper, and the halves of words that a page's end cut in two."""

    lines: list[Printed] = field(default_factory=list)
    halves: set[str] = field(default_factory=set)


def put_on_paper(laid: Laid, random: Random) -> Sheet:
    """The lines of a layout, from the title to the last footnote."""
    sheet = Sheet()
    sheet.lines += _above(laid)
    header = [] if laid.themes_as in ("table", "sheet") else list(_header(laid))
    sheet.lines += _pages(laid, [*header, *_body(laid)], random, sheet)
    if laid.has_total:
        sheet.lines.append(_total(laid))
    if laid.is_key_below:
        sheet.lines += [Printed((), "empty"), *_key(laid)]
    sheet.lines += [Printed((), "empty")] * bool(laid.below) + [
        Printed((text,), "line") for text in laid.below
    ]
    if laid.spare_cells:
        sheet.lines = [_with_spare_cells(line, laid.spare_cells, random) for line in sheet.lines]
    if laid.is_padded:
        sheet.lines = [
            replace(line, cells=(*line.cells, *[""] * (len(laid.columns) - len(line.cells))))
            for line in sheet.lines
        ]
    return sheet


def _above(laid: Laid) -> Iterator[Printed]:
    texts = ([laid.plan.title or ""] if laid.has_title else []) + list(laid.above)
    for text in texts:
        yield Printed((text,), "line")
        yield Printed((), "empty")
    for table in laid.tables_above:
        yield from (Printed(cells, "other") for cells in table)
        yield Printed((), "empty")
    if laid.key and not laid.is_key_below:
        yield from _key(laid)
        yield Printed((), "empty")


def _total(laid: Laid) -> Printed:
    """A last row that counts the actions, in the first cell."""
    text = f"Total number of actions: {len(laid.plan.actions)}"
    return Printed((text, *[""] * (len(laid.columns) - 1)), "other")


def _key(laid: Laid) -> Iterator[Printed]:
    entries = [(line.label, line.definition or "") for line in laid.key]
    if laid.key_as == "table":
        yield Printed(laid.key_heading, "key")
        yield from (Printed(cells, "key") for cells in entries)
    elif laid.key_as == "lines":
        yield from (Printed((f"{label}: {definition}",), "line") for label, definition in entries)
    else:
        yield Printed(
            ("Key: " + "; ".join(f"{label} = {definition}" for label, definition in entries),), "line"
        )


def _header(laid: Laid) -> Iterator[Printed]:
    if any(column.above for column in laid.columns):
        above = [column.above for column in laid.columns]
        # A heading that spans columns stands in the first of them.
        yield Printed(
            tuple("" if at and text == above[at - 1] else text for at, text in enumerate(above)), "header"
        )
    yield Printed(tuple(_marked(laid, "heading", column.heading) for column in laid.columns), "header")


def _body(laid: Laid) -> Iterator[Printed]:
    theme: str | None = None
    for at, action in enumerate(laid.plan.actions):
        if action.theme != theme and laid.themes_as in ("line", "row", "table", "sheet"):
            theme = action.theme
            yield from _theme(laid, theme or "", is_first=at == 0)
        yield Printed(_cells(laid, action, at), "row", at)
        if told := _told(laid, action):
            yield Printed(_alone(laid, told), "told", at)


def _theme(laid: Laid, theme: str, *, is_first: bool) -> Iterator[Printed]:
    names = list(dict.fromkeys(action.theme for action in laid.plan.actions))
    text = laid.theme_label.format(name=theme, number=names.index(theme) + 1)
    if laid.themes_as == "row":
        yield Printed((text, *[""] * (len(laid.columns) - 1)), "section")
        return
    yield from [] if is_first else [Printed((), "empty")]
    yield Printed((text,), "sheet" if laid.themes_as == "sheet" else "section")
    if laid.themes_as in ("table", "sheet"):
        yield from _header(laid)


def _cells(laid: Laid, action: Action, at: int) -> tuple[str, ...]:
    above = laid.plan.actions[at - 1] if at and laid.merges_groups else None
    texts = [
        ""
        if _is_merged(action, above, column)
        else _marked(laid, column.kind, cell_text(laid, action, column))
        for column in laid.columns
    ]
    if laid.lost and at >= laid.lost[1]:
        del texts[[column.holds for column in laid.columns].index(laid.lost[0])]
    return tuple(texts)


def _is_merged(action: Action, above: Action | None, column: LaidColumn) -> bool:
    """Whether a theme or workstream is printed once for all its actions, in the first row."""
    if above is None or column.kind not in ("theme", "workstream"):
        return False
    return action.theme == above.theme and (column.kind == "theme" or action.workstream == above.workstream)


def cell_text(laid: Laid, action: Action, column: LaidColumn) -> str:
    """What a cell says of an action."""
    update = next((update for update in action.updates if update.period == column.period), Update())
    texts = {
        "ref": action.ref,
        "title": f"{action.ref}{laid.ref_in_title}{action.title}" if laid.ref_in_title else action.title,
        "theme": action.theme,
        "workstream": action.workstream,
        "owner:0": laid.owner_mark.join(owner.name for owner in action.owners if owner.role == "Owner"),
        "owner:1": laid.owner_mark.join(owner.name for owner in action.owners if owner.role != "Owner"),
        "start": action.start and action.start.text,
        "due": action.due and action.due.text,
        "original_due": action.original_due and action.original_due.text,
        "who_when": _who_when(laid, action),
        "priority": action.priority,
        "measures": "\n".join(action.measures),
        "note": "\n".join(note.text for note in action.notes if note.heading == (column.note or "How")),
        "both": " – ".join(filter(None, [update.status_text, update.text])),
        "status": update.status_text,
        "update": None if laid.told_below == column.holds else update.text,
    }
    return texts[column.kind] or ""


def _who_when(laid: Laid, action: Action) -> str:
    who = laid.owner_mark.join(owner.name for owner in action.owners if owner.role == "Owner")
    parts = [who, action.due.text if action.due else ""]
    return (" – " if laid.when_first else " ").join(filter(None, parts[::-1] if laid.when_first else parts))


def _told(laid: Laid, action: Action) -> str | None:
    period = (laid.told_below or "").partition(":")[2] or None
    return next((u.text for u in action.updates if u.period == period), None) if laid.told_below else None


def _alone(laid: Laid, text: str) -> tuple[str, ...]:
    """A row with nothing but a text: in its first cell, or in that of the title."""
    holds = [column.holds for column in laid.columns]
    at = 0 if laid.is_told_first else holds.index("title")
    return tuple(text if index == at else "" for index in range(len(holds)))


def _marked(laid: Laid, kind: str, text: str) -> str:
    if not text or kind not in laid.markup:
        return text
    return {"heading": f"<u>{text}</u>", "title": f"<b>{text}</b>"}.get(kind, f"<p>{text}</p>")


def _with_spare_cells(line: Printed, most: int, random: Random) -> Printed:
    if line.kind in ("line", "empty"):
        return line
    return replace(line, cells=(*line.cells, *[""] * random.randint(0, most)))


def _pages(laid: Laid, lines: list[Printed], random: Random, sheet: Sheet) -> Iterator[Printed]:
    paging = laid.paging
    header = list(_header(laid))
    left, page = paging.rows, 1
    for line in lines:
        parts = _parts(laid, line, random, sheet, is_last=left == 1)
        yield from parts[:-1]
        left -= line.kind == "row"
        is_end = paging.rows and left <= 0 and line.kind != "header" and line is not lines[-1]
        if is_end:
            page += 1
            left = max(2, paging.rows + random.randint(-2, 2))
        if is_end and len(parts) > 1:
            yield from _between(laid, page, header)
        yield parts[-1]
        if is_end and len(parts) == 1:
            yield from _between(laid, page, header)


def _parts(laid: Laid, line: Printed, random: Random, sheet: Sheet, *, is_last: bool) -> list[Printed]:
    """A row whole, in two halves where the page ends in it, or shredded into its visual lines."""
    if line.kind != "row" or len(line.cells) != len(laid.columns) or "<" in "".join(line.cells):
        return [line]
    wrapped = [
        textwrap.wrap(text, _WIDTHS.get(column.kind, _OTHER_WIDTH))
        for column, text in zip(laid.columns, line.cells, strict=True)
    ]
    if laid.shreds_rows and random.random() < _SHREDDED:
        return [replace(line, cells=cells) for cells in zip_longest(*wrapped, fillvalue="")]
    if (
        is_last
        and laid.paging.cuts_rows
        and (halves := cut_cells(wrapped, laid.paging, random, sheet.halves))
    ):
        return [replace(line, cells=halves[0]), replace(line, cells=_with_ref(laid, line, halves[1]))]
    return [line]


def _with_ref(laid: Laid, line: Printed, lower: tuple[str, ...]) -> tuple[str, ...]:
    """The lower half of a row, with its ref where the body prints it again."""
    at = next((at for at, column in enumerate(laid.columns) if column.holds == "ref"), None)
    if at is None or not laid.paging.repeats_ref:
        return lower
    return (*lower[:at], line.cells[at] + laid.paging.ref_mark, *lower[at + 1 :])


def _between(laid: Laid, page: int, header: list[Printed]) -> Iterator[Printed]:
    paging = laid.paging
    if paging.page_number:
        yield Printed((f"Page {page - 1} of 12",), "line")
    if paging.empty_line:
        yield Printed((), "empty")
    if paging.running_title:
        yield Printed((laid.plan.title or "",), "line")
    if paging.stamp:
        yield Printed((paging.stamp,), "line")
    if paging.repeats_header:
        yield from header
