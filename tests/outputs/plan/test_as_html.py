"""A plan as a web page: its own layout, escaped, self-contained, readable without colour."""

from html.parser import HTMLParser

import pytest

from followthrough.outputs.plan.as_html import to_html
from followthrough.plan.document import (
    Action,
    Column,
    PlanDocument,
    Recommendation,
    SchemeEntry,
    Status,
    Update,
)
from tests.outputs.page.test_markup import Reader
from tests.outputs.plans import laid_out_plan, small_plan, themed_actions


class Tables(HTMLParser):
    """The header rows and rows of each table, as (tag, attributes, text) of their cells."""

    def __init__(self, page):
        super().__init__()
        self.rows = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append([tag, dict(attrs), ""])

    def handle_data(self, data):
        if self.rows and self.rows[-1]:
            self.rows[-1][-1][2] += data


def page_of(plan):
    return to_html(plan).decode()


def texts(row):
    return [text for _, _, text in row]


def test_nothing_is_fetched_and_nothing_runs():
    page = page_of(small_plan())
    read = Reader(page)

    assert not set(read.tags) & {"script", "link", "img", "iframe", "object", "form"}
    assert not [name for name, _ in read.attributes if name in ("src", "style") or name.startswith("on")]
    assert "url(" not in page


def test_words_of_the_plan_are_escaped():
    page = page_of(small_plan(title="Wells <script>alert(1)</script> & more"))

    assert "<script>" not in page
    assert "Wells <script>alert(1)</script> & more" in Reader(page).text


def test_the_columns_stand_in_the_plan_s_own_order_under_their_groups():
    rows = Tables(page_of(laid_out_plan())).rows
    heads = next(at for at, row in enumerate(rows) if "What" in texts(row))

    groups = [(text, attributes["colspan"]) for _, attributes, text in rows[heads - 1] if text]

    assert groups[0] == ("People", "2")
    assert " ".join(texts(rows[heads])).index("No What Who Types it RAG May Evidence") >= 0
    assert {attributes["scope"] for tag, attributes, _ in rows[heads] if tag == "th"} == {"col"}


def test_the_ref_is_the_header_of_its_row():
    rows = Tables(page_of(small_plan())).rows

    assert [
        (tag, attributes["scope"]) for row in rows for tag, attributes, text in row if text == "W.A1.1"
    ] == [("th", "row")]


def test_on_a_phone_each_cell_has_its_heading():
    rows = Tables(page_of(small_plan())).rows
    cell = next(cell for row in rows for cell in row if cell[2] == "Mend the north well")

    assert cell[1]["data-label"] == "Action"


def test_a_status_has_its_colour_and_its_word():
    page = page_of(small_plan())

    assert '<td class="fill-00aa00" data-label="Status (April 2026)">Green</td>' in page
    assert ".fill-00aa00 { background: #00aa00; color: #000000; }" in page


def test_a_colour_that_is_none_is_left_out():
    scheme = [SchemeEntry(label="Odd", status=Status.ON_TRACK, colour="red;} body{display:none")]
    plan = PlanDocument(scheme=scheme, actions=[Action(ref="1", title="Dig")])

    assert "display:none" not in page_of(plan)


@pytest.mark.parametrize(("columns", "sheet"), [(3, "A4"), (30, "A3")])
def test_the_sheet_to_print_on_is_as_large_as_the_columns_need(columns, sheet):
    layout = [Column(heading=f"A heading of some length {number}") for number in range(columns)]
    plan = PlanDocument(layout=layout, actions=[Action(ref="1", title="Dig")])

    assert f"@page {{ size: {sheet} landscape" in page_of(plan)


def test_lines_of_a_cell_stand_below_each_other():
    plan = PlanDocument(actions=[Action(ref="1", title="Dig\n deep")])

    assert ">Dig<br>deep</td>" in page_of(plan)


def test_a_theme_is_a_heading_over_its_actions():
    actions = [Action(ref="1", title="Dig", theme="Water"), Action(ref="2", title="Pipe", theme="Gas")]
    page = page_of(PlanDocument(actions=actions))

    assert page.index("<h2>Water</h2>") < page.index("Dig") < page.index("<h2>Gas</h2>") < page.index("Pipe")


def test_key_recommendations_and_remarks_are_kept():
    recommendation = Recommendation(id="R1", text="Dig deeper", body="Auditor", acceptance="accepted_in_part")
    text = Reader(page_of(small_plan(recommendations=[recommendation]))).text

    assert "A little late" in text
    assert "Risk matrix" in text
    assert "Dig deeper" in text
    assert "accepted in part" in text
    assert "Water is life." in text


def test_a_formula_is_text():
    plan = PlanDocument(actions=[Action(ref="1", title="Dig", updates=[Update(text="=1+1")])])

    assert ">=1+1</td>" in page_of(plan)


def test_a_plan_without_title_has_a_name_for_the_tab_that_the_page_says():
    bare = PlanDocument(actions=[Action(ref="1", title="Dig")])
    themed = PlanDocument(actions=themed_actions())

    assert "<title>Action</title>" in page_of(bare)
    assert "<title>Water – Roads</title>" in page_of(themed)
    assert "<title>Invented Town Council – As at 31 May 2026</title>" in page_of(small_plan(title=None))


def test_the_same_plan_gives_the_same_bytes():
    assert to_html(small_plan()) == to_html(small_plan())
