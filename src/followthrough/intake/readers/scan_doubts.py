"""What is said of a scanned page: how sure the recogniser is of each row, and of which words it is not."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from followthrough.intake.grid import Place, Said
from followthrough.intake.readers.pdf_page import Page, Word
from followthrough.intake.report import quote

LEAST_CONFIDENCE = 0.9


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
