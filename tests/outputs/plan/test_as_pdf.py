"""A plan as a PDF: tagged as PDF/UA-1 asks, the same bytes each time, no sign lost."""

from io import BytesIO
from time import process_time

import pdfplumber
import pdfua
import pikepdf
import pytest

from followthrough.demonstration import committee_paper_path
from followthrough.intake.read import read_file
from followthrough.outputs.plan.as_pdf import to_pdf
from followthrough.outputs.plan.pdf_content import content_of
from followthrough.plan.document import Action, PlanDocument, Update
from tests.outputs.plans import laid_out_plan, small_plan


@pytest.fixture(scope="module")
def demonstration():
    return pikepdf.open(BytesIO(to_pdf(read_file(committee_paper_path()))))


def elements(node):
    """Every element below a node of the structure tree, as (kind, element)."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), kid
            yield from elements(kid)


def kinds(pdf):
    return [kind for kind, _ in elements(pdf.Root.StructTreeRoot)]


def words(plan):
    with pdfplumber.open(BytesIO(to_pdf(plan))) as pdf:
        return "".join(char["text"] for page in pdf.pages for char in page.chars)


def plan_saying(text):
    return PlanDocument(actions=[Action(ref="1", title="Dig", updates=[Update(text=text)])])


def test_the_file_says_that_it_is_tagged_its_language_and_its_title(demonstration):
    metadata = demonstration.open_metadata()

    assert demonstration.Root.MarkInfo.Marked
    assert demonstration.Root.Lang == "en-GB"
    assert demonstration.Root.ViewerPreferences.DisplayDocTitle
    assert metadata["pdfuaid:part"] == "1"
    assert metadata["dc:title"] == "Improvement and Recovery Plan"


def test_a_checker_of_pdf_ua_finds_nothing(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(to_pdf(read_file(committee_paper_path())))

    assert [finding.message for finding in pdfua.validate(path).findings] == []


def test_each_theme_is_one_table_with_header_cells_and_a_caption(demonstration):
    tables = [table for kind, table in elements(demonstration.Root.StructTreeRoot) if kind == "/Table"]

    assert len(tables) >= 6
    for table in tables:
        below = [kind for kind, _ in elements(table)]
        assert below.count("/Caption") == below.count("/H2") == below.count("/THead") == 1
        assert "/TH" in below


def test_a_header_cell_says_that_it_heads_a_column(demonstration):
    heads = [head for kind, head in elements(demonstration.Root.StructTreeRoot) if kind == "/TH"]
    scopes = {str(attributes["/Scope"]) for head in heads for attributes in head.A if "/Scope" in attributes}

    assert scopes == {"/Column"}


def test_the_header_stands_on_every_page_and_pages_are_numbered():
    actions = [Action(ref=str(number), title="Dig a hole") for number in range(200)]
    with pdfplumber.open(BytesIO(to_pdf(PlanDocument(title="Holes", actions=actions)))) as pdf:
        said = [page.extract_text() for page in pdf.pages]

    assert len(said) > 1
    assert all("Ref Action" in text for text in said)
    assert [text.splitlines()[-1] for text in said] == [
        f"{at} of {len(said)}" for at in range(1, len(said) + 1)
    ]
    assert said[1].startswith("Holes")


def test_a_row_longer_than_a_page_goes_on_overleaf():
    with pdfplumber.open(BytesIO(to_pdf(plan_saying("Well then. " * 2000)))) as pdf:
        count = sum(page.extract_text().count("Well") for page in pdf.pages)

    assert count == 2000


def test_a_text_of_a_million_letters_is_laid_out_in_time():
    plan = plan_saying("Well then we dig. " * 60_000)

    began = process_time()
    content_of(plan)
    assert process_time() - began < 3


def test_the_same_plan_gives_the_same_bytes():
    assert to_pdf(small_plan()) == to_pdf(small_plan())


def test_words_of_a_plan_are_never_markup():
    said = words(plan_saying("#panic() *bold* $x$ _it_ = Heading \\ @ref <label> `raw` ${code}"))

    assert "#panic() *bold* $x$ _it_ = Heading \\ @ref <label> `raw` ${code}" in said


def test_a_sign_without_a_letter_shape_is_written_by_its_name():
    said = words(plan_saying("Done ✓ 🟢 中 and\x07 so\ufeff on"))

    assert "Done ✓ 🟢 [cjk unified ideograph-4e2d] and  so on" in said


def test_a_mark_of_byte_order_inside_a_word_is_left_out():
    plan = PlanDocument(title="Wells\ufeff plan", actions=[Action(ref="1", title="Dig\ufeffging")])

    assert "Wells plan" in words(plan)
    assert "Digging" in words(plan)


def test_a_mark_that_no_letter_can_bear_is_written_by_its_name():
    assert "Di[combining long double solidus overlay]g" in words(plan_saying("Di\u20ebg"))


def test_a_word_longer_than_its_column_is_broken_and_kept_whole_in_the_text():
    word = "https://" + "x1" * 300
    with pdfplumber.open(BytesIO(to_pdf(plan_saying(word)))) as pdf:
        letters = [char for page in pdf.pages for char in page.chars]
        width = pdf.pages[0].width

    assert word in "".join(letter["text"] for letter in letters)
    assert max(letter["x1"] for letter in letters) < width


def test_a_narrow_plan_stands_upright_and_a_wide_one_lies():
    narrow = content_of(PlanDocument(actions=[Action(ref="1", title="Dig")]))["page"]
    wide = content_of(read_file(committee_paper_path()))["page"]

    assert narrow["width"] < narrow["height"]
    assert wide["width"] > wide["height"]


def test_the_columns_fill_the_page_and_no_more():
    content = content_of(read_file(committee_paper_path()))
    room = content["page"]["width"] - 2 * content["page"]["margin"]

    assert all(sum(table["widths"]) <= room + 0.01 for table in content["tables"])


def test_groups_span_their_columns():
    table = content_of(laid_out_plan())["tables"][-1]

    assert ("People", 2) in [(group["words"][0][0], group["width"]) for group in table["groups"]]
    assert sum(group["width"] for group in table["groups"]) == len(table["headings"])


def test_a_status_has_its_colour_and_letters_that_can_be_read_on_it():
    cells = [
        cell for table in content_of(small_plan())["tables"] for row in table["rows"] for cell in row["cells"]
    ]
    green = next(cell for cell in cells if cell["lines"] == [["Green"]])

    assert (green["fill"], green["ink"]) == ("00aa00", "000000")


def test_a_plan_without_actions_is_still_a_document():
    assert kinds(pikepdf.open(BytesIO(to_pdf(PlanDocument(title="Empty")))))[:2] == ["/Document", "/H1"]
