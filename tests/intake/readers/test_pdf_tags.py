"""A tagged PDF is read by its own rows and cells, one whose tags say less than its pages by its pages."""

from io import BytesIO

import pikepdf
import pytest
import typst

from followthrough.intake.grid import Gap, Line, Row
from followthrough.intake.readers import pdf
from followthrough.intake.readers.pdf import read_pdf
from followthrough.intake.readers.pdf_page import Marks, Page, Run
from followthrough.intake.readers.pdf_tags import Element, MarkedPlace, items_by_tags

HEAD = '#set document(title: "Plan")\n#set text(lang: "en", hyphenate: false)\n'
# Without a line, and so close that no reader of places could part the columns.
CLOSE_COLUMNS = "#set table(stroke: none, inset: 0.6pt, align: left)\n"


def tagged(body, page="#set page(width: 300pt, height: 200pt, margin: 20pt)\n"):
    return typst.compile((HEAD + page + body).encode(), pdf_standards="ua-1", timestamp=0)


def table(*rows, columns=3, options=""):
    return f"#table(columns: {columns}, {options} table.header[Ref][Action][Owner], {', '.join(rows)})"


def texts(content):
    return [[cell.text for cell in item.cells] for item in read_pdf(content) if isinstance(item, Row)]


def lines(content):
    return [(item.text, item.level) for item in read_pdf(content) if isinstance(item, Line)]


def without_the_tags_of_rows(content, count):
    """The same pages, the last `count` rows of the first table left out of the structure."""
    with pikepdf.open(BytesIO(content)) as file:
        kids = file.Root.StructTreeRoot.K
        document = kids[0] if isinstance(kids, pikepdf.Array) else kids
        body = next(kid for kid in document.K[0].K if str(kid.S) == "/TBody")
        body.K = pikepdf.Array(list(body.K)[:-count])
        out = BytesIO()
        file.save(out)
    return out.getvalue()


def test_columns_without_lines_or_room_between_them_are_told_apart():
    content = tagged(
        CLOSE_COLUMNS + table("[1]", "[Publish the register]", "[Head of Law]", "[2]", "[Train]", "[Dean]")
    )

    assert texts(content) == [
        ["Ref", "Action", "Owner"],
        ["1", "Publish the register", "Head of Law"],
        ["2", "Train", "Dean"],
    ]


def test_a_row_that_is_broken_by_the_page_s_end_is_one_row():
    long = "Publish the register of contracts and " * 20
    rows = texts(tagged(table("[1]", f"[{long}now]", "[Head of Law]", "[2]", "[Train]", "[Dean]")))

    assert rows[1] == ["1", f"{long}now", "Head of Law"]
    assert len(rows) == 3


def test_the_header_that_is_printed_on_each_page_is_read_once():
    rows = [f"[{number}], [Dig], [Warden]" for number in range(60)]

    assert texts(tagged(table(*rows))).count(["Ref", "Action", "Owner"]) == 1


def test_a_row_has_the_page_on_which_it_begins():
    rows = [f"[{number}], [Dig], [Warden]" for number in range(60)]
    found = [item for item in read_pdf(tagged(table(*rows))) if isinstance(item, Row)]

    assert found[0].place.page == 1
    assert found[-1].place.page > 1
    assert [item.place.row for item in found if item.place.page == 2][0:2] == [1, 2]


def test_a_cell_over_several_places_stands_in_the_first():
    over = "table.cell(colspan: 2)[Both]"
    down = "table.cell(rowspan: 2)[1]"

    assert texts(tagged(table(down, over, "[Dig]", "[Dean]", "[2]", "[Fill]", "[Warden]")))[1:] == [
        ["1", "Both", ""],
        ["", "Dig", "Dean"],
        ["2", "Fill", "Warden"],
    ]


def test_an_empty_cell_keeps_its_place():
    assert texts(tagged(table("[1]", "[]", "[Dean]", "[2]", "[Fill]", "[]")))[1:] == [
        ["1", "", "Dean"],
        ["2", "Fill", ""],
    ]


def test_paragraphs_of_a_cell_stay_apart():
    cell = "par[Dig a well.] + par[then a ditch]"

    assert (
        texts(tagged(table("[1]", cell, "[Dean]", "[2]", "[Fill]", "[Warden]")))[1][1]
        == "Dig a well.\n then a ditch"
    )


def test_a_word_that_goes_on_in_the_next_line_is_whole():
    word = '"abcdefghij0123456789/" + "klmnopqrstuvwxyz"'
    rows = texts(
        tagged(
            table(
                "[1]",
                f"{word} + [ and the rest of a long sentence]",
                "[Dean]",
                "[2]",
                "[F]",
                "[W]",
                columns="(1em, 9em, 1fr)",
            )
        )
    )

    assert rows[1][1] == "abcdefghij0123456789/klmnopqrstuvwxyz and the rest of a long sentence"


