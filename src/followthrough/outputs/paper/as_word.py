"""A paper as a Word document: sentences first, each table with headings that repeat."""

from docx.document import Document

from followthrough.outputs.layout.table import Table, TableCell, TableRow
from followthrough.outputs.paper.content import Paper, PaperTable
from followthrough.outputs.word.elements import element, heading, lines, paragraph, run
from followthrough.outputs.word.file import add, bytes_of, new_document
from followthrough.outputs.word.pages import PORTRAIT, Page, Widths, fitted
from followthrough.outputs.word.table import WordTable, table_element
from followthrough.plan.document import Column

_TEXT = "Normal"


def paper_as_word(paper: Paper) -> bytes:
    """The bytes of a .docx file."""
    document = new_document(
        title=paper.title, running=paper.title, author=paper.author, as_at=paper.day, page=PORTRAIT
    )
    add(document, paragraph("Title", run(paper.title)))
    add(document, *(paragraph(_TEXT, *lines(fact)) for fact in paper.facts))
    first, *rest = paper.sentences or ("",)
    add(
        document,
        paragraph(_TEXT, run(first, element("b"))),
        *(paragraph(_TEXT, *lines(each)) for each in rest),
    )
    for table in (paper.table_of_figures, *paper.printed_tables):
        _add_table(document, table, PORTRAIT)
    add(document, *(paragraph(_TEXT, *lines(note)) for note in paper.notes))
    return bytes_of(document, paper.day)


def _add_table(document: Document, table: PaperTable, page: Page) -> None:
    add(document, heading(table.heading, 1))
    if table.note:
        add(document, paragraph(_TEXT, *lines(table.note)))
    if not table.rows:
        add(document, paragraph(_TEXT, *lines(table.empty)))
        return
    rows = tuple(TableRow(tuple(TableCell(str(cell)) for cell in row), is_main=False) for row in table.rows)
    columns = tuple(Column(heading=words) for words in table.headings)
    widths = fitted(Widths.of(Table(columns, rows)), page)
    add(document, table_element(WordTable(table.heading, table.headings, rows, widths)), paragraph(_TEXT))
