"""A report as a Word document that Democratic Services can edit: real headings, styles, numbers, contents."""

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, Twips
from docx.text.paragraph import Paragraph

from followthrough.outputs.report.blocks import Report
from followthrough.outputs.report.word_blocks import WordBlocks
from followthrough.outputs.report.word_styles import HEADING, HEADLINE, NUMBERED, SUBTITLE, TITLE, own_styles
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
    _foot(section.footer.paragraphs[0], report.subtitle)
    styles = own_styles(document, report.colour)
    blocks = WordBlocks(document, styles, _ROOM, colour=report.colour)
    if report.logo:
        blocks.logo(report.logo, report.body)
    add(
        document,
        paragraph(styles[TITLE], run(report.title)),
        paragraph(styles[SUBTITLE], run(report.subtitle)),
    )
    if report.is_short:
        # What is read on one page has to fit on it.
        blocks.picture_share = 0.75
        for name in (NUMBERED, HEADLINE, HEADING):
            style = document.styles[name]
            style.font.size = Pt(14 if name == HEADING else 11)
            style.paragraph_format.space_before = Pt(8 if name == HEADING else 0)
    else:
        blocks.cover(report)
    blocks.sections(report.opening)
    blocks.headline(report)
    if not report.is_short:
        above = blocks.paragraph(SUBTITLE), blocks.paragraph(SUBTITLE, run("In this report", element("b")))
        add(document, *above)
        blocks.contents(report)
    blocks.sections(report.sections[len(report.opening) :])
    return bytes_of(document, report.day)


def _foot(paragraph: Paragraph, words: str) -> None:
    """What the figures are of on the left, the number of the page on the right."""
    stops = paragraph.paragraph_format.tab_stops
    # The blank document's own stops, in the middle and at the edge of another page.
    for at in (4320, 8640):
        stops.add_tab_stop(Twips(at), WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Cm(_ROOM), WD_TAB_ALIGNMENT.RIGHT)
    paragraph._p.insert(1, run(words))
    paragraph._p.insert(2, element("r", element("tab")))