def test_headings_have_their_depth_and_stand_in_their_order():
    body = (
        "= The plan\n== Water\nWhat it is for.\n"
        + table("[1]", "[Dig]", "[Dean]", "[2]", "[Fill]", "[Warden]")
        + "\n== Gas\n"
    )

    assert lines(tagged(body)) == [("The plan", 1), ("Water", 2), ("What it is for.", None), ("Gas", 2)]


def test_a_table_ends_in_a_gap():
    items = read_pdf(tagged(table("[1]", "[Dig]", "[Dean]", "[2]", "[Fill]", "[Warden]") + "\nAfter."))

    assert [type(item) for item in items] == [Row, Row, Row, Gap, Line]


def test_a_list_in_a_cell_keeps_its_marks():
    rows = texts(tagged(table("[1]", "[- Dig\n- Fill]", "[Dean]", "[2]", "[Fill]", "[Warden]")))

    assert rows[1][1] == "• Dig\n • Fill"


def test_the_fill_of_a_cell_is_kept():
    cell = 'table.cell(fill: rgb("00aa00"))[On track]'
    rows = [
        item
        for item in read_pdf(tagged(table("[1]", "[Dig]", cell, "[2]", "[Fill]", "[Warden]")))
        if isinstance(item, Row)
    ]

    assert [cell.fill for cell in rows[1].cells] == [None, None, "00aa00"]


def test_what_stands_beside_the_tags_is_kept_unless_it_says_nothing_new():
    header = "#set page(header: [Draft], footer: context [Page #counter(page).display()])\n"
    content = tagged(header + table("[1]", "[Dig]", "[Dean]", "[2]", "[Fill]", "[Warden]"))

    assert lines(content) == [("Draft", None)]


def test_tags_that_leave_words_out_are_not_followed():
    rows = [f"[{number}], [Dig the well number {number}], [Warden]" for number in range(8)]
    content = without_the_tags_of_rows(tagged(table(*rows)), 4)

    assert len(texts(content)) == 9


def test_a_structure_that_goes_round_in_a_circle_is_not_followed():
    with pikepdf.open(BytesIO(tagged(table("[1]", "[Dig]", "[Dean]", "[2]", "[Fill]", "[Warden]")))) as file:
        root = file.Root.StructTreeRoot
        top = root.K[0] if isinstance(root.K, pikepdf.Array) else root.K
        top.K = pikepdf.Array([*top.K, top])
        out = BytesIO()
        file.save(out)

    assert texts(out.getvalue())[1] == ["1", "Dig", "Dean"]


@pytest.mark.parametrize("follows_tags", [True, False])
def test_letters_drawn_as_one_sign_are_told_apart(follows_tags, monkeypatch):
    content = tagged(table("[1]", "[ﬁ ﬂ ﬀ ﬃ]", "[Dean]", "[2]", "[Fill]", "[Warden]"))
    if not follows_tags:
        monkeypatch.setattr(pdf, "items_by_tags", lambda structure, pages: None)

    assert texts(content)[1][1] == "fi fl ff ffi"


def test_the_pages_alone_give_the_same_rows(monkeypatch):
    rows = [f"[{number}], [Dig the well number {number}], [Warden]" for number in range(20)]
    content = tagged(table(*rows))
    by_tags = texts(content)
    monkeypatch.setattr(pdf, "items_by_tags", lambda structure, pages: None)
    by_places = [row for row in texts(content) if row != by_tags[0]]

    assert by_places == by_tags[1:]


def test_a_heading_that_the_next_page_prints_again_under_the_same_tag_is_read_once():
    """As browsers write the head of a table that goes on."""
    box = (0.0, 0.0, 10.0, 10.0)

    def page(*texts):
        runs = {at: [Run(text, box, 9, False, number)] for number, at, text in texts}
        return Page(texts[0][0], marks=Marks(runs))

    def cell(kind, *places):
        return Element(kind, children=[MarkedPlace(*place) for place in places])

    rows = [
        [cell("TH", (0, 0), (1, 0)), cell("TH", (0, 1), (1, 1))],
        [cell("TD", (0, 2)), cell("TD", (0, 3), (1, 2))],
        [cell("TD", (1, 3)), cell("TD", (1, 4))],
    ]
    table = Element("Table", children=[Element("TR", children=row) for row in rows])
    items = items_by_tags(
        Element("Document", children=[table]),
        [
            page((1, 0, "Action"), (1, 1, "Lead"), (1, 2, "Mend the roof"), (1, 3, "Head of ")),
            page((2, 0, "Action"), (2, 1, "Lead"), (2, 2, "Parks"), (2, 3, "Paint it"), (2, 4, "Clerk")),
        ],
    )

    assert [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)] == [
        ["Action", "Lead"], ["Mend the roof", "Head of Parks"], ["Paint it", "Clerk"],
    ]  # fmt: skip
