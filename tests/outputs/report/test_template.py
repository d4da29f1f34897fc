"""A body's own Word template: three as different as a county's, a district's and a combined authority's."""

from io import BytesIO

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from followthrough.outputs.report.kinds import BY_NAME
from followthrough.outputs.report.making import make_report
from followthrough.outputs.report.register_facts import Meeting, PaperSection, RegisterFacts
from followthrough.outputs.report.template import UnusableTemplateError
from tests.outputs.report.test_formats import DAY, plan, position

WRITTEN = "No money is needed beyond the budget of wells."


def county():
    """A cover box, numbered headings with nothing below them, a style of its own for text."""
    document = docx.Document()
    document.styles["Heading 1"].font.color.rgb = RGBColor(0x6A, 0, 0x5A)
    document.styles.add_style("Body Text County", WD_STYLE_TYPE.PARAGRAPH).font.size = Pt(13)
    box = document.add_table(4, 2)
    for row, cells in zip(
        box.rows,
        [
            ("Committee", "{{Committee}}"),
            ("Subject", "{{title}}"),
            ("Figures", "{{Figures as at}}"),
            ("Wards", "{{Wards}}"),
        ],
        strict=True,
    ):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.add_heading("1. Summary", 1)
    document.add_paragraph("{{summary}}")
    for heading in ("2. Recommendations", "3. Options considered", "4. Current position"):
        document.add_heading(heading, 1)
        document.add_paragraph("")
    document.add_heading("5. Implications", 1)
    for heading in ("Financial implications", "Legal implications", "Carbon"):
        document.add_heading(heading, 2)
    document.add_heading("6. Background papers", 1)
    document.add_paragraph("Kept by Democratic Services.")
    return document


def district():
    """No headings at all: slots in running text, in the head of the page and in a table of two columns."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Agenda item for {{Committee}}"
    document.add_paragraph("{{title}}", style="Title")
    document.add_paragraph("This paper is to go to {{Report to}}. Officers: {{Officers}}.")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "What is asked", "{{recommendations}}"
    table.cell(1, 0).text, table.cell(1, 1).text = "Money", "{{Financial implications}}"
    document.add_paragraph("{{late actions}}")
    return document


def combined_authority():
    """Wide margins, the recommendations last, headings of the second level, guidance that has to stay."""
    document = docx.Document()
    document.sections[0].left_margin = document.sections[0].right_margin = Cm(4)
    document.add_heading("Improvement paper", 0)
    document.add_heading("Key messages", 2)
    document.add_heading("Risk", 2)
    document.add_heading("Guidance", 2)
    document.add_paragraph("Keep this paragraph.")
    document.add_heading("Recommendations", 2)
    return document


TEMPLATES = [county, district, combined_authority]


def filled(template):
    stream = BytesIO()
    template.save(stream)
    facts = RegisterFacts(
        sections=[PaperSection("Financial implications", WRITTEN, "Director of Wells")],
        meeting=Meeting(forum="Cabinet", on=DAY),
    )
    content = make_report(
        BY_NAME["cabinet"], position(plan()), facts, "docx", findings=[], template=stream.getvalue()
    )
    return docx.Document(BytesIO(content))


def text_of(document):
    """All words in their order, those in tables and in the head among them."""
    places = [document.sections[0].header._element, document.element.body]
    return "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for place in places for p in place.iter(qn("w:p"))
    )


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_template_keeps_its_own_words_and_gets_all_of_the_report(template):
    before, document = template(), filled(template())
    text = text_of(document)

    assert "{{" not in text
    assert document.sections[0].left_margin == before.sections[0].left_margin
    for words in (each.text for each in before.paragraphs if "{{" not in each.text):
        assert words in text
    for part in ("is asked", "late", "The count agrees", WRITTEN, "Dig well 5"):
        assert part in text
    assert text.count(WRITTEN) == 1


def test_headings_without_words_get_theirs_in_the_order_of_the_template():
    text = text_of(filled(county()))

    order = [
        "1. Summary",
        "2. Recommendations",
        "3. Options considered",
        "Financial implications",
        WRITTEN,
        "Carbon",
    ]
    assert sorted(order, key=text.index) == order
    assert "Cabinet, 31 December 2026" in text
    assert "Kept by Democratic Services." in text


def test_what_nobody_answered_is_marked():
    document = filled(county())
    marked = [
        "".join(t.text for t in r.iter(qn("w:t")))
        for r in document.element.iter(qn("w:r"))
        if r.find(f"{qn('w:rPr')}/{qn('w:highlight')}") is not None
    ]

    assert {
        "[Wards: to be written]",
        "[Legal implications: to be written]",
        "[Carbon: to be written]",
    } <= set(marked)
    assert "[Officers: to be written]" in text_of(filled(district()))


def test_a_cell_takes_what_its_slot_names():
    document = filled(district())

    assert "is asked to:" in document.tables[0].cell(0, 1).text
    assert WRITTEN in document.tables[0].cell(1, 1).text
    assert document.sections[0].header.paragraphs[0].text == "Agenda item for Cabinet, 31 December 2026"


def test_no_sentence_names_the_number_of_a_section():
    assert "(section" not in text_of(filled(combined_authority()))


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0 an older document"]
)
def test_what_is_no_word_file_is_refused_in_a_sentence(content):
    with pytest.raises(UnusableTemplateError, match="not a Word file"):
        make_report(BY_NAME["cabinet"], position(plan()), RegisterFacts(), "docx", template=content)


def test_a_workbook_is_no_word_file_either():
    workbook = make_report(BY_NAME["cabinet"], position(plan()), RegisterFacts(), "xlsx")

    with pytest.raises(UnusableTemplateError, match="not a Word file"):
        make_report(BY_NAME["cabinet"], position(plan()), RegisterFacts(), "docx", template=workbook)
