"""A report as a Word document that Democratic Services can edit: real headings, styles, numbers, contents."""

from docx.shared import Cm

from followthrough.outputs.report.blocks import Report
from followthrough.outputs.report.word_blocks import WordBlocks
from followthrough.outputs.report.word_styles import SUBTITLE, TITLE, own_styles
from followthrough.outputs.word.elements import element, paragraph, run
from followthrough.outputs.word.file import add, bytes_of, new_document
from followthrough.outputs.word.pages import PORTRAIT

_MARGIN, _ROOM = 2.2, 16.6


def to_word(report: Report) -> bytes:
    """The bytes of a .docx file."""
    document = new_document(
        title=report.title, running=report.running, author=report.body, as_at=report.day, page=PORTRAIT
    )
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(_MARGIN)
    section.footer.paragraphs[0]._p.insert(0, run(f"{report.subtitle}    "))
    styles = own_styles(document)
    blocks = WordBlocks(document, styles, _ROOM)
    add(
        document,
        paragraph(styles[TITLE], run(report.title)),
        paragraph(styles[SUBTITLE], run(report.subtitle)),
    )
    blocks.cover(report)
    blocks.headline(report)
    add(document, blocks.paragraph(SUBTITLE), blocks.paragraph(SUBTITLE, run("In this report", element("b"))))
    blocks.contents(report)
    blocks.sections(report.sections)
    return bytes_of(document, report.day)
