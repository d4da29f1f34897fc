"""What is sent by mistake or in malice: each gets what docs/guide/bad-input.md says, within 10 s and 1 GB.

The time and the memory are held by the process that reads: who needs more gets another sentence.
"""

import csv
import re
from collections.abc import Callable
from io import BytesIO, StringIO

import openpyxl
import pytest

from followthrough.intake import limits
from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.readers import package, pdf, scan
from followthrough.intake.sandbox.reading import Limits, read_sandboxed
from followthrough.outputs.plan.file import write_plan
from followthrough.plan.document import PlanDocument
from tests import bad_files as bad
from tests.conftest import PROJECT

PAGE = PROJECT / "docs" / "guide" / "bad-input.md"
LIMITS = Limits(silence=10, seconds=10, memory=1 << 30)
# What the file is, the name that it has, how it is made.
File = tuple[str, str, Callable[[], bytes]]

DAMAGED = "{name} is damaged or cut short. Open it, save it again, and try once more."
LARGE_UNPACKED = (
    "The file unpacks to more than 200 MB, which no plan needs: "
    "copy the tables of the plan into a new file and try that."
)
OWN_WORDS = (
    "The file defines words of its own in its XML, which no plan needs and which can do harm: "
    "open it in {program}, save it again and try that."
)
NO_TABLE = (
    "No table of actions was found in {name}. Followthrough looks for a table with a row of headings, "
    "such as Ref, Action, Owner, Due date and Status. Check that it is the plan itself."
)
EMPTY = "{name} is empty. Choose the file that holds the plan."
OTHER_KIND = (
    "The file is of a kind that is not read: it is neither text nor a Word, Excel or PDF file. "
    "Choose the plan as .docx, .xlsx, .xls, .ods, .pdf, .html, .csv or text."
)
DAMAGED_PDF = "The PDF is damaged or only a part of it came: open it, save it again and try once more."
TOO_MUCH = "The file has more than {limit}, which no plan needs. Save the plan alone, and try again."
MANY_CELLS = TOO_MUCH.format(limit=f"{limits.MOST_CELLS:,} cells")
PASSWORD = "open it in {program}, take the password off and save it"
LAUGHS = "Words that stand for a billion others"
THE_MAKER = "the program that made it"


