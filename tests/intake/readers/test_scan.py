"""A scan of a plan: pages that are pictures, read as if they had words and lines."""

import resource
from functools import cache

import numpy as np
import pypdfium2
import pytest
from fpdf import FPDF
from PIL import Image, ImageDraw

from followthrough.intake.grid import Line, Row, Said, UnreadableFileError
from followthrough.intake.readers import pdf, scan
from followthrough.intake.readers.pdf import read_pdf
from followthrough.intake.readers.scan_page import Picture, ruled_lines
from followthrough.intake.running import heard_by
from followthrough.intake.sandbox.reading import read_sandboxed
from tests.intake.readers.pdf_paper import Paper, print_table

HEADER = ["Ref", "Action", "Owner", "Due date", "Status", "Update"]
ROWS = [
    ["1", "Publish the register of contracts", "Head of Law", "31 March 2026", "On track", "Drafted."],
    ["2", "Train the managers who hold budgets", "Head of Learning", "June 2026", "Complete", "Held in May."],
    ["3", "Review the standing orders", "Head of Buying", "TBC", "Delayed", "Counsel was asked."],
]
WIDTHS = [1, 5, 3, 3, 2, 6]
ON_A4 = Paper(format="a4", row_gap=14)


def pictures_of(content, askew=0.0, sideways=0):
    """The pages of a PDF as a scanner sees them."""
    pages = [page.render(scale=200 / 72).to_pil() for page in pypdfium2.PdfDocument(content)]
    return [page.rotate(askew, fillcolor="white").rotate(sideways, expand=True) for page in pages]


def scanned(pictures, words=""):
    """A PDF of pictures, and of a page of words before them where some are given."""
    paper = FPDF(unit="pt")
    if words:
        paper.add_page()
        paper.set_font("helvetica", size=10)
        paper.text(50, 50, words)
    for picture in pictures:
        size = picture.width * 0.36, picture.height * 0.36
        paper.add_page(format=size)
        paper.image(picture, 0, 0, *size)
    return bytes(paper.output())


def plan_on_paper(rows=ROWS):
    return print_table("Improvement plan", HEADER, rows, WIDTHS, ON_A4)


@cache
def read_straight():
    return read_pdf(scanned(pictures_of(plan_on_paper())))


def texts(items):
    return [[cell.text for cell in item.cells] for item in items if isinstance(item, Row)]


def test_every_cell_of_a_scanned_table_is_read():
    items = read_straight()

    assert texts(items) == [HEADER, *ROWS]
    assert [item.text for item in items if isinstance(item, Line)] == ["Improvement plan"]


@pytest.mark.parametrize(("askew", "sideways"), [(-1.3, 0), (0.6, 90)], ids=["askew", "sideways and askew"])
def test_a_page_that_lay_askew_or_sideways_is_set_straight(askew, sideways):
    assert texts(read_pdf(scanned(pictures_of(plan_on_paper(), askew, sideways)))) == [HEADER, *ROWS]


def test_strokes_between_the_letters_of_a_dark_row_are_no_columns():
    page = Image.new("RGB", (1000, 1000), "white")
    draw = ImageDraw.Draw(page)
    for x in (100, 500, 900):
        draw.line((x, 100, x, 900), fill="black", width=3)
    draw.line((300, 100, 300, 170), fill="black", width=3)
    lines = ruled_lines(Picture(np.array(page), 1.0))

    assert sorted({round(line.x0 / 10) * 10 for line in lines}) == [100, 500, 900]


def test_each_row_says_that_it_was_read_from_a_picture_and_how_certainly():
    said = [item for item in read_straight() if isinstance(item, Said) and item.code == "read_from_scan"]

    assert [item.place.row for item in said] == [None, 1, 2, 3, 4]
    assert all("% certain" in item.text for item in said)


def test_a_word_that_can_hardly_be_read_is_to_be_looked_at():
    (picture,) = pictures_of(plan_on_paper())
    blurred = picture.reduce(4).resize(picture.size)
    doubts = [
        item for item in read_pdf(scanned([blurred])) if isinstance(item, Said) and item.severity == "warning"
    ]

    assert any("Look at the page and correct it." in item.text for item in doubts)


def test_a_scanned_page_among_pages_of_words_is_read_too():
    items = read_pdf(scanned(pictures_of(plan_on_paper()), words="See the plan overleaf."))

    assert texts(items) == [HEADER, *ROWS]
    assert "1 of 2 pages are scanned" in next(
        item.text
        for item in items
        if isinstance(item, Said) and item.place.row is None and item.code == "scanned_pages"
    )


def test_a_plain_picture_among_pages_of_words_gives_no_words_and_is_said():
    page = Image.new("RGB", (1654, 2339), "white")
    ImageDraw.Draw(page).rectangle((79, 79, 134, 134), fill="red")
    items = read_pdf(scanned([page], words="The plan is overleaf."))

    assert [item.text for item in items if isinstance(item, Line)] == ["The plan is overleaf."]
    assert [(item.code, item.place.page) for item in items if isinstance(item, Said)] == [
        ("page_is_a_picture", 2)
    ]


def test_whoever_waits_hears_of_each_scanned_page():
    heard = []
    with heard_by(heard.append):
        read_pdf(scanned(pictures_of(plan_on_paper())))

    assert "Page 1 of 1, which is a scan" in heard


def test_a_scan_is_read_apart_within_its_memory_and_sent_to_review():
    plan = read_sandboxed(scanned(pictures_of(plan_on_paper())), "scan.pdf")

    assert [(action.ref, action.title) for action in plan.actions] == [(row[0], row[1]) for row in ROWS]
    assert "scanned_pages" in {problem.code for problem in plan.problems if problem.severity == "warning"}


def test_reading_a_scan_takes_no_memory_from_a_process_that_may_have_all():
    before = resource.getrlimit(resource.RLIMIT_AS)

    read_straight.__wrapped__()

    assert before[0] == resource.RLIM_INFINITY
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_without_the_extra_a_sentence_says_how_to_add_it(monkeypatch):
    monkeypatch.setattr(scan, "can_read_scans", lambda: False)
    monkeypatch.setattr(pdf, "can_read_scans", lambda: False)

    with pytest.raises(UnreadableFileError, match=r"pip install 'followthrough\[ocr\]'"):
        read_pdf(scanned(pictures_of(plan_on_paper())))


def test_a_picture_without_words_is_refused():
    with pytest.raises(UnreadableFileError, match="no words can be read"):
        read_pdf(scanned([Image.new("RGB", (200, 200), "red")]))


def test_more_scanned_pages_than_are_read_are_refused(monkeypatch):
    monkeypatch.setattr(scan, "MOST_SCANNED_PAGES", 1)

    with pytest.raises(UnreadableFileError, match="2 scanned pages, and 1 are read at most"):
        read_pdf(scanned(pictures_of(plan_on_paper()) * 2))
