"""A report as one web page that stands alone: its style is in it, it needs no script and fetches nothing."""

from base64 import b64encode
from collections.abc import Iterator
from importlib.resources import files

from followthrough.outputs.layout.status_colours import text_colour_on
from followthrough.outputs.page.frame import page
from followthrough.outputs.page.markup import Html, element, joined
from followthrough.outputs.report.blocks import (
    Block,
    Cell,
    Figure,
    Lettered,
    Line,
    Quote,
    Report,
    Section,
    Table,
)


def to_html(report: Report) -> bytes:
    """The page, in UTF-8."""
    style = files("followthrough.outputs.report").joinpath("report.css").read_text(encoding="utf-8")
    style = style.replace("#1f3a4d", f"#{report.colour.lower()}")
    header = element(
        "header",
        _logo(report) if report.logo else None,
        element("p", report.running),
        element("h1", report.title),
        element("p", report.subtitle),
    )
    numbers = iter(range(1, len(report.sections) + 1))
    numbered = [(str(next(numbers)) if each.has_number else "", each) for each in report.sections]
    main = [
        *([] if report.is_short else [_cover(report)]),
        *(_section(number, each) for number, each in numbered[: len(report.opening)]),
        element(
            "section", element("h2", "In short", id="in-short"),
            *(_line("", line) for line in report.headline),
            class_="short", aria_labelledby="in-short",
        ),
        *([] if report.is_short else [_contents(numbered)]),
        *(_section(number, each) for number, each in numbered[len(report.opening) :]),
    ]  # fmt: skip
    footer = element("footer", element("p", f"{report.body}. {report.subtitle}".lstrip(". ")))
    return page(
        title=report.title, skip="Skip to the report", header=header, main=main, footer=footer, style=style
    ).encode()


def _logo(report: Report) -> Html:
    """The body's own sign, inside the page."""
    kind = "png" if report.logo.startswith(b"\x89PNG") else "jpeg"
    source = f"data:image/{kind};base64,{b64encode(report.logo).decode()}"
    return element("img", src=source, alt=f"Logo of {report.body}".strip(), height="68")


def _cover(report: Report) -> Html:
    return element("dl", *(_cover_row(name, text) for name, text in report.cover), class_="cover")


def _cover_row(name: str, text: str) -> Html:
    return element("div", element("dt", name), element("dd", text))


def _contents(numbered: list[tuple[str, Section]]) -> Html:
    links = [
        element("li", element("a", f"{number} {each.heading}".strip(), href=f"#{each.key}"))
        for number, each in numbered
    ]
    heading = element("h2", "In this report", id="contents")
    return element("nav", heading, element("ul", *links), aria_labelledby="contents")


def _section(number: str, section: Section) -> Html:
    paragraphs = iter(range(1, len(section.blocks) + 1))
    heading = element("h2", f"{number} {section.heading}".strip(), id=section.key)
    blocks = [_block(block, number, paragraphs, section.key) for block in section.blocks]
    return element("section", heading, *blocks, aria_labelledby=section.key)


def _block(block: Block, number: str, paragraphs: Iterator[int], key: str) -> Html:
    if isinstance(block, Figure):
        caption = element("figcaption", block.caption)
        on_a_phone = element("div", block.picture.narrow, class_="narrow")
        return element("figure", caption, element("div", block.picture.wide, class_="broad"), on_a_phone)
    if isinstance(block, Quote):
        who = element("footer", block.who) if block.who else None
        return element("blockquote", element("p", block.text), who)
    if isinstance(block, Table) and block.rows:
        return _table(block, f"{key}-{block.name}")
    at = f"{number}.{next(paragraphs)}" if number else ""
    if isinstance(block, Lettered):
        items = element("ol", *(element("li", *_words(item)) for item in block.items), type="a")
        return joined([_line(at, Line(block.stem)), items])
    return _line(at, Line(block.empty) if isinstance(block, Table) else block)


def _line(number: str, line: Line) -> Html:
    shown = element("span", number, class_="at") if number else None
    return element("p", shown, *_words(line), class_="numbered" if number else None)


def _words(line: Line) -> list[Html | str]:
    lead: list[Html | str] = [element("strong", line.lead), " "] if line.lead else []
    return [*lead, element("mark", line.text) if line.to_be_written else line.text]


def _table(table: Table, name: str) -> Html:
    numeric = [table.is_numeric(at) for at in range(len(table.headings))]
    head = element(
        "tr",
        *(
            element("th", words, scope="col", class_="figure" if number else None)
            for words, number in zip(table.headings, numeric, strict=True)
        ),
    )
    last, is_alone = len(table.rows) - 1, len(table.rows) == 1
    rows = [
        element(
            "tr",
            *(
                _cell(cell, heading if at or is_alone else "", is_number=number, is_first=at == 0)
                for at, (cell, heading, number) in enumerate(zip(row, table.headings, numeric, strict=True))
            ),
            class_="total" if table.has_total and place == last else None,
        )
        for place, row in enumerate(table.rows)
    ]
    shown = element(
        "table", element("caption", table.caption), element("thead", head), element("tbody", *rows)
    )
    return element(
        "div", shown, class_="wide", role="region", tabindex="0", aria_label=table.caption, id=name
    )


def _cell(cell: Cell, heading: str, *, is_number: bool, is_first: bool) -> Html:
    """A cell, the first of which heads its row; its heading is shown beside it on a phone."""
    words: list[Html | str] = [element("strong", cell.lead), " "] if cell.lead else []
    for at, line in enumerate(cell.text.split("\n")):
        words += [Html("<br>"), line] if at else [line]
    style = f"background:#{cell.fill};color:#{text_colour_on(cell.fill)}" if cell.fill else None
    kind = {"class_": "figure" if is_number else None, "style": style}
    if is_first:
        return element("th", element("div", *words), scope="row", data_heading=heading or None, **kind)
    return element("td", element("div", *words), data_heading=heading, **kind)
