"""The Word document of a comparison: the answer first, then every change with its words."""

from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from followthrough.compare import compare
from followthrough.intake.read import read_file
from followthrough.outputs.compare.as_word import to_word
from followthrough.plan.document import PlanDocument
from tests.outputs.compare_plans import COMPARISON, NEW, OLD, action


def opened(comparison):
    return docx.Document(BytesIO(to_word(comparison)))


def paragraphs(document):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def after(document, heading):
    """The paragraphs under a heading, up to the next one."""
    texts, is_under = [], False
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith("Heading"):
            is_under = paragraph.text == heading
        elif is_under and paragraph.text:
            texts.append(paragraph.text)
    return texts


def runs_with(document, mark):
    runs = (run for paragraph in document.paragraphs for run in paragraph.runs)
    return [run.text for run in runs if run._r.find(f"{qn('w:rPr')}/{qn(mark)}") is not None]


def table_of(document, name):
    return next(
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in document.tables
        if table._tbl.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val")) == name
    )


def test_the_same_comparison_gives_the_same_bytes():
    assert to_word(COMPARISON) == to_word(compare(OLD, NEW))


def test_the_answer_stands_first():
    document = opened(COMPARISON)
    first = paragraphs(document)

    assert document.core_properties.title == first[0] == "What changed in Recovery plan"
    assert first[1:3] == [
        "From: september.xlsx, as at 30 September 2026",
        "To: october.xlsx, as at 31 October 2026",
    ]
    assert first[3].startswith("4 actions are in both versions; 1 is new, 1 is gone")


def test_what_to_take_care_of_is_said():
    assert any(
        text.startswith("Take care: 1 thing in the old version") for text in paragraphs(opened(COMPARISON))
    )


def test_each_kind_of_change_has_its_numbers_and_its_actions():
    document = opened(COMPARISON)

    assert table_of(document, "Due dates") == [
        ["What", "Number", "Actions"],
        ["3 to 5 months later: from December 2026 to Spring 2027", "1", "A1"],
    ]


def test_words_put_in_are_underlined_and_named():
    document = opened(COMPARISON)

    assert runs_with(document, "w:u") == ["second"]
    assert "The [put in: second] draft is with the board." in after(document, "A2: Publish the savings")


def test_words_taken_out_are_struck_out_and_named():
    old, new = (
        PlanDocument(actions=[action("A1", title)])
        for title in ("Train all the new members in the rules", "Train all the members in the rules")
    )
    document = opened(compare(old, new))

    assert runs_with(document, "w:strike") == ["new"]
    assert "Train all the [taken out: new] members in the rules" in paragraphs(document)


def test_a_date_that_moved_has_both_dates_and_the_months():
    told = after(opened(COMPARISON), "A1: Rewrite the asset register")

    assert "Due date: from December 2026 to Spring 2027 (3 to 5 months later)" in told


def test_a_new_text_stands_as_it_is():
    assert "Two <thirds> are done." in after(opened(COMPARISON), "A1: Rewrite the asset register")


def test_new_and_gone_actions_are_told_with_owner_and_date():
    document = opened(COMPARISON)
    gone = after(document, "Actions that are gone: 1")

    assert len(after(document, "New actions: 1")) == 1
    assert gone == ["B3: Renew the fleet strategy (Head of HR, due March 2027)"]


def test_what_cannot_be_matched_is_asked():
    told = after(opened(COMPARISON), "Not matched for certain: 1")

    assert told[1:] == [
        "It could be any of 2 actions of the old version:",
        "Meet the unions",
        "Meet the unions",
    ]


def test_a_ref_that_has_other_words_is_asked_about():
    one, other = (
        PlanDocument(actions=[action("A1", title)]) for title in ("Train members", "Sell the depot")
    )

    assert "The ref is the same and the words are others. Is it the same action?" in paragraphs(
        opened(compare(one, other))
    )


def test_versions_that_say_the_same_are_a_short_document():
    document = opened(compare(OLD, OLD))

    assert "Action by action" not in " ".join(paragraphs(document))


@pytest.fixture
def pair(corpus):
    paths = (next((corpus / "seeds").glob(f"{number}_*")) for number in ("000", "001"))
    return opened(compare(*map(read_file, paths)))


def test_the_real_pair_has_the_same_actions_with_other_statuses(pair):
    assert "The same 44 actions." in paragraphs(pair)
    assert table_of(pair, "Status")[1:] == [
        ["From none to Ongoing", "4", "7, 10, 14, 25"],
        ["From none to In progress", "3", "1, 2, 3"],
        ["From none to Complete", "1", "34"],
    ]


def test_the_real_pair_has_new_and_changed_texts(pair):
    rows = {row[0]: row[2] for row in table_of(pair, "Texts")[1:]}

    new = "2, 3, 7, 10, 13, 24, 25, 31, 33, 34, 35, 36, 37, 38, 39, 42, 44"
    assert rows == {"New text": new, "Changed text": "1, 14, 16"}
