"""A plan as a Word document: title, key, the plan in its own layout, and what belongs to no action."""

from docx.document import Document

from followthrough.outputs.layout.side_tables import (
    REMARKS,
    SideTable,
    key_tables,
    recommendation_table,
    remarks_of,
    title_lines,
)
from followthrough.outputs.layout.table import Table, TableRow
from followthrough.outputs.layout.table_bands import band_of, bands_of
from followthrough.outputs.layout.theme_tables import theme_tables_of
from followthrough.outputs.word.elements import heading, lines, paragraph
from followthrough.outputs.word.file import add, bytes_of, new_document
from followthrough.outputs.word.pages import LETTER, Page, Widths, fitted, page_for
from followthrough.outputs.word.table import WordTable, table_element
from followthrough.plan.document import UNTITLED, Column, PlanDocument


def to_word(plan: PlanDocument) -> bytes:
    """The bytes of a .docx file: dates in their own words, each status with its colour and its word.

    A plan too wide for a page of A3 goes on in further tables below, each with ref and title again.
    """
    themes = theme_tables_of(plan)
    whole = Table(themes[0].table.columns, tuple(row for each in themes for row in each.table.rows))
    widths = Widths.of(whole)
    page = page_for(widths)
    document = new_document(
        title=plan.title or UNTITLED,
        running=plan.title or "",
        author=plan.organisation or "",
        as_at=plan.as_at,
        page=page,
    )
    _add_front(document, plan, page)
    bands = bands_of(whole, widths.least, page.room / LETTER)
    for theme, table in themes:
        if theme:
            add(document, heading(theme, 1))
        for number, band in enumerate(bands):
            name = f"{theme or 'Actions'}{', continued' if number else ''}"
            shown = fitted(widths.of_columns(band), page)
            _add_table(document, name, band_of(table, band), shown)
    _add_rest(document, plan, page)
    return bytes_of(document, plan.as_at)


def _add_front(document: Document, plan: PlanDocument, page: Page) -> None:
    for text in title_lines(plan):
        add(document, paragraph("Title" if text == plan.title else "Normal", *lines(text)))
    for table in key_tables(plan):
        _add_side_table(document, table, _level(plan), page)


def _add_rest(document: Document, plan: PlanDocument, page: Page) -> None:
    if recommendations := recommendation_table(plan):
        _add_side_table(document, recommendations, _level(plan), page)
    remarks = remarks_of(plan)
    if remarks:
        add(document, heading(REMARKS, _level(plan)))
    for remark in remarks:
        add(document, paragraph("Normal", *lines(remark.text)))


def _level(plan: PlanDocument) -> int:
    """How deep the headings beside the themes are: without a title, one of them would pass for it."""
    return 1 if plan.title else 2


def _add_side_table(document: Document, side: SideTable, level: int, page: Page) -> None:
    columns = tuple(Column(heading=heading) for heading in side.columns)
    table = Table(columns, tuple(TableRow(tuple(row), is_main=False) for row in side.rows))
    add(document, heading(side.heading, level))
    _add_table(document, side.heading, table, fitted(Widths.of(table), page))


def _add_table(document: Document, name: str, table: Table, widths: list[float]) -> None:
    headings = [column.heading for column in table.columns]
    groups = table.groups if table.has_groups else ()
    # Without a paragraph between them Word makes two tables one.
    add(document, table_element(WordTable(name, headings, table.rows, widths, groups)), paragraph("Normal"))
