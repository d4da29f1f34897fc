"""Mutations of the pages, and of the file: what is printed at a page's end, rows that it cuts, the format."""

from dataclasses import replace
from random import Random

from tests.intake.layout_paper import Laid


def add_spare_cells(laid: Laid, random: Random) -> Laid:
    """Empty cells at the end of rows, more on some than on others."""
    return replace(laid, spare_cells=random.randint(1, 4)) if not laid.lost else laid


def _paged(laid: Laid, random: Random, **changes: bool | str) -> Laid:
    rows = laid.paging.rows or random.randint(4, 14)
    return replace(laid, paging=replace(laid.paging, rows=rows, **changes))


def repeat_header(laid: Laid, random: Random) -> Laid:
    """The header again on each page."""
    return _paged(laid, random, repeats_header=True)


def part_pages_by_empty_lines(laid: Laid, random: Random) -> Laid:
    """An empty line at each page's end."""
    return _paged(laid, random, empty_line=True)


def print_running_titles(laid: Laid, random: Random) -> Laid:
    """The plan's title at the top of each page."""
    return replace(_paged(laid, random, running_title=True), has_title=True)


def number_pages(laid: Laid, random: Random) -> Laid:
    """ "Page 3 of 12" at each page's end."""
    return _paged(laid, random, page_number=True)


def cut_rows(laid: Laid, random: Random) -> Laid:
    """Rows cut at the page's end, the rest below without a ref."""
    return laid if laid.lost else _paged(laid, random, cuts_rows=True)


def cut_rows_under_same_ref(laid: Laid, random: Random) -> Laid:
    """Rows cut at the page's end, the rest below with the ref printed again."""
    return laid if laid.lost else _paged(laid, random, cuts_rows=True, repeats_ref=True)


def cut_rows_as_continued(laid: Laid, random: Random) -> Laid:
    """Rows cut at the page's end, the rest below under "3.1 (cont.)"."""
    mark = random.choice((" (cont.)", " cont'd", " (continued)"))
    return laid if laid.lost else _paged(laid, random, cuts_rows=True, repeats_ref=True, ref_mark=mark)


def cut_rows_unevenly(laid: Laid, random: Random) -> Laid:
    """Rows cut at the page's end, a short cell printed in the middle of its row on either page."""
    return laid if laid.lost else _paged(laid, random, cuts_rows=True, is_uneven=True)


def shred_rows(laid: Laid, random: Random) -> Laid:
    """Some rows one visual line a row."""
    return laid if laid.lost else replace(laid, shreds_rows=True)


def stamp_pages(laid: Laid, random: Random) -> Laid:
    """A marking at the top of each page."""
    stamp = random.choice(("OFFICIAL", "OFFICIAL - SENSITIVE", "Appendix A", "Agenda item 7", "Draft v0.3"))
    return _paged(laid, random, stamp=stamp)


def cut_words(laid: Laid, random: Random) -> Laid:
    """Rows cut at the page's end, long words with them."""
    return laid if laid.lost else _paged(laid, random, cuts_rows=True, cuts_words=True)


def write_as_csv(laid: Laid, random: Random) -> Laid:
    """Comma-separated, as a spreadsheet saves it: each line has as many cells."""
    return replace(laid, form="csv", is_padded=random.random() < 0.7)


def write_as_excel(laid: Laid, random: Random) -> Laid:
    """A workbook, its dates real ones; a format with cells of its own has no tags in them."""
    return replace(laid, form="xlsx", markup=frozenset())


def write_as_word(laid: Laid, random: Random) -> Laid:
    """A document of paragraphs and tables."""
    return replace(laid, form="docx", markup=frozenset(), has_heading_styles=random.random() < 0.5)


def put_each_theme_on_a_sheet(laid: Laid, random: Random) -> Laid:
    """A workbook with a sheet for each theme, named after it, under one header each."""
    if (
        "theme" not in {column.holds for column in laid.columns}
        or laid.form not in ("tsv", "xlsx")
        or laid.lost
    ):
        return laid
    columns = tuple(column for column in laid.columns if column.holds != "theme")
    return replace(laid, form="xlsx", markup=frozenset(), themes_as="sheet", columns=columns)
