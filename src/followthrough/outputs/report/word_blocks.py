"""The blocks of a report as Word's own elements, in the styles of whatever document they go into."""

from collections.abc import Sequence
from io import BytesIO
from itertools import count

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm
from lxml.etree import _Element as Element

from followthrough.outputs.layout.status_colours import text_colour_on
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
    leads_to_table,
)
from followthrough.outputs.report.house import DARK
from followthrough.outputs.report.raster import png_of, width_on_paper
from followthrough.outputs.report.widths import fit
from followthrough.outputs.report.word_styles import (
    APPENDIX,
    CAPTION,
    CONTENTS,
    HEADING,
    HEADLINE,
    LETTERED,
    NUMBERED,
    QUOTE,
    TABLE_SMALL,
    TABLE_TEXT,
    Styles,
    letters_of,
)
from followthrough.outputs.word.elements import element, lines, run, writable
from followthrough.outputs.word.file import add

_TWIPS_A_CM = 567
_HEAD_FILL, _LINE, _LOGO = "E0E5E8", "9AA5AD", 1.8
# Letters: a row that holds more may go on overleaf. Rows: a table that has no more stays whole.
_HIGH, _SHORT_TABLE, _SHORT_WITH_TOTAL = 900, 4, 12
_MARGIN_ACROSS = 1.8
_CONTENTS_NUMBER = 0.9
# The list that is none.
_NOT_NUMBERED = "0"
# Word keeps no longer text alternative.
_LONGEST_ALTERNATIVE = 250


