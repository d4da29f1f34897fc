"""The Word document that a plan becomes."""

from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.outputs.plan.as_word import to_word
from followthrough.plan.document import Action, PlanDocument, Recommendation, Update
from tests.outputs.plans import laid_out_plan, small_plan


def opened(plan):
    return docx.Document(BytesIO(to_word(plan)))


def texts(row):
    return [cell.text for cell in row.cells]


def table_with(document, heading):
    """The first table that has this heading in its last heading row."""
    return next(
        table for table in document.tables if any(heading in texts(row) for row in heading_rows(table))
    )


def heading_rows(table):
    return [row for row in table.rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]


def cell_with(document, text):
    return next(
        cell for table in document.tables for row in table.rows for cell in row.cells if cell.text == text
    )


def fill_of(cell):
    shade = cell._tc.find(f"{qn('w:tcPr')}/{qn('w:shd')}")
    return None if shade is None else shade.get(qn("w:fill"))


def headings_of(document):
    return [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]


def test_the_same_plan_gives_the_same_bytes():
    assert to_word(small_plan()) == to_word(small_plan())


def test_the_document_is_named_and_dated_as_the_plan_is():
    properties = opened(small_plan()).core_properties

    assert (properties.title, properties.author) == ("Wells plan", "Invented Town Council")
    assert properties.created == datetime(2026, 5, 31, tzinfo=UTC)


@pytest.mark.parametrize("year", [1979, 2107, 2108, 9999])
def test_a_plan_of_any_century_is_dated_as_it_is(year):
    document = opened(small_plan(as_at=date(year, 5, 31)))

    assert document.core_properties.created.year == year


def test_its_language_is_british_english_for_those_who_hear_it():
    document = opened(small_plan())
    languages = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}

    assert languages == {document.core_properties.language} == {"en-GB"}


def test_the_plan_stands_under_its_title():
    document = opened(small_plan())

    assert [p.text for p in document.paragraphs][:3] == [
        "Wells plan",
        "Invented Town Council",
        "As at 31 May 2026",
    ]
    assert document.paragraphs[0].style.name == "Title"


def test_every_page_has_the_title_and_its_number():
    (section,) = opened(small_plan()).sections

    assert section.header.paragraphs[0].text == "Wells plan"
    fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_heading_rows_repeat_on_each_page():
    table = table_with(opened(laid_out_plan()), "What")

    groups, headings = heading_rows(table)
    assert texts(headings)[2:4] == ["No", "What"]
    assert texts(groups)[4:6] == ["People", "People"]


def test_groups_stand_over_their_headings_as_one_cell():
    table = table_with(opened(laid_out_plan()), "What")

    spans = [each.get(qn("w:val")) for each in table.rows[0]._tr.iter(qn("w:gridSpan"))]
    assert spans[0] == "2"


def test_a_status_has_its_colour_and_its_word():
    assert fill_of(cell_with(opened(small_plan()), "Green")) == "00aa00"


