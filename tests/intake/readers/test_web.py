"""A web page as a reader of it sees it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.intake.grid import Gap, Line, Place, Row, UnreadableFileError
from followthrough.intake.read import read_bytes
from followthrough.intake.readers.web import read_web_archive, read_web_page
from followthrough.plan.document import Status

HEADER = "<tr><th>Ref<th>Action<th>Owner<th>Due date<th>Status</tr>"
ROW = "<tr><td>1<td>Publish the register of contracts.<td>Head of Law<td>31 March 2026<td>On track</tr>"


def page(body, head=""):
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def read(body, head=""):
    return read_web_page(page(body, head))


def rows(items):
    return [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]


def lines(items):
    return [item.text for item in items if isinstance(item, Line)]


def cell(inside, **attributes):
    """How one cell of a table reads."""
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    items = read(f"<table><tr><td>a<td>b<tr><td{said}>{inside}</td><td>end</table>")
    return next(item.cells[0] for item in items if isinstance(item, Row) and item.place.row == 2)


def test_a_key_of_one_column_under_a_caption_names_neither_the_plan_nor_its_themes():
    key = "<table><caption><h2>Status key</h2><tr><th>Status<tr><td>On track<tr><td>Late</table>"
    themes = [
        f"<table><caption><h2>{theme}</h2>{HEADER}{ROW.replace('<td>1', f'<td>{theme[0]}1')}</table>"
        for theme in ("Water", "Roads")
    ]

    plan = read_bytes(page(key + "".join(themes)), "plan.html")

    assert plan.title is None
    assert [action.theme for action in plan.actions] == ["Water", "Roads"]


def test_rows_keep_their_place_and_end_in_a_gap():
    items = read(f"<table>{HEADER}{ROW}</table><p>After.</p>")

    assert [type(item) for item in items] == [Row, Row, Gap, Line]
    assert items[1].place == Place(row=2, table=1)


def test_headings_have_their_depth():
    items = read("<h1>The <em>plan</em></h1><h3>Part</h3><p>Text.</p>")

    assert [(line.text, line.level) for line in items] == [("The plan", 1), ("Part", 3), ("Text.", None)]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("one <b>bold</b>\n   word", "one bold word"),
        ("<p>First.</p><p>Second.</p>", "First.\n Second."),
        ("First.<br>Second.", "First.\n Second."),
        ("Before<ul><li>one<li>two</ul>after", "Before\n • one\n • two\n after"),
        ("<ol start=3><li>three<li>four</ol>", "3. three\n 4. four"),
        ("<ol type=a><li>one<li>two</ol>", "a. one\n b. two"),
        ("a&nbsp;&amp;&nbsp;b", "a & b"),
        ("<img src='x.png' alt='On track'>", "On track"),
        ("1<script>alert(1)</script><style>p {}</style><!-- no -->2", "12"),
        ("Outer <table><tr><td>in<td>side<tr><td>two<td>rows</table>", "Outer\n in side\n two rows"),
        ("<button>Due date</button>", "Due date"),
    ],
)
def test_a_cell_reads_as_it_is_shown(inside, text):
    assert cell(inside).text == text


@pytest.mark.parametrize(
    ("attributes", "fill"),
    [
        ({"style": "color: red; background-color: #00B050"}, "00b050"),
        ({"style": "background: rgb(255, 0, 16)"}, "ff0010"),
        ({"style": "background:#0f0"}, "00ff00"),
        ({"bgcolor": "Yellow"}, "ffff00"),
        ({"bgcolor": "#ffffff"}, None),
        ({"style": "background: url(x.png)"}, None),
    ],
)
def test_the_colour_of_a_cell_is_seen(attributes, fill):
    assert cell("Green", **attributes).fill == fill


@pytest.mark.parametrize(
    ("inside", "bold"),
    [("<b>all</b>", True), ("<p><strong>all</strong></p>", True), ("<b>part</b> of it", False), ("", False)],
)
def test_a_cell_is_bold_where_all_of_it_is(inside, bold):
    assert cell(inside).bold is bold


def test_merged_cells_stand_in_their_first_place():
    items = read(
        "<table><tr><td rowspan=2>A<td colspan=2>B<td>C<tr><td>d<td>e<td rowspan=9>f"
        "<tr><td>g<td>h<td>i</table>"
    )

    assert rows(items) == [["A", "B", "", "C"], ["", "d", "e", "f"], ["g", "h", "i", ""]]
    assert [[cell.goes_on for cell in row.cells] for row in items if isinstance(row, Row)] == [
        [False] * 4,
        [True, False, False, False],
        [False, False, False, True],
    ]


def test_the_foot_of_a_table_is_last_wherever_it_is_written():
    items = read("<table><thead><tr><th>a<th>b<tfoot><tr><td>x<td>y<tbody><tr><td>1<td>2</table>")

    assert rows(items) == [["a", "b"], ["1", "2"], ["x", "y"]]


def test_a_table_that_only_places_things_is_no_table():
    inner = f"<table>{HEADER}{ROW}{ROW}</table>"
    items = read(f"<table><tr><td>Our plans<td>{inner}</table>")

    assert lines(items) == ["Our plans"]
    assert len(rows(items)) == 3


def test_what_the_site_puts_around_a_page_is_left_out():
    items = read(
        "<div class='cookie-banner'><p>We use cookies</p></div><header>Logo</header><nav><a>Home</a></nav>"
        "<div role=search>Search</div><h1>The plan</h1><p>Text.</p><aside>See also</aside>"
        "<p hidden>Unseen</p><p style='display: none'>Unseen</p><button>Print</button>"
        "<footer>Contact</footer>"
    )

    assert lines(items) == ["The plan", "Text."]


def test_a_hidden_part_that_holds_a_table_is_read():
    assert len(rows(read(f"<div hidden class='tabs-menu'><table>{HEADER}{ROW}</table></div>"))) == 2


def test_only_the_main_matter_is_read_where_it_holds_the_table():
    items = read(f"<p>Around</p><main><p>Inside</p><table>{HEADER}{ROW}</table></main>")

    assert lines(items) == ["Inside"]


def test_a_table_outside_the_main_matter_is_read_where_that_has_none():
    assert len(rows(read(f"<main><p>Inside</p></main><table>{HEADER}{ROW}</table>"))) == 2


def test_the_name_in_the_tab_follows_part_by_part():
    items = read("<h1>The plan</h1>", head="<title>The plan | Fenwick Vale Council</title>")

    assert lines(items) == ["The plan", "Fenwick Vale Council"]


BLOCK = (
    "<h3>Action {0}: Publish register {0}</h3><p>Lead: Head of Law</p><p>Due date: 31 March 202{0}</p>"
    "<p>Status: On track</p><p>Update: A draft is out.</p>"
)


def test_the_name_in_the_tab_is_no_part_of_the_last_action():
    content = page(BLOCK.format(6) + BLOCK.format(7), "<title>Fenwick Vale Council - The plan</title>")

    plan = read_bytes(content, "plan.html")

    assert [action.updates[0].text for action in plan.actions] == ["A draft is out."] * 2
    assert plan.organisation == "Fenwick Vale Council"


def test_the_heading_above_actions_is_their_theme():
    plan = plan_in(
        f"<h1>The plan</h1><h2>Upper town</h2>{BLOCK.format(6)}<h2>Lower town</h2>{BLOCK.format(7)}"
    )

    assert [action.theme for action in plan.actions] == ["Upper town", "Lower town"]


@pytest.mark.parametrize(
    "content",
    [
        "<p>Café – plan</p>".encode(),
        b"\xef\xbb\xbf" + "<p>Café – plan</p>".encode(),
        "<p>Café – plan</p>".encode("utf-16"),
        "<p>Café – plan</p>".encode("cp1252"),
        b"<meta charset=iso-8859-1>" + "<p>Café – plan</p>".encode("cp1252"),
        b"<meta charset=no-such-thing>" + "<p>Café – plan</p>".encode(),
    ],
    ids=["utf-8", "with mark", "utf-16", "windows", "declared", "declared wrongly"],
)
def test_the_letters_are_read_in_any_encoding(content):
    assert lines(read_web_page(content)) == ["Café – plan"]


def plan_in(body):
    return read_bytes(page(body), "plan.html")


def test_a_page_with_a_table_gives_its_actions():
    (action,) = plan_in(f"<h1>Improvement plan</h1><table>{HEADER}{ROW}</table>").actions

    assert (action.ref, action.title) == ("1", "Publish the register of contracts.")
    assert (action.owners[0].name, str(action.due.latest)) == ("Head of Law", "2026-03-31")
    assert action.status is Status.ON_TRACK


def test_lists_of_definitions_give_an_action_each():
    block = (
        "<h3>{0}. Publish register {0}</h3><dl><div><dt>Lead officer<dd>Head of Law</div>"
        "<dt>Due date:<dd>31 March 202{0}<dt>Progress<dd><p>First.</p><p>Second.</p></dl>"
    )
    plan = plan_in("<h1>Improvement plan</h1>" + "".join(map(block.format, (6, 7))))

    assert [(action.ref, action.title) for action in plan.actions] == [
        ("6", "Publish register 6"),
        ("7", "Publish register 7"),
    ]
    assert str(plan.actions[1].due.latest) == "2027-03-31"
    assert plan.actions[0].updates[0].text == "First.\n Second."


def test_a_table_of_labels_and_values_gives_an_action():
    block = "<table><tr><th>Action<td>{}<tr><th>Owner<td>Head of Law<tr><th>Due date<td>May 2026</table>"
    plan = plan_in("".join(map(block.format, ("Publish the register", "Train the managers"))))

    assert [action.title for action in plan.actions] == ["Publish the register", "Train the managers"]


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (page("<table><tr><td>x" * 500), "nested too deep"),
        (page("<div>" * 5000 + "x"), "nested too deep"),
        (page("<table>" + "<tr><td colspan=1000 rowspan=60000>x<td>y" * 1500 + "</table>"), "too large"),
    ],
    ids=["tables in tables", "divisions in divisions", "merged without end"],
)
def test_a_page_that_would_fill_the_memory_is_refused_with_advice(content, advice):
    with pytest.raises(UnreadableFileError, match=advice):
        read_web_page(content)


ARCHIVE = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=cut\r\n\r\n--cut\r\n"
    b"Content-Type: text/html; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"<h1>Caf=E9 plan</h1>=\r\n<p>Text.</p>\r\n--cut\r\nContent-Type: image/png\r\n\r\nx\r\n--cut--\r\n"
)


def test_the_page_in_a_web_archive_is_read():
    assert lines(read_web_archive(ARCHIVE)) == ["Café plan", "Text."]


@pytest.mark.parametrize("content", [b"", ARCHIVE[:80], ARCHIVE.replace(b"text/html", b"text/css")])
def test_an_archive_without_a_page_is_refused(content):
    with pytest.raises(UnreadableFileError, match=r"\.html"):
        read_web_archive(content)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "<table> </table> <tr> <td> <th colspan=3> <td rowspan=4> <li> <ol> </ol> <dl> <dt> <dd> "
            "<p> </p> <h2> </h2> <main> <nav> text Owner: &amp; < <!-- --> <b> </b> <br> </div>".split()
        ),
        max_size=40,
    )
)
def test_any_tags_in_any_order_are_read(parts):
    read(" ".join(parts))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.text("abc é&<>\"'", max_size=8), min_size=2, max_size=5), min_size=2, max_size=6))
def test_every_word_of_a_table_is_read(table):
    escaped = [[text.replace("&", "&amp;").replace("<", "&lt;") for text in row] for row in table]
    items = read("<table>" + "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}" for row in escaped))
    said = [" ".join(text.split()) for row in table for text in row if text.strip()]

    assert [text for row in rows(items) for text in row if text] == said


def test_of_a_pages_foot_the_line_with_a_year_is_read():
    page = (
        b"<!doctype html><body><p>The plan</p><footer><p>Page last updated 14 May 2026.</p><p>Contact</p>"
        b"<p>\xc2\xa9 2026 The council</p></footer></body>"
    )

    assert lines(read_web_page(page)) == ["The plan", "Page last updated 14 May 2026."]


def test_a_form_for_each_action_is_read_as_in_word():
    forms = "".join(
        f"<table><tr><td>Action {number}<td>{title}<tr><td>Lead<td>Ann Lee"
        f"<tr><td>Deadline<td>{number} May 2026</table>"
        for number, title in enumerate(("Paint the fence", "Mend the bridge"), 1)
    )
    plan = read_bytes(page(forms), "plan.html")

    assert [(action.ref, action.title) for action in plan.actions] == [
        ("1", "Paint the fence"), ("2", "Mend the bridge"),
    ]  # fmt: skip


def test_what_opens_a_part_of_the_page_is_its_heading():
    part = "<details><summary>{} <span class='toggle'>Show</span></summary><h3>Why</h3><p>Now</p></details>"

    items = read(f"<h2>Roads</h2>{part.format('Mend it')}{part.format('Sweep it')}")

    assert [(line.text, line.level) for line in items if isinstance(line, Line)] == [
        ("Roads", 2), ("Mend it", 3), ("Why", 3), ("Now", None), ("Sweep it", 3), ("Why", 3), ("Now", None),
    ]  # fmt: skip


def test_a_page_that_is_called_as_a_column_is_has_no_title() -> None:
    table = (
        "<table><tr><th>No</th><th>Planned action</th><th>Who</th><th>By when</th><th>Status</th></tr>"
        "<tr><td>1</td><td>Mend the pier</td><td>Works Manager</td><td>May 2026</td><td>On track</td></tr>"
        "<tr><td>2</td><td>Count the swans</td><td>Ranger</td><td>June 2026</td><td>Late</td></tr></table>"
    )
    page = f"<html><head><title>Planned action</title></head><body>{table}</body></html>"

    assert read_bytes(page.encode(), "works.html").title is None
