"""The page of a comparison: self-contained, escaped, every number leading to its list."""

from followthrough.compare import compare
from followthrough.outputs.compare.as_html import render
from followthrough.plan.document import PlanDocument
from tests.outputs.compare_plans import COMPARISON, NEW, action
from tests.outputs.page.test_markup import Reader

PAGE = render(COMPARISON)
READ = Reader(PAGE)


def test_the_answer_and_both_versions_are_on_the_page() -> None:
    assert "4 actions are in both versions; 1 is new, 1 is gone" in READ.text
    assert "september.xlsx, as at 30 September 2026" in READ.text
    assert "october.xlsx, as at 31 October 2026" in READ.text


def test_nothing_is_fetched_and_nothing_runs() -> None:
    assert not set(READ.tags) & {"script", "link", "img", "iframe", "object", "form"}
    assert not [name for name, _ in READ.attributes if name in ("src", "style") or name.startswith("on")]
    assert "url(" not in PAGE


def test_words_of_the_plan_are_escaped() -> None:
    assert "<thirds>" not in PAGE
    assert "Two <thirds> are done." in READ.text
    assert "Survey staff <all> & report" in READ.text


def test_every_link_on_the_page_leads_somewhere() -> None:
    ids = [value for name, value in READ.attributes if name == "id"]
    targets = {value[1:] for name, value in READ.attributes if name == "href" and value and value[0] == "#"}

    assert len(ids) == len(set(ids))
    assert targets <= set(ids)
    assert {"status", "due", "texts", "agreed", "new", "gone", "unsure", "unchanged", "action-1"} <= targets


def test_words_put_in_and_taken_out_are_marked_for_eye_and_ear() -> None:
    assert '<ins><span class="heard">put in: </span>second</ins>' in PAGE
    assert READ.tags.count("ins") == PAGE.count("put in: ")


def test_a_new_text_stands_as_it_is() -> None:
    assert "<blockquote>Two &lt;thirds&gt; are done.</blockquote>" in PAGE


def test_a_date_that_moved_has_both_dates_and_the_months() -> None:
    assert "Due date: 3 to 5 months later" in READ.text
    assert "WasDecember 2026Is nowSpring 2027" in READ.text


def test_a_ref_that_has_other_words_is_asked_about() -> None:
    one, other = (
        PlanDocument(actions=[action("A1", title)]) for title in ("Train members", "Sell the depot")
    )

    assert "Is it the same action?" in render(compare(one, other))


def test_a_plan_that_did_not_change_has_no_empty_parts() -> None:
    read = Reader(render(compare(NEW, NEW)))

    assert read.tags.count("h2") == 1
    assert "Unchanged: 6" in read.text
