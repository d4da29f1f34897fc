"""The demonstration plan as the programme office keeps it: a sheet a theme, two columns a month."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from demonstration.content import Content, Line, month_in_words
from followthrough.outputs.layout.sheet_sizes import row_height

_BASE = {"font_name": "Arial", "font_size": 9, "valign": "top", "text_wrap": True}
_CELL = {**_BASE, "border": 1, "border_color": "#b1b4b6"}
_HEADER = {**_CELL, "bold": True, "bg_color": "#134e4a", "font_color": "#ffffff", "valign": "vcenter"}
_GROUP = {**_HEADER, "align": "center"}
_MAIN = {**_CELL, "bold": True, "bg_color": "#e3efee"}
_A3 = 8
# Older months are folded away, as the office that keeps such a sheet does; a click opens them.
_MONTHS_SHOWN = 3


@dataclass(frozen=True)
class Heading:
    """A column: the words over it, the words over its group, its width in characters, what stands in it."""

    text: str
    group: str
    width: int
    name: str
    month: str | None = None


_STATIC = (
    Heading("Workstream", "", 20, "workstream"),
    Heading("Ref", "", 11, "ref"),
    Heading("Action", "", 40, "title"),
    Heading("Measure of success", "", 34, "measure"),
    Heading("Source", "", 22, "source"),
    Heading("Director Lead", "Owners", 20, "lead"),
    Heading("Cabinet Member", "Owners", 20, "member"),
    Heading("Other Leads", "Owners", 20, "others"),
    Heading("Update Owner", "Owners", 20, "updater"),
    Heading("Start date", "Dates", 12, "start"),
    Heading("Original due date", "Dates", 14, "original"),
    Heading("Current due date", "Dates", 14, "due"),
    Heading("Main action risk", "Main action risk", 10, "risk"),
    Heading("Risk description", "Main action risk", 28, "risk_description"),
)
_AFTER_MONTHS = (
    Heading("Change control required", "", 10, "change"),
    Heading("Evidence", "", 34, "evidence"),
)


def headings_of(content: Content) -> list[Heading]:
    """The columns in order: what stays, a status and an update for each month, what comes last."""
    return [*_STATIC, *_month_headings(content), *_AFTER_MONTHS]


def _month_headings(content: Content) -> Iterator[Heading]:
    for month in content.months:
        words = month_in_words(month)
        yield Heading(f"Status ({words})", words, 13, "status", month)
        yield Heading(f"Update ({words})", words, 44, "update", month)


def cell_text(line: Line, heading: Heading) -> str:
    """What a line says under a heading."""
    if heading.month is None:
        return str(getattr(line, heading.name))
    said = line.said[heading.month]
    return said.status if heading.name == "status" else said.text


def make_workbook(content: Content) -> bytes:
    """The bytes of the workbook; the same content gives the same bytes."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        made = datetime.combine(content.as_at, datetime.min.time(), tzinfo=UTC)
        title, organisation = content.front["title"], content.front["organisation"]
        workbook.set_properties(
            {"title": title, "company": organisation, "author": "Programme Office", "created": made}
        )
        pens = Pens(workbook)
        _write_front(workbook.add_worksheet(title), content, pens)
        _write_key(workbook.add_worksheet("Key"), content, pens)
        for theme, lines in content.by_theme().items():
            _write_theme(workbook.add_worksheet(theme), content, lines, pens)
    return stream.getvalue()


