"""A plan as one web page in its own layout: it needs no script, fetches nothing, prints, and fits a phone."""

from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import chain

from followthrough.outputs.layout.columns import heading_alone
from followthrough.outputs.layout.sheet_sizes import column_widths
from followthrough.outputs.layout.side_tables import (
    REMARKS,
    SideTable,
    key_tables,
    recommendation_table,
    title_lines,
)
from followthrough.outputs.layout.status_colours import rrggbb_of, text_colour_on
from followthrough.outputs.layout.table import Table, TableCell, TableRow
from followthrough.outputs.layout.theme_tables import ThemeTable, theme_tables_of, whole_of
from followthrough.outputs.page.frame import page
from followthrough.outputs.page.markup import Html, element, joined
from followthrough.plan.document import Column, PlanDocument

# Of a plan without a title as many themes name the page.
_MOST_THEMES = 3
_STYLE = "plan.css"
# Letters beside each other on a sheet of A4 lying down; a wider table is printed on A3.
_LETTERS_OF_A4 = 180


def to_html(plan: PlanDocument) -> bytes:
    """The page in UTF-8: the plan's key, its tables, and what belongs to no action, no word left out."""
    tables, keys = theme_tables_of(plan), key_tables(plan)
    recommendations = recommendation_table(plan)
    main = [
        *_title(plan),
        *(_side_table(side) for side in keys),
        *(_theme_table(named, plan) for named in tables if named.table.rows),
        *([_side_table(recommendations)] if recommendations else []),
    ]
    return page(
        title=plan.title or _name_of_untitled(plan, tables),
        skip="Skip to the actions",
        header=Html(""),
        main=[*main, _remarks(plan) or Html("")],
        footer=Html(""),
        style=_style(tables, keys),
    ).encode()


def _name_of_untitled(plan: PlanDocument, tables: Sequence[ThemeTable]) -> str:
    """The name of the page of a plan without a title, in words that the page says: whoever reads it back
    takes others for a remark."""
    themes = [named.theme for named in tables[:_MOST_THEMES] if named.theme]
    titles = (heading_alone(column) for column in tables[0].table.columns if column.field == "title")
    return " – ".join(title_lines(plan) or themes or titles)


def _title(plan: PlanDocument) -> Iterator[Html]:
    if plan.title:
        yield element("h1", plan.title)
    for text in title_lines(plan)[1 if plan.title else 0 :]:
        yield element("p", text, class_="kicker")


def _theme_table(named: ThemeTable, plan: PlanDocument) -> Html:
    """The table of one theme, named by it; where the columns say the themes, by the plan's title."""
    table, name = named.table, named.theme or plan.title or "Actions"
    columns = (Html(f'<col class="column-{at}">') for at in range(len(table.columns)))
    written = element(
        "table",
        element("caption", element("h2", named.theme)) if named.theme else None,
        element("colgroup", *columns),
        element("thead", *_heading_rows(table)),
        element("tbody", *(_row(row, table.columns) for row in table.rows)),
        class_="plan",
        aria_label=None if named.theme else name,
    )
    return _scrolled(written, name)


def _heading_rows(table: Table) -> Iterator[Html]:
    """The row of groups, where there are any, and the row of headings."""
    if table.has_groups:
        groups = (
            element("th", group.text, scope="colgroup", colspan=group.width) if group.text
            else element("td", colspan=group.width)
            for group in table.groups
        )  # fmt: skip
        yield element("tr", *groups)
    yield element("tr", *(element("th", column.heading, scope="col") for column in table.columns))


def _row(row: TableRow, columns: Iterable[Column]) -> Html:
    cells = (_cell(cell, column) for cell, column in zip(row.cells, columns, strict=True))
    return element("tr", *cells, class_="main" if row.is_main else None)


def _cell(cell: TableCell, column: Column) -> Html:
    """A cell; on a phone its heading stands before it. The ref names the row."""
    label = heading_alone(column)
    if column.field == "ref" and cell.text:
        return element("th", _broken(cell.text), scope="row", data_label=label)
    return element("td", _broken(cell.text), class_=_fill(cell), data_label=label)


def _broken(text: str) -> Html:
    """The text with its lines under each other."""
    lines = (line.strip() for line in text.split("\n"))
    return Html("<br>".join(joined([line]) for line in lines))


def _side_table(side: SideTable) -> Html:
    heads = (element("th", heading, scope="col") for heading in side.columns)
    written = element(
        "table",
        element("caption", element("h2", side.heading)),
        element("thead", element("tr", *heads)),
        element("tbody", *(_side_row(row, side.columns) for row in side.rows)),
        class_="side",
    )
    return _scrolled(written, side.heading)


def _side_row(row: Iterable[TableCell], headings: Iterable[str]) -> Html:
    cells = zip(row, headings, strict=True)
    return element(
        "tr", *(element("td", _broken(it.text), class_=_fill(it), data_label=name) for it, name in cells)
    )


def _remarks(plan: PlanDocument) -> Html | None:
    if not plan.remarks:
        return None
    texts = (element("p", _broken(remark.text)) for remark in plan.remarks)
    return element("section", element("h2", REMARKS), *texts)


def _scrolled(table: Html, name: str) -> Html:
    """The table in a frame that scrolls where it is too wide; who goes by keyboard scrolls it too."""
    return element("div", table, class_="wide", role="region", aria_label=name, tabindex=0)


def _fill(cell: TableCell) -> str | None:
    colour = rrggbb_of(cell.colour)
    return f"fill-{colour}" if colour else None


def _style(tables: Sequence[ThemeTable], keys: Iterable[SideTable]) -> str:
    """The style of every plan, and what depends on this one: widths, colours, the sheet to print on."""
    fixed = files("followthrough.outputs.plan").joinpath(_STYLE).read_text(encoding="utf-8")
    widths = column_widths(whole_of(tables))
    shares = (100 * width / sum(widths) for width in widths)
    columns = "\n".join(f".column-{at} {{ width: {share:.2f}%; }}" for at, share in enumerate(shares))
    sheet = "A4" if sum(widths) <= _LETTERS_OF_A4 else "A3"
    cells = chain(
        (cell for named in tables for row in named.table.rows for cell in row.cells),
        (cell for key in keys for row in key.rows for cell in row),
    )
    colours = dict.fromkeys(colour for cell in cells if (colour := rrggbb_of(cell.colour)))
    fills = "\n".join(f".fill-{it} {{ background: #{it}; color: #{text_colour_on(it)}; }}" for it in colours)
    whole = f".plan {{ min-width: {sum(widths):.0f}ch; }}\n@page {{ size: {sheet} landscape; margin: 12mm; }}"
    return f"{whole}\n{columns}\n{fills}\n{fixed}"
