"""Scanned pages of a PDF: what stands on the picture of a page, as if the page had words and lines, and how
sure the recogniser is of it.
"""

import resource
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec

import pypdfium2

from followthrough.intake.grid import Place, Said, UnreadableFileError
from followthrough.intake.limits import MEMORY_FOR_SCANS
from followthrough.intake.readers.pdf_page import Page, Word
from followthrough.intake.report import quote
from followthrough.intake.running import say

# At nine seconds of processor time a page, little more than half of what one file may take.
MOST_SCANNED_PAGES = 40
# A large sheet (A2) at 600 points to the inch has some 140 million.
MOST_POINTS = 200_000_000
LEAST_CONFIDENCE = 0.9
_PACKAGES = "rapidocr", "cv2", "onnxruntime"


def can_read_scans() -> bool:
    """Whether the extra that reads scans is installed."""
    return all(find_spec(package) for package in _PACKAGES)


def with_scans(content: bytes, pages: Sequence[Page]) -> list[Page]:
    """The pages of a PDF, of those that have a picture and no words what stands on the picture.

    Without the extra that reads scans they stay as they are. Raises UnreadableFileError for more scanned
    pages than are read.
    """
    scanned = [page.number for page in pages if page.has_picture and not page.words]
    if not scanned or not can_read_scans():
        return list(pages)
    if len(scanned) > MOST_SCANNED_PAGES:
        raise UnreadableFileError(
            f"The PDF has {len(scanned)} scanned pages, and {MOST_SCANNED_PAGES} are read at most: "
            "save the pages of the plan alone and try that."
        )
    _make_room()
    read = {page.number: page for page in _read(content, scanned)}
    return [read.get(page.number, page) for page in pages]


def _make_room() -> None:
    """Allow the recogniser's models, which need more than reading does, what this process may take.

    A process without a limit keeps none: a lower one would stay with it, and end what it starts later.
    """
    with suppress(ValueError, OSError):
        now, most = resource.getrlimit(resource.RLIMIT_AS)
        if now != resource.RLIM_INFINITY:
            room = MEMORY_FOR_SCANS if most == resource.RLIM_INFINITY else min(most, MEMORY_FOR_SCANS)
            resource.setrlimit(resource.RLIMIT_AS, (max(now, room), most))


def _read(content: bytes, numbers: Sequence[int]) -> Iterator[Page]:
    from followthrough.intake.readers.scan_page import read_scanned

    with pypdfium2.PdfDocument(content) as pdf:
        for number in numbers:
            say(f"Page {number} of {len(pdf)}, which is a scan")
            page = pdf[number - 1]
            _check_pictures(page, number)
            yield read_scanned(page, number)


def _check_pictures(page: pypdfium2.PdfPage, number: int) -> None:
    """Refuse a picture that would fill the memory; the file says how large it is, before it is unpacked."""
    for picture in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,)):
        width, height = picture.get_px_size()
        if width * height > MOST_POINTS:
            raise UnreadableFileError(
                f"Page {number} of the PDF is a picture of more than {MOST_POINTS // 1_000_000} million "
                "points, which no page needs: scan it again with 300 points to the inch, and try that."
            )


def doubts_of(page: Page, tops: Sequence[float], places: Sequence[Place]) -> Iterator[Said]:
    """For each piece of a scanned page, which begins at a top and has a place, how sure its words are."""
    by_cell: dict[int, list[Word]] = defaultdict(list)
    for word in page.words:
        by_cell[max(bisect_right(tops, (word.top + word.bottom) / 2) - 1, 0)].append(word)
    for at, words in sorted(by_cell.items()):
        yield _sureness(words, places[at])
        yield from (_doubt(word, places[at]) for word in words if word.confidence < LEAST_CONFIDENCE)


def _sureness(words: Sequence[Word], place: Place) -> Said:
    least = min(words, key=lambda word: word.confidence)
    return Said(
        "read_from_scan",
        f"Read from a picture. Its least certain word, {quote(least.text)}, "
        f"is {least.confidence:.0%} certain.",
        place,
    )


def _doubt(word: Word, place: Place) -> Said:
    return Said(
        "doubtful_in_scan",
        f"{quote(word.text)} was read from a picture and is only {word.confidence:.0%} certain. "
        "Look at the page and correct it.",
        place,
        "warning",
    )


def scan_as_a_whole(pages: Sequence[Page]) -> Iterator[Said]:
    """What is said of a file with scanned pages: which they are, and that somebody has to look at them."""
    scanned = [page.number for page in pages if page.is_scanned]
    if scanned:
        which = "The page is" if len(pages) == 1 else f"{len(scanned)} of {len(pages)} pages are"
        yield Said(
            "scanned_pages",
            f"{which} scanned: the words were read from pictures. Compare each row with the page.",
            Place(page=scanned[0]),
            "warning",
        )