class Pens:
    """The cell formats of the workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def of(self, look: dict[str, object], **more: object) -> Format:
        key = repr((look, more))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({**look, **more})
        return self._made[key]

    def for_status(self, colour: str | None, look: dict[str, object]) -> Format:
        if colour is None:
            return self.of(look)
        return self.of(look, bg_color=f"#{colour}", font_color=f"#{letters_on(colour)}", bold=False)


def letters_on(colour: str) -> str:
    """White on the dark colours of the scheme, black on the light ones."""
    return "ffffff" if int(colour[:2], 16) < 0xC0 else "000000"


def _write_front(sheet: Worksheet, content: Content, pens: Pens) -> None:
    sheet.set_column(0, 0, 110)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, content.front["title"], pens.of(_BASE, bold=True, font_size=20))
    sheet.write_string(1, 0, content.front["organisation"], pens.of(_BASE, font_size=14))
    as_at = f"Position at {content.as_at.day} {content.as_at:%B %Y}"
    sheet.write_string(2, 0, as_at, pens.of(_BASE, font_size=12))
    for number, paragraph in enumerate(content.front["introduction"], start=4):
        sheet.write_string(number, 0, paragraph, pens.of(_BASE, font_size=11))
        sheet.set_row(number, row_height([paragraph], [85]) + 6)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)


def _write_key(sheet: Worksheet, content: Content, pens: Pens) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 4, 44)
    sheet.write_string(0, 0, "Status key", pens.of(_BASE, bold=True, font_size=12))
    _write_line(sheet, 1, ["Status", "Definition", "Leadership Team response"], pens.of(_HEADER))
    row = 2
    for entry in content.front["scheme"]:
        sheet.write_string(row, 0, entry["label"], pens.for_status(entry["colour"], _CELL))
        sheet.write_string(row, 1, entry["definition"], pens.of(_CELL))
        sheet.write_string(row, 2, entry["response"], pens.of(_CELL))
        sheet.set_row(row, row_height([entry["definition"], entry["response"]], [44, 44]))
        row += 1
    sheet.write_string(row + 1, 0, "Main action risk score", pens.of(_BASE, bold=True, font_size=12))
    _write_line(sheet, row + 2, RISK_HEADINGS, pens.of(_HEADER))
    for number, level in enumerate(content.front["risk"], start=row + 3):
        _write_line(sheet, number, risk_cells(level), pens.of(_CELL))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)


RISK_HEADINGS = ["Score", "Financial impact", "Reputation impact", "Service delivery impact", "Likelihood"]


def risk_cells(level: dict[str, str]) -> list[str]:
    """One level of the risk matrix as cells under RISK_HEADINGS."""
    score = f"{level['score']} ({level['label']})"
    return [score, level["financial"], level["reputation"], level["service"], level["likelihood"]]


def _write_line(sheet: Worksheet, row: int, texts: list[str], pen: Format) -> None:
    for at, text in enumerate(texts):
        sheet.write_string(row, at, text, pen)


def _write_theme(sheet: Worksheet, content: Content, lines: list[Line], pens: Pens) -> None:
    headings = headings_of(content)
    seen = [heading for heading in headings if heading.month in (None, *content.months[-_MONTHS_SHOWN:])]
    _write_headings(sheet, headings, seen, pens)
    sheet.set_row(1, 30)
    for row, line in enumerate(lines, start=2):
        texts = (cell_text(line, heading) for heading in seen)
        sheet.set_row(row, row_height(texts, (heading.width for heading in seen)))
        for at, heading in enumerate(headings):
            _write_cell(sheet, row, at, line, heading, content, pens)
    sheet.freeze_panes(2, 3)
    sheet.autofilter(1, 0, len(lines) + 1, len(headings) - 1)
    sheet.repeat_rows(0, 1)
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&CPage &P of &N")


def _write_headings(sheet: Worksheet, headings: list[Heading], seen: list[Heading], pens: Pens) -> None:
    for at, heading in enumerate(headings):
        folded = {} if heading in seen else {"level": 1, "hidden": True}
        sheet.set_column(at, at, heading.width, None, folded)
        sheet.write_string(1, at, heading.text, pens.of(_HEADER))
    for group in dict.fromkeys(heading.group for heading in headings):
        columns = [at for at, heading in enumerate(headings) if heading.group == group]
        if group:
            sheet.merge_range(0, columns[0], 0, columns[-1], group, pens.of(_GROUP))
        else:
            for at in columns:
                sheet.write_blank(0, at, None, pens.of(_GROUP))


def _write_cell(
    sheet: Worksheet, row: int, at: int, line: Line, heading: Heading, content: Content, pens: Pens
) -> None:
    text = cell_text(line, heading)
    look = _MAIN if line.is_main else _CELL
    day = _real_date(text) if heading.group == "Dates" else None
    if day:
        sheet.write_datetime(row, at, day[0], pens.of(look, num_format=day[1], align="left"))
    elif heading.name == "status":
        sheet.write_string(row, at, text, pens.for_status(content.colour_of(text), look))
    else:
        sheet.write_string(row, at, text, pens.of(look))


def _real_date(text: str) -> tuple[datetime, str] | None:
    """What Excel makes of a date that it knows: "Sep-26" is the first of the month, shown without the day."""
    if re.fullmatch(r"[A-Z][a-z]{2}-\d\d", text):
        return datetime.strptime(text, "%b-%y").replace(tzinfo=None), "mmm-yy"  # noqa: DTZ007  a sheet has no zone
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=None), "dd/mm/yyyy"  # noqa: DTZ007
    return None
