"""A body's own way with its papers: three bodies as different as a county, a district and a combined one."""

import json
from dataclasses import replace
from io import BytesIO
from zlib import compress, crc32

import docx
import pikepdf
import pytest

from followthrough.outputs.report.file import report_as
from followthrough.outputs.report.frozen import file_of, freeze
from followthrough.outputs.report.house import MAY_BE_SHORT, House, changed_figures
from followthrough.outputs.report.kinds import BY_NAME, report_of
from followthrough.outputs.report.making import make_report
from tests.outputs.plan.test_as_pdf import elements
from tests.outputs.report.test_formats import facts, plan, position

COUNTY = House(implications_first=True, goes_next_to="Council, 12 January 2027", colour="6A005A")
DISTRICT = House(
    decisions_first=True, hides_options=True, first_dates_with_late=True,
    left_out=frozenset({"appendix", "ahead", "changes", "late"}),
)  # fmt: skip
COMBINED = House(
    calls_in=True, titles={"cabinet": "Delivery of the improvement plan"}, order=("late", "state")
)


def paper(house, kind="cabinet"):
    return report_of(BY_NAME[kind], position(plan()), replace(facts(), house=house), findings=[])


def keys(report):
    return [section.key for section in report.sections]


def tiny_png():
    """A picture of one dark dot."""

    def part(kind, content):
        return len(content).to_bytes(4, "big") + kind + content + crc32(kind + content).to_bytes(4, "big")

    head = (1).to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    dot = part(b"IDAT", compress(b"\x00\x10\x20\x30"))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + dot + part(b"IEND", b"")


def test_a_county_has_its_implications_near_the_front_and_says_where_the_paper_goes_next():
    report = paper(COUNTY)

    assert keys(report)[:2] == ["decisions", "implications"]
    assert dict(report.cover)["Goes next to"] == "Council, 12 January 2027"
    assert "#6a005a" in report_as(report, "html").decode()
    word = docx.Document(BytesIO(report_as(report, "docx")))
    assert str(word.styles["Heading 1"].font.color.rgb) == "6A005A"


def test_a_district_asks_first_and_leaves_out_what_may_be_left_out_alone():
    report = paper(DISTRICT)
    html, word = report_as(report, "html").decode(), docx.Document(BytesIO(report_as(report, "docx")))
    headings = [each.text for each in word.paragraphs if each.text in ("Decisions wanted", "In short")]

    assert not {"appendix", "ahead"} & set(keys(report))
    assert "Nothing is left out" not in dict(report.cover)["Public or exempt"]
    assert dict(report.cover)["Parts left out"] == (
        "“The next three months” and “Appendix A: the whole plan at 31 December 2026”, as Town chose."
    )
    assert {"changes", "late"} <= set(keys(report))
    assert html.index('id="decisions"') < html.index('id="in-short"')
    assert headings[:2] == ["Decisions wanted", "In short"]
    assert "Other options" not in report.to_be_written


def test_the_sentence_about_first_dates_can_be_moved_and_is_never_dropped():
    usual, moved = paper(House()), paper(DISTRICT)
    lead = "Against their first dates"
    late = next(section for section in moved.sections if section.key == "late")

    assert lead in [line.lead for line in usual.headline]
    assert lead not in [line.lead for line in moved.headline]
    assert late.blocks[0].lead == lead


@pytest.mark.parametrize("kind", MAY_BE_SHORT)
def test_a_short_paper_has_the_same_figures_and_says_what_it_leaves_out_and_where_it_is(kind):
    said = plan(text="The pump is in.\n\nIt took weeks, and a crane.")
    whole, short = (
        report_of(BY_NAME[kind], position(said), replace(facts(), house=house), findings=[])
        for house in (House(), House(short=frozenset({kind})))
    )
    words = report_as(short, "html").decode()

    assert (short.figures, short.data, short.headline) == (whole.figures, whole.data, whole.headline)
    assert "a crane" in report_as(whole, "html").decode()
    assert "a crane" not in words
    assert "The pump is in. …" in words
    assert [key for key in keys(short) if key != "appendix"] == [
        key for key in keys(whole) if key != "appendix"
    ]
    assert "what comes after its first paragraph. All of it is in the JSON file" in words
    assert "a crane" in report_as(short, "json").decode()
    assert "Nothing is left out" not in words


def test_a_paper_with_nothing_to_shorten_says_nothing_of_it():
    short = paper(House(short=frozenset({"leadership"})), kind="leadership")

    assert "appendix" not in keys(short)
    assert dict(short.cover)["Public or exempt"] == "Not a public edition. Nothing is left out."


def test_a_combined_authority_has_its_title_and_order_and_says_who_is_called_in():
    report = paper(COMBINED)
    decisions = next(section for section in report.sections if section.key == "decisions")

    assert report.title == "Delivery of the improvement plan"
    assert keys(report)[:2] == ["late", "state"]
    assert "Called in:" in [getattr(block, "lead", "") for block in decisions.blocks]


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_a_logo_stands_at_the_head_with_words_in_its_place(form):
    content = report_as(paper(House(logo=tiny_png())), form)

    if form == "html":
        assert 'alt="Logo of Town"' in content.decode()
    elif form == "docx":
        assert "Logo of Town" in docx.Document(BytesIO(content)).element.xml
    else:
        with pikepdf.open(BytesIO(content)) as pdf:
            said = [str(e.Alt) for name, e in elements(pdf.Root.StructTreeRoot) if name == "/Figure"]
        assert said[0] == "Logo of Town"


def test_a_sentence_can_be_worded_otherwise_with_the_computed_one_beside_it():
    computed = paper(House()).headline[1].words
    words = f"Members will want to know: {computed}"
    report = paper(House(edits={computed: words}))
    data = json.loads(report_as(report, "json"))

    assert report.headline[1].words == words
    assert data["headline"][1] == {"lead": "", "text": words, "computed": computed}


def test_a_figure_in_a_sentence_can_not_be_changed():
    sentence = "15 of the 49 under way are late: one by more than 2 months."

    assert changed_figures(sentence, "Of the 49 under way 15 are late, and one by more than 2 months.") == []
    assert changed_figures(sentence, "14 of the 49 under way are late: one by more than 2 months.") == [
        "14", "15",
    ]  # fmt: skip
    assert changed_figures(sentence, "15 of the 49 are late.") == ["2", "one"]


def test_word_papers_are_filled_into_the_bodys_own_template_without_being_told_again():
    stream = BytesIO()
    template = docx.Document()
    template.add_paragraph("Kept by Democratic Services. {{title}}")
    template.save(stream)
    content = make_report(
        BY_NAME["cabinet"],
        position(plan()),
        replace(facts(), house=House(template=stream.getvalue())),
        "docx",
    )

    assert docx.Document(BytesIO(content)).paragraphs[0].text == (
        "Kept by Democratic Services. Wells: progress"
    )


def test_what_a_body_chose_is_frozen_with_its_paper():
    stream = BytesIO()
    template = docx.Document()
    template.add_paragraph("Kept by Democratic Services.")
    template.save(stream)
    house = House(logo=tiny_png(), template=stream.getvalue(), colour="6A005A")
    frozen = json.loads(
        json.dumps(freeze(BY_NAME["cabinet"], position(plan()), replace(facts(), house=house)))
    )

    assert (
        docx.Document(BytesIO(file_of(frozen, "docx"))).paragraphs[0].text == "Kept by Democratic Services."
    )
    assert 'alt="Logo of Town"' in file_of(frozen, "html").decode()