def test_each_table_has_a_name_for_those_who_do_not_see_it():
    tables = opened(small_plan()).tables
    names = [table._tbl.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val")) for table in tables]

    assert names == ["Status key", "Risk matrix", "Actions"]


def test_the_key_stands_before_the_actions():
    document = opened(small_plan())

    assert texts(table_with(document, "Definition").rows[1]) == ["Green", "As planned"]
    assert texts(table_with(document, "Likelihood").rows[1]) == ["4 (High)", "A lot", "Soon"]


def test_each_theme_is_a_heading_over_its_actions():
    actions = [Action(ref=str(at), title="Dig", theme=theme) for at, theme in enumerate(("Wells", "Roads"))]
    document = opened(PlanDocument(title="Plan", actions=actions))

    assert headings_of(document) == ["Wells", "Roads"]
    assert [table.rows[1].cells[0].text for table in document.tables] == ["0", "1"]


def test_what_belongs_to_no_action_stands_at_the_end():
    recommendation = Recommendation(id="R1", text="Mend the wells.", body="Inspector", acceptance="accepted")
    document = opened(small_plan(recommendations=[recommendation]))

    assert texts(document.tables[-1].rows[1]) == ["R1", "Mend the wells.", "Inspector", "accepted"]
    assert document.paragraphs[-1].text == "Water is life."


def test_what_looks_like_a_formula_stays_text():
    plan = PlanDocument(actions=[Action(ref="@1", title="=1+1"), Action(ref="+2", title="-3")])
    table = opened(plan).tables[0]

    assert [texts(row) for row in table.rows[1:]] == [["@1", "=1+1"], ["+2", "-3"]]


def test_letters_that_word_cannot_hold_become_blanks():
    plan = PlanDocument(actions=[Action(ref="1", title="Dig\x00 the\x1bwell \ud800now")])

    assert opened(plan).tables[0].rows[1].cells[1].text == "Dig  the well  now"


@settings(max_examples=25)
@given(title=st.text(min_size=1), update=st.text())
def test_any_text_keeps_its_words_and_stays_text(title, update):
    plan = PlanDocument(actions=[Action(ref="1", title=title, updates=[Update(text=update)])])
    words = [said for cell in opened(plan).tables[0].rows[1].cells for said in cell.text.split()]

    assert words == ["1", *written_words(title), *written_words(update)]


@settings(max_examples=25)
@given(text=st.text(min_size=1))
def test_any_text_can_name_a_plan_and_its_themes(text):
    actions = [Action(ref="1", title="Dig", theme=text), Action(ref="2", title="Fill", theme="Roads")]
    plan = PlanDocument(title=text, organisation=text, actions=actions)

    assert len(opened(plan).tables) >= 1


def test_a_title_longer_than_word_takes_for_a_name_stands_whole_in_the_document():
    document = opened(small_plan(title="wells " * 60))

    assert len(document.core_properties.title) == 255
    assert len(document.paragraphs[0].text) == 360


def written_words(text):
    return "".join(letter if letter >= " " and writable(letter) else " " for letter in text).split()


def writable(letter):
    return not ("\ud800" <= letter <= "\udfff" or letter in "\ufffe\uffff")


def test_each_line_of_a_cell_is_a_paragraph():
    plan = PlanDocument(actions=[Action(ref="1", title="Dig:\n • deep\n • wide")])
    cell = opened(plan).tables[0].rows[1].cells[1]

    assert [paragraph.text for paragraph in cell.paragraphs] == ["Dig:", "• deep", "• wide"]


def test_a_short_row_is_not_broken_over_pages_and_a_long_one_is():
    plan = PlanDocument(actions=[Action(ref="1", title="Dig"), Action(ref="2", title="Dig deep. " * 400)])
    short, long = opened(plan).tables[0].rows[1:]

    assert short._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    assert long._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None


def many_months(count):
    months = [f"{2024 + at // 12}-{at % 12 + 1:02d}" for at in range(count)]
    said = [Update(period=month, status="on_track", text="Dug on. " * 20) for month in months]
    return PlanDocument(actions=[Action(ref="1", title="Dig"), Action(ref="2", title="Fill", updates=said)])


@pytest.mark.parametrize(("months", "width"), [(0, 21), (3, 29.7), (6, 42)])
def test_the_page_is_as_large_as_the_columns_need(months, width):
    (section,) = opened(many_months(months)).sections

    assert round(section.page_width.cm, 1) == width
    assert (section.page_width > section.page_height) == (width > 21)


def test_a_plan_too_wide_for_any_page_goes_on_in_tables_that_name_the_actions_again():
    tables = opened(many_months(24)).tables

    assert len(tables) > 1
    assert [[texts(row)[:2] for row in table.rows[-2:]] for table in tables] == [
        [["1", "Dig"], ["2", "Fill"]] for _ in tables
    ]


def test_no_table_is_wider_than_its_page():
    document = opened(many_months(24))
    (section,) = document.sections
    room = section.page_width - section.left_margin - section.right_margin

    assert all(sum(column.width for column in table.columns) <= room + 50_000 for table in document.tables)


def test_a_plan_without_a_title_says_none_and_is_named_all_the_same():
    document = opened(PlanDocument(actions=[Action(ref="1", title="Dig")]))

    assert document.core_properties.title == "Action plan"
    assert document.sections[0].header.paragraphs[0].text == ""


def test_a_plan_without_actions_is_a_table_of_headings():
    (table,) = opened(PlanDocument(title="Plan")).tables

    assert [texts(row) for row in table.rows] == [["Ref", "Action"]]
