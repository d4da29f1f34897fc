"""A PDF as a reader of it sees it, however its tables are ruled."""

from functools import cache

import pytest
from fpdf import FPDF
from PIL import Image

from followthrough.demonstration import committee_paper_path
from followthrough.intake.grid import Cell, Gap, Line, Place, Row, Said, UnreadableFileError
from followthrough.intake.read import read_bytes, read_file
from followthrough.intake.readers.pdf import read_pdf, with_signs
from followthrough.intake.readers.word import read_word
from followthrough.intake.running import on_cores
from followthrough.plan.document import Action
from tests.intake.layouts import lay_out
from tests.intake.read_back import Verdict, compare
from tests.intake.readers.pdf_paper import Paper, print_table

HEADER = ["Ref", "Action", "Owner", "Due date", "Status", "Update"]
ROWS = [
    ["1", "Publish the register of contracts", "Head of Law", "31 March 2026", "On track", "Drafted."],
    ["2", "Train the managers who hold budgets", "Head of Learning", "June 2026", "Complete", "Done in May."],
]
WIDTHS = [1, 5, 3, 3, 2, 6]
# The letters that the printer's own font lacks, and what stands for each.
PRINTABLE = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "“": '"', "”": '"'})  # fmt: skip
NEARLY_ALL = 0.98
# In points.
SMALL = (420.0, 595.0)


def printed(paper=Paper(), rows=ROWS, header=HEADER, widths=WIDTHS):  # noqa: B008  it is frozen
    return print_table("Improvement plan", header, rows, widths, paper)


def texts(items):
    return [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]


def printable(text):
    return text.translate(PRINTABLE).encode("latin-1", "replace").decode("latin-1")


@pytest.mark.parametrize("rules", ["all", "columns", "rows", "none"])
def test_a_table_reads_the_same_however_it_is_ruled(rules):
    assert texts(read_pdf(printed(Paper(rules=rules, format="a4")))) == [HEADER, *ROWS]


def test_each_row_has_its_page_and_pages_end_in_a_gap():
    items = read_pdf(printed(Paper(format=SMALL), rows=ROWS * 20))
    gaps = [item.place.page for item in items if isinstance(item, Gap)]

    assert gaps == list(range(1, gaps[-1] + 1))
    assert items[1].place.page == 1
    assert (items[-2].place.page, items[-2].place.row) == (gaps[-1], len(texts(items)) - sum(
        isinstance(item, Row) and item.place.page < gaps[-1] for item in items
    ))  # fmt: skip


@pytest.mark.parametrize("rules", ["all", "none"])
def test_rows_go_on_over_pages_whether_or_not_the_header_does(rules):
    again, once = (
        texts(read_pdf(printed(Paper(rules=rules, format=SMALL, repeats_header=repeats), rows=ROWS * 20)))
        for repeats in (True, False)
    )

    assert once == [HEADER, *ROWS * 20]
    assert [row for row in again if row != HEADER] == ROWS * 20