class WordBlocks:
    """Writes blocks into a document. `room` is the width between its margins, in centimetres."""

    def __init__(
        self,
        document: Document,
        styles: Styles,
        room: float,
        *,
        may_turn_pages: bool = True,
        colour: str = DARK,
    ) -> None:
        self.document = document
        self.styles = styles
        self.room = room
        self.may_turn_pages = may_turn_pages
        self.colour = colour
        self._is_numbered = True
        self.picture_share = 1.0
        self._upright = document.sections[-1].left_margin or Cm(_MARGIN_ACROSS), room
        self._bookmarks = count(7300)

    def sections(self, sections: Sequence[Section]) -> None:
        """Sections with their headings; appendices on wide pages."""
        for section in sections:
            if section.is_appendix:
                self._turn_page(is_wide=True)
            self._is_numbered = section.has_number
            style = APPENDIX if section.is_appendix else HEADING
            number = next(self._bookmarks)
            # The bookmark is what the contents lead to.
            begin = element("bookmarkStart", id=number, name=bookmark_of(section))
            words = run(" ".join(section.heading.split()))
            heading = self.paragraph(style, begin, words, element("bookmarkEnd", id=number))
            if section.starts_page:
                heading[0].insert(1, element("pageBreakBefore"))
            if section.is_plain:
                heading[0].append(
                    element("numPr", element("ilvl", val=0), element("numId", val=_NOT_NUMBERED))
                )
            add(self.document, heading)
            self.blocks_of(section)

    def blocks_of(self, section: Section) -> None:
        """A section without its heading."""
        for at, block in enumerate(section.blocks):
            self.block(block, leads=leads_to_table(section, at))

    def contents(self, report: Report) -> None:
        """A contents field with its entries filled in, so that Word asks nothing when it opens the file.

        Nobody knows the pages before they are laid out: each is a field of its own, empty until Word prints
        or previews the file, or whoever edits it brings the contents up to date.
        """
        stops = self.document.styles[CONTENTS].paragraph_format.tab_stops
        stops.add_tab_stop(Cm(_CONTENTS_NUMBER))
        stops.add_tab_stop(Cm(self.room), WD_TAB_ALIGNMENT.RIGHT)
        numbers = iter(range(1, len(report.sections) + 1))
        begin = _field_begins('TOC \\o "1-2" \\h \\z \\u')
        for at, section in enumerate(report.sections):
            number = [run(str(next(numbers))), _tab()] if section.has_number else []
            mark = bookmark_of(section)
            page = [*_field_begins(f"PAGEREF {mark} \\h"), _field_part("end")]
            link = element("hyperlink", *number, run(section.heading), _tab(), *page, anchor=mark, history=1)
            is_last = at == len(report.sections) - 1
            self._add(CONTENTS, *([] if at else begin), link, *([_field_part("end")] if is_last else []))

    def headline(self, report: Report) -> None:
        """The sentences in their box."""
        self._add(HEADLINE, run("In short", element("b")))
        for line in report.headline:
            self._add(HEADLINE, *_lead_and_text(line))

    def cover(self, report: Report) -> None:
        """The box of the first page: names in bold on grey, what they are beside them."""
        name_width = 4.2
        rows = [
            element(
                "tr",
                element("trPr", element("cantSplit")),
                self._cell([run(name, element("b"))], name_width, fill=_HEAD_FILL),
                self._cell(lines(words), self.room - name_width),
            )
            for name, words in report.cover
        ]
        table = _table_element(
            "About this report", [name_width, self.room - name_width], rows, is_boxed=True, ink=self.colour
        )
        add(self.document, table)
        self._add(TABLE_TEXT)

    def logo(self, picture: bytes, body: str) -> None:
        """The body's own sign, before all else."""
        shape = self.document.add_paragraph().add_run().add_picture(BytesIO(picture), height=Cm(_LOGO))
        shape._inline.docPr.set("descr", writable(f"Logo of {body}".strip())[:_LONGEST_ALTERNATIVE])

    def block(self, block: Block, *, leads: bool = False) -> None:
        """One block, whichever it is; one that `leads` to a table stays on the page with it."""
        if isinstance(block, Line):
            self.line(block, leads=leads)
        elif isinstance(block, Lettered):
            self._add(NUMBERED, run(block.stem))
            number = letters_of(self.document)
            for item in block.items:
                lettered = self.paragraph(LETTERED, *_lead_and_text(item), numbered_by=number)
                # What is to be decided is not split over pages.
                lettered[0].insert(1, element("keepLines"))
                add(self.document, lettered)
        elif isinstance(block, Quote):
            self._add(QUOTE, *lines(block.text))
            if block.who:
                self._add(QUOTE, run(block.who))
        elif isinstance(block, Figure):
            self._figure(block)
        elif block.rows:
            self._table_with_room(block.on_paper or block)
        else:
            self.line(Line(block.empty), leads=leads)

    def line(self, line: Line, *, leads: bool = False) -> None:
        """A paragraph, numbered where its section is; what is to be written is marked."""
        number = None if self._is_numbered else _NOT_NUMBERED
        made = self.paragraph(NUMBERED, *_lead_and_text(line), numbered_by=number)
        if leads:
            made[0].insert(1, element("keepNext"))
        add(self.document, made)

    def _add(self, style: str, *content: Element, numbered_by: str | None = None) -> None:
        add(self.document, self.paragraph(style, *content, numbered_by=numbered_by))

    def paragraph(self, style: str, *content: Element, numbered_by: str | None = None) -> Element:
        """A paragraph in a style by its name."""
        properties = [element("pStyle", val=self.styles[style])]
        if numbered_by:
            properties.append(element("numPr", element("ilvl", val=0), element("numId", val=numbered_by)))
        return element("p", element("pPr", *properties), *content)

    def _caption(self, words: str) -> None:
        caption = self.paragraph(CAPTION, run(words))
        caption[0].append(element("keepNext"))
        add(self.document, caption)

    def _figure(self, figure: Figure) -> None:
        self._caption(figure.caption)
        holder = self.document.add_paragraph()
        width = width_on_paper(figure.picture, self.room * self.picture_share)
        shape = holder.add_run().add_picture(BytesIO(png_of(figure.picture)), width=Cm(width))
        named = shape._inline.docPr
        named.set("descr", writable(figure.picture.finding)[:_LONGEST_ALTERNATIVE])
        named.set("title", writable(figure.caption)[:_LONGEST_ALTERNATIVE])

    def _table_with_room(self, table: Table) -> None:
        """The table; on a wide page of its own where its words do not fit on this one."""
        is_wide = self.document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
        if is_wide or not self.may_turn_pages or not fit(table, self.room).needs_more_room:
            self._table(table)
            return
        self._turn_page(is_wide=True)
        self._table(table)
        self._turn_page(is_wide=False)

    def _table(self, table: Table) -> None:
        self._caption(table.caption)
        widths, size, _ = fit(table, self.room)
        style = TABLE_SMALL if table.is_small or size < 10 else TABLE_TEXT
        numeric = [table.is_numeric(at) for at in range(len(widths))]
        most = _SHORT_WITH_TOTAL if table.has_total else _SHORT_TABLE
        is_whole = len(table.rows) <= most
        head = [
            self._cell(
                [run(words, element("b"))], width, fill=_HEAD_FILL, style=style, to_right=number, follows=True
            )
            for words, width, number in zip(table.headings, widths, numeric, strict=True)
        ]
        rows = [element("tr", element("trPr", element("cantSplit"), element("tblHeader")), *head)]
        last = len(table.rows) - 1
        for at, row in enumerate(table.rows):
            cells = [
                self._cell(
                    _words(cell, is_bold=table.has_total and at == last), width, fill=cell.fill, style=style,
                    to_right=number, follows=at < last and (is_whole or at in (0, last - 1)),
                )
                for cell, width, number in zip(row, widths, numeric, strict=True)
            ]  # fmt: skip
            is_high = sum(len(cell.words) for cell in row) > _HIGH
            rows.append(element("tr", *([] if is_high else [element("trPr", element("cantSplit"))]), *cells))
        add(self.document, _table_element(table.caption, widths, rows, ink=self.colour))
        # Without a paragraph between them Word makes two tables one.
        self._add(TABLE_TEXT)

    def _cell(
        self, content: list[Element], width: float, *, fill: str | None = None, style: str = TABLE_TEXT,
        to_right: bool = False, follows: bool = False,
    ) -> Element:  # fmt: skip
        properties = element("tcPr", element("tcW", w=round(width * _TWIPS_A_CM), type="dxa"))
        if fill:
            properties.append(element("shd", val="clear", color="auto", fill=fill))
        form = element("pPr", element("pStyle", val=self.styles[style]))
        if follows:
            form.append(element("keepNext"))
        if to_right:
            form.append(element("jc", val="right"))
        return element("tc", properties, element("p", form, *content))

    def _turn_page(self, *, is_wide: bool) -> None:
        """From here on pages lie across, or stand upright again."""
        before = self.document.sections[-1]
        orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        if before.orientation == orientation:
            return
        margin, upright_room = self._upright
        landscape = self.document.add_section(WD_SECTION.NEW_PAGE)
        landscape.orientation = orientation
        landscape.page_width, landscape.page_height = before.page_height, before.page_width
        landscape.left_margin = landscape.right_margin = Cm(_MARGIN_ACROSS) if is_wide else margin
        width = landscape.page_width or Cm(29.7)
        self.room = (width - Cm(2 * _MARGIN_ACROSS)) / Cm(1) if is_wide else upright_room