def cut(kind: str) -> Callable[[], bytes]:
    """The first half of a good file."""

    def first_half() -> bytes:
        content = bad.good(kind)
        return content[: len(content) // 2]

    return first_half


REFUSED: dict[File, str] = {
    ("A workbook that unpacks to 210 MB", "plan.xlsx", lambda: bad.bomb("xlsx")): LARGE_UNPACKED,
    ("A Word document that unpacks to 210 MB", "plan.docx", lambda: bad.bomb("docx")): LARGE_UNPACKED,
    ("An open spreadsheet that unpacks to 210 MB", "plan.ods", lambda: bad.bomb("ods")): LARGE_UNPACKED,
    ("A workbook that says it is small and unpacks to 210 MB", "plan.xlsx", bad.lying_bomb): (
        "The file is damaged or only a part of it came: open it in Excel, save it and try again."
    ),
    ("A page of a PDF that unpacks to 1 GB", "plan.pdf", bad.page_bomb): (
        "A page of the PDF unpacks to more than 200 MB, which no plan needs: "
        "save the pages of the plan alone and try that."
    ),
    ("The same after eleven good pages", "plan.pdf", lambda: bad.page_bomb(11)): (
        "A page of the PDF unpacks to more than 200 MB, which no plan needs: "
        "save the pages of the plan alone and try that."
    ),
    ("The same, packed twice", "plan.pdf", lambda: bad.page_bomb(is_packed_twice=True)): (
        "plan.pdf needs more than 1 GB of memory to be read, so nothing was read. "
        "Save the plan alone, without what is around it, and try again."
    ),
    (f"{LAUGHS}, in a workbook", "plan.xlsx", lambda: bad.billion_laughs("xlsx")): (
        OWN_WORDS.format(program="Excel")
    ),
    (f"{LAUGHS}, in a Word document", "plan.docx", lambda: bad.billion_laughs("docx")): (
        OWN_WORDS.format(program="Word")
    ),
    (f"{LAUGHS}, in an open spreadsheet", "plan.ods", lambda: bad.billion_laughs("ods")): (
        OWN_WORDS.format(program=THE_MAKER)
    ),
    ("A Word document that asks for a file of the machine", "plan.docx",
     lambda: bad.outside_entity("docx", "file:///etc/passwd")): OWN_WORDS.format(program="Word"),
    ("A workbook that asks for a page of another machine", "plan.xlsx",
     lambda: bad.outside_entity("xlsx", "http://127.0.0.1:9/")): OWN_WORDS.format(program="Excel"),
    ("A workbook or Word document with a password", "plan.xlsx", bad.encrypted_office): (
        "plan.xlsx has a password. Take the password off, save it and try again."
    ),
    ("An older workbook with a password", "plan.xls", bad.encrypted_old_workbook): (
        "The workbook has a password: open it in Excel, take the password off and save it as .xlsx."
    ),
    ("A PDF with a password", "plan.pdf", bad.encrypted_paper): (
        "The PDF has a password: take the password off, save it and try again."
    ),
    ("An open spreadsheet with a password", "plan.ods", bad.encrypted_open_spreadsheet): (
        f"The file has a password: {PASSWORD.format(program=THE_MAKER)} again."
    ),
    ("Half a workbook", "plan.xlsx", cut("xlsx")): DAMAGED,
    ("Half a Word document", "plan.docx", cut("docx")): DAMAGED,
    ("Half an open spreadsheet", "plan.ods", cut("ods")): DAMAGED,
    ("Half an older workbook", "plan.xls", cut("xls")): (
        "plan.xls is an older Word or Office file, which can't be read, or a part of one. "
        "Save it as .docx or .xlsx, and try again."
    ),
    ("Half a PDF", "plan.pdf", cut("pdf")): DAMAGED_PDF,
    ("Half a plan document", "plan.json", lambda: b'{"actions":[{"title":"Publish'): (
        "The file begins like JSON but is not whole or not valid JSON (EOF while parsing a string at line 1 "
        "column 29): make or download it again and try once more."
    ),
    ("Half a web archive", "plan.mhtml", cut("mhtml")): (
        f"{NO_TABLE} What was read begins with “Ref”, “Action”, “Owner”."
    ),
    ("A file of no bytes, whatever its name", "plan.docx", lambda: b""): EMPTY,
    ("A file of blanks", "plan.csv", lambda: b" \n\n"): EMPTY,
    ("A workbook without a cell", "plan.xlsx", lambda: bad.workbook([[""]])): NO_TABLE,
    ("A Word document with an empty table", "plan.docx", lambda: bad.document([[""]])): NO_TABLE,
    ("An open spreadsheet without a cell", "plan.ods", lambda: bad.open_spreadsheet([[""]])): NO_TABLE,
    ("An older workbook without a cell", "plan.xls", lambda: bad.old_workbook([[""]])): NO_TABLE,
    ("A PDF without a word", "plan.pdf", lambda: bad.paper([[""]])): (
        "The PDF has no words in it: choose the file that holds the plan."
    ),
    ("A web page without a table", "plan.html", lambda: b"<html></html>"): NO_TABLE,
    ("A program called .docx", "plan.docx", lambda: b"MZ\x90\0\3" + bytes(range(256)) * 40): OTHER_KIND,
    ("A text with the sign of number nought in it", "plan.csv", lambda: bad.delimited() + b"\0"): OTHER_KIND,
    ("A photograph called .pdf", "plan.pdf", lambda: b"\xff\xd8\xff\xe0" + bytes(99)): (
        "plan.pdf is a picture, which can't be read. "
        "Choose the document that the picture was taken of, and try again."
    ),
    ("Tables nested 500 deep in a web page", "plan.html", lambda: bad.nested_web_page(500)): (
        "The web page is nested too deep to read: copy its table into a spreadsheet and try that."
    ),
    ("Tables nested 500 deep in a Word document", "plan.docx", lambda: bad.nested_document(500)): (
        "The document is nested too deep to read: copy its table into a spreadsheet and try that."
    ),
    ("Lists nested a million deep in JSON", "plan.json", lambda: b'{"actions":' + b"[" * 1_000_000): (
        "The file begins like JSON but is not whole or not valid JSON (recursion limit exceeded at line 1 "
        "column 212): make or download it again and try once more."
    ),
    ("A PDF of 3,000 pages", "plan.pdf", lambda: bad.many_pages(3_000)): (
        "The PDF has 3000 pages, and 300 are read at most: save the pages of the plan alone and try that."
    ),
    ("A PDF whose list of pages holds itself", "plan.pdf", bad.page_tree_that_turns_back): DAMAGED_PDF,
    ("A page that is one picture of 60,000 by 60,000 points", "plan.pdf", bad.huge_picture): (
        "Page 1 of the PDF is a picture of more than 200 million points, which no page needs: "
        "scan it again with 300 points to the inch, and try that."
    ),
    ("A text of 100,000 columns", "plan.csv", lambda: b"\n".join([b"x," * 100_000] * 9)): TOO_MUCH.format(
        limit="1,000 cells in a row"
    ),
    ("A web page of 100,000 columns", "plan.html", lambda: bad.wide_web_page(100_000, rows=9)): MANY_CELLS,
    ("A workbook of a million cells", "plan.xlsx", lambda: bad.tall_workbook(1_000_000)): MANY_CELLS,
    ("A Word document of a million cells", "plan.docx", lambda: bad.tall_document(1_000_000)): MANY_CELLS,
    ("An open spreadsheet that repeats one cell a million times a million", "plan.ods", bad.repeated_cell): (
        "Sheet 'Plan' is too wide and long to read: delete what is not the plan and try again."
    ),
    ("A workbook that merges every cell of a sheet", "plan.xlsx", bad.merged_sheet): (
        NO_TABLE + " What was read begins with “Ref”."
    ),
    ("A text of a million lines", "plan.txt", lambda: b"x\n" * 1_000_000): TOO_MUCH.format(
        limit="500,000 lines"
    ),
    ("A file of 21 MB", "plan.txt", lambda: b"x" * 21_000_000): (
        "{name} is larger than 20 MB. Save the plan alone, without pictures, and try again."
    ),
}  # fmt: skip


def titles(plan: PlanDocument) -> list[str]:
    return [action.title for action in plan.actions]


def has_both_actions(plan: PlanDocument) -> bool:
    return titles(plan) == ["Publish the plan", "Train the managers"]


def has_first_action(plan: PlanDocument) -> bool:
    return titles(plan)[:1] == ["Publish the plan"]


def says(code: str) -> Callable[[PlanDocument], bool]:
    return lambda plan: has_both_actions(plan) and code in {problem.code for problem in plan.problems}


def has_long_cell(plan: PlanDocument) -> bool:
    return len(plan.actions[-1].title.split()) == bad.LONG_WORDS


FORMULA = "Read as text; it stays text when the plan is written as CSV or Excel."
# What is read of them, and whether it was.
READ: dict[File, tuple[str, Callable[[PlanDocument], bool]]] = {
    ("A PDF called .xlsx", "plan.xlsx", bad.paper): ("Read as the PDF that it is.", has_both_actions),
    ("A Word document called .pdf", "plan.pdf", bad.document): (
        "Read as the document that it is.", has_both_actions,
    ),
    ("A workbook with macros (.xlsm)", "plan.xlsm", lambda: bad.with_macros("xlsx")): (
        "Read; a note says that no macro was run.", says("macros_not_run"),
    ),
    ("A Word document with macros (.docm)", "plan.docm", lambda: bad.with_macros("docx")): (
        "Read; a note says that no macro was run.", says("macros_not_run"),
    ),
    ("Signs that turn letters around", "plan.csv", bad.turned_letters): (
        "Read without those signs, the words as they are written; a problem says where.",
        says("letters_turned"),
    ),
    ("Half a web page", "plan.html", cut("html")): ("What is there is read.", has_first_action),
    ("Half a text", "plan.csv", cut("csv")): ("What is there is read.", has_first_action),
    ("A cell of 2 MB in a text", "plan.csv", lambda: bad.delimited(bad.LONG)): (
        "Read whole.", has_long_cell,
    ),
    ("A cell of 2 MB in a workbook", "plan.xlsx", bad.long_workbook): (
        "Read whole.", has_long_cell,
    ),
    ("A cell of 2 MB in a Word document", "plan.docx", lambda: bad.document(bad.LONG)): (
        "Read whole.", has_long_cell,
    ),
    ("A cell of 2 MB in a web page", "plan.html", lambda: bad.web_page(bad.LONG)): (
        "Read whole.", has_long_cell,
    ),
    ("A cell of 400,000 tags that never end", "plan.csv", bad.tags_without_end): (
        "Read whole.", has_long_cell,
    ),
    ("An owner that goes on over 5,000 rows", "plan.tsv", bad.rows_of_one_name): (
        "Read as one action.", has_both_actions,
    ),
    ("A sheet that says it has 17 thousand million cells", "plan.xlsx", bad.boastful_sheet): (
        "The cells that are there are read.", has_both_actions,
    ),
    ("A word in the last cell of a sheet", "plan.xlsx", bad.stray_cell): (
        "Read; the word is kept as a remark.", has_both_actions,
    ),
    ("A cell of a web page that spans a thousand million columns", "plan.html", bad.wide_span): (
        "Read; a span counts 1,000 columns at most.", has_both_actions,
    ),
    ("A font that is in disorder", "plan.pdf", bad.font_in_disorder): ("Read.", has_both_actions),
    ("A drawing that draws itself", "plan.pdf", bad.drawing_within_itself): (
        "Read; the drawing is left alone.", has_both_actions,
    ),
    ("A style that builds on itself", "plan.docx", bad.styles_in_a_circle): ("Read.", has_both_actions),
    ("A document that names itself as a part of it", "plan.docx", bad.parts_in_a_circle): (
        "Read.", has_both_actions,
    ),
    ("A name that leads to another folder", "../../etc/plan.csv", bad.delimited): (
        "Read; the folders are no part of the name that is kept.",
        lambda plan: plan.source is not None and plan.source.name == "plan.csv",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("file", "sentence"), REFUSED.items(), ids=lambda part: part[0] if type(part) is tuple else ""
)
def test_it_is_refused_with_this_sentence(file: File, sentence: str) -> None:
    _, name, make = file

    with pytest.raises(UnreadableFileError) as raised:
        read_sandboxed(make(), name, limits=LIMITS)

    assert str(raised.value) == sentence.format(name=name)


@pytest.mark.parametrize(("file", "read"), READ.items(), ids=lambda part: part[0] if len(part) == 3 else "")
def test_this_is_read_of_it(file: File, read: tuple[str, Callable[[PlanDocument], bool]]) -> None:
    _, name, make = file

    assert read[1](read_sandboxed(make(), name, limits=LIMITS))


def test_what_would_be_a_formula_stays_text_when_it_is_written_again(tmp_path) -> None:
    rows = [
        *bad.ROWS,
        *([f"A{at}", sign + "cmd|' /C calc'!A1", "x", "", ""] for at, sign in enumerate("=+-@", 3)),
    ]
    plan = read_sandboxed(bad.delimited(rows), "plan.csv", limits=LIMITS)

    write_plan(plan, tmp_path / "plan.csv")
    write_plan(plan, tmp_path / "plan.xlsx")

    cells = [
        cell for row in csv.reader(StringIO((tmp_path / "plan.csv").read_text("utf-8-sig"))) for cell in row
    ]
    book = openpyxl.load_workbook(BytesIO((tmp_path / "plan.xlsx").read_bytes()))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert len([cell for cell in cells if "cmd|" in cell]) >= 4
    assert [cell for cell in cells if re.match(r"[=+@-]", cell)] == []
    assert "f" not in kinds


def test_the_guide_tells_what_each_gets() -> None:
    _, *parts = PAGE.read_text().split("\n## ")
    rows = re.findall(r"^\| (?!---)(.+?) \| (.+?) \|$", "\n".join(parts), flags=re.MULTILINE)
    told = {what: said for what, said in rows if what != "The file"}
    refused = {what: sentence.format(name=name) for (what, name, _), sentence in REFUSED.items()}
    read = {what: text for (what, _, _), (text, _) in READ.items()}

    assert told == {**refused, **read, "A cell that begins with = + - or @": FORMULA}


def test_the_guide_names_the_limits() -> None:
    limits_told = PAGE.read_text().split("\n## ")[0]
    named = [
        f"{limits.LARGEST_FILE // 1024**2} MB | a file",
        f"{package.MOST_BYTES_UNPACKED // 1_000_000} MB and {package.MOST_PARTS:,} parts",
        f"| {pdf.MOST_PAGES} | pages of a PDF, of which {scan.MOST_SCANNED_PAGES} may",
        f"| {scan.MOST_POINTS // 1_000_000} million | points",
        f"| {limits.MOST_LINES:,} | lines of a text; cells",
        f"| {limits.MOST_ROWS:,} | rows",
        f"| {limits.MOST_CELLS_IN_A_ROW:,} | cells in a row",
        f"{Limits().memory >> 30} GB | memory of the process that reads; {limits.MEMORY_FOR_SCANS >> 30} GB",
        f"| {Limits().silence} seconds | without",
        f"| {Limits().seconds // 60} minutes | in all",
    ]

    assert limits.MOST_CELLS == limits.MOST_LINES
    assert [limit for limit in named if limit not in limits_told] == []