def test_larger_lines_are_headings_and_prose_is_one_line():
    pdf = FPDF("portrait", "pt")
    pdf.add_page()
    for size, text in [(20, "The plan"), (15, "Theme 1"), (10, "Each of us has a part in this plan. " * 8)]:
        pdf.set_font("helvetica", size=size)
        pdf.multi_cell(0, text=text, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(20)
    items = read_pdf(bytes(pdf.output()))

    assert [(line.text[:8], line.level) for line in items if isinstance(line, Line)] == [
        ("The plan", 1),
        ("Theme 1", 2),
        ("Each of ", None),
    ]


def test_colour_and_boldness_of_cells_are_seen():
    pdf = FPDF("portrait", "pt")
    pdf.add_page()
    pdf.set_fill_color(0, 176, 80)
    for at, (style, text) in enumerate([("", "plain"), ("B", "green")]):
        pdf.set_font("helvetica", style, 10)
        pdf.rect(50 + at * 100, 50, 100, 30, style="DF" if style else "D")
        pdf.text(60 + at * 100, 70, text)
    (row, _) = read_pdf(bytes(pdf.output()))

    assert [cell[:3] for cell in row.cells] == [("plain", False, None), ("green", True, "00b050")]


def test_a_cell_merged_down_goes_on_in_the_rows_below_it():
    pdf = FPDF("portrait", "pt")
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    boxes = ((50, 50, 60, "Late"), (150, 50, 30, "One"), (150, 80, 30, "Two"), (50, 110, 30, ""))
    for x, y, height, text in (*boxes, (150, 110, 30, "Three")):
        pdf.rect(x, y, 100, height)
        pdf.text(x + 5, y + 15, text)

    read = [item.cells[0] for item in read_pdf(bytes(pdf.output())) if isinstance(item, Row)]

    assert [(cell.text, cell.goes_on) for cell in read] == [("Late", False), ("", True), ("", False)]


def test_a_turned_table_is_read_as_a_person_would_turn_the_page():
    pdf = FPDF("portrait", "pt", "a4")
    pdf.add_page()
    pdf.set_font("helvetica", size=9)
    with pdf.rotation(90, x=300, y=300):
        for y, row in enumerate([HEADER, *ROWS]):
            for x, text in enumerate(row):
                pdf.text(60 + x * 90, 100 + y * 30, text[:16])
    items = read_pdf(bytes(pdf.output()))

    assert texts(items) == [[text[:16].strip() for text in row] for row in (HEADER, *ROWS)]


def test_a_ref_cut_by_its_narrow_cell_is_whole_again():
    rows = [["GOV.A1.1", *ROWS[0][1:]], ["GOV.A1.2", *ROWS[1][1:]]]
    items = read_pdf(printed(Paper(format="a4"), rows=rows, widths=[0.8, 5, 3, 3, 2, 6]))

    assert [row[0] for row in texts(items)] == ["Ref", "GOV.A1.1", "GOV.A1.2"]


@cache
def table_of_the_paper() -> tuple[list[str], list[list[str]]]:
    """The header and the rows of the demonstration's Word paper, in letters that can be printed."""
    rows = [item for item in read_word(committee_paper_path().read_bytes()) if isinstance(item, Row)]
    wide = [[printable(cell.text) for cell in row.cells] for row in rows if len(row.cells) > len(HEADER)]
    header = next(row for row in wide if "Ref" in row)
    at = header.index("Ref")
    return header, [row for row in wide if row[at] and row != header]


def facts(action: Action) -> list[object]:
    words = [action.ref, action.title, *(owner.name for owner in action.owners)]
    dates = [when and when.text for when in (action.start, action.original_due, action.due)]
    said = [printable(" ".join(text.split())) if text else text for text in (*words, *dates)]
    return [*said, *((update.period, update.status) for update in action.updates)]


@pytest.mark.parametrize("rules", ["all", "columns", "rows", "none"])
@pytest.mark.parametrize("repeats", [True, False])
def test_the_demonstration_paper_comes_back_from_a_pdf(rules, repeats):
    header, rows = table_of_the_paper()
    widths = [6 if "Update" in text else 4 if text in ("Action", "Evidence") else 3 for text in header]
    content = printed(Paper(rules=rules, repeats_header=repeats), rows, header, widths)
    plans = read_file(committee_paper_path()), read_bytes(content, "plan.pdf")
    went, came = ([fact for action in plan.actions for fact in facts(action)] for plan in plans)

    assert len(came) == len(went)
    assert sum(a == b for a, b in zip(went, came, strict=True)) >= NEARLY_ALL * len(went)


@pytest.mark.parametrize("rules", ["all", "none"])
@pytest.mark.parametrize("seed", [0, 1])
def test_an_invented_plan_comes_back_from_a_pdf(rules, seed):
    layout = lay_out(seed, ["rename_headings"])
    lines = [line for line in layout.sheet.lines if line.kind in ("header", "row")]
    header, *rows = [[printable(text) for text in line.cells] for line in lines]
    lengths = [max(len(row[at]) for row in rows) for at in range(len(header))]
    widths = [min(max(length**0.5, 3), 14) for length in lengths]
    outcomes = compare(layout.laid, read_bytes(printed(Paper(rules=rules), rows, header, widths), "plan.pdf"))

    assert sum(it.verdict is Verdict.RIGHT for it in outcomes) >= NEARLY_ALL * len(outcomes)


def locked():
    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption("owner", "secret")
    return bytes(pdf.output())


def long(pages):
    pdf = FPDF()
    for _ in range(pages):
        pdf.add_page()
    return bytes(pdf.output())


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"%PDF-1.7", "only a part"),
        (printed()[:900], "only a part"),
        (locked(), "password"),
        (long(1), "no words"),
        (long(301), "301 pages"),
    ],
    ids=["nothing", "cut short", "encrypted", "empty", "long"],
)
def test_what_can_not_be_read_is_refused_with_advice(content, advice):
    with pytest.raises(UnreadableFileError, match=advice):
        read_pdf(content)


def test_a_page_that_is_a_picture_is_said_among_pages_with_words(monkeypatch):
    monkeypatch.setattr("followthrough.intake.readers.scan.can_read_scans", lambda: False)
    pdf = FPDF("portrait", "pt")
    pdf.add_page()
    pdf.set_font("helvetica", size=10)
    pdf.text(50, 50, "Words.")
    pdf.add_page()
    pdf.image(Image.new("RGB", (20, 20), "red"), 0, 0)
    items = read_pdf(bytes(pdf.output()))

    (said,) = [item for item in items if isinstance(item, Said)]

    assert (said.code, said.severity, said.place) == ("page_is_a_picture", "warning", Place(page=2))


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_pages_read_on_two_cores_are_those_read_on_one():
    content = printed(Paper(format=SMALL), rows=ROWS * 60)

    with on_cores(2):
        assert read_pdf(content) == read_pdf_on_one(content)


def read_pdf_on_one(content):
    with on_cores(1):
        return read_pdf(content)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("[large red circle]", "🔴"),
        ("\uf0b7 Mend the roof", "• Mend the roof"),
        ("Done [white heavy check mark]\n[cross mark] Not so", "Done ✅\n❌ Not so"),
        ("[see note 4] and [red circle]", "[see note 4] and [red circle]"),
    ],
)
def test_the_name_of_a_sign_of_a_status_is_the_sign(said, read):
    place = Place(page=1)
    items = [
        Row((Cell("1", bold=True), Cell(said, fill="ff0000")), place),
        Line(said, place, 2),
        Gap(place),
    ]

    row, line, gap = with_signs(items)

    assert row == Row((Cell("1", bold=True), Cell(read, fill="ff0000")), place)
    assert (line, gap) == (Line(read, place, 2), Gap(place))