def bookmark_of(section: Section) -> str:
    """The name of the place that a heading is."""
    return f"part_{''.join(letter if letter.isalnum() else '_' for letter in section.key)}"[:40]


def _field_begins(instruction: str) -> list[Element]:
    """A field up to its result, which stands after it."""
    words = element("instrText")
    words.text = f" {instruction} "
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [_field_part("begin"), element("r", words), _field_part("separate")]


def _field_part(kind: str) -> Element:
    return element("r", element("fldChar", fldCharType=kind))


def _tab() -> Element:
    return element("r", element("tab"))


def _lead_and_text(line: Line) -> list[Element]:
    marked = [element("highlight", val="yellow")] if line.to_be_written else []
    lead = [run(f"{line.lead} " if line.text else line.lead, element("b"))] if line.lead else []
    return [*lead, *(lines(line.text, *marked) if line.text else [])]


def _words(cell: Cell, *, is_bold: bool) -> list[Element]:
    look = [element("b")] if is_bold else []
    if cell.fill:
        look.append(element("color", val=text_colour_on(cell.fill)))
    lead = [
        run(
            f"{cell.lead} " if cell.text and not cell.text.startswith("\n") else cell.lead,
            element("b"),
            *look[is_bold:],
        )
    ]
    return [*(lead if cell.lead else []), *(lines(cell.text, *look) if cell.text else [])]


def _table_element(
    name: str, widths: list[float], rows: list[Element], *, ink: str, is_boxed: bool = False
) -> Element:
    thin: dict[str, str | int] = {"val": "single", "sz": 4, "color": _LINE}
    thick: dict[str, str | int] = {"val": "single", "sz": 8, "color": ink}
    sides = {"top": thick, "bottom": thick, "insideH": thin}
    if is_boxed:
        sides |= {"left": thick, "right": thick}
    order = ("top", "left", "bottom", "right", "insideH")
    borders = [element(side, space=0, **sides[side]) for side in order if side in sides]
    look: dict[str, str | int] = {"firstRow": int(not is_boxed), "firstColumn": int(is_boxed)}
    properties = element(
        "tblPr",
        element("tblW", w=round(sum(widths) * _TWIPS_A_CM), type="dxa"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w=85, type="dxa") for side in ("left", "right"))),
        element("tblLook", val="0020", lastRow=0, lastColumn=0, noHBand=1, noVBand=1, **look),
        element("tblCaption", val=name),
        element("tblDescription", val=name),
    )
    grid = element("tblGrid", *(element("gridCol", w=round(width * _TWIPS_A_CM)) for width in widths))
    return element("tbl", properties, grid, *rows)
