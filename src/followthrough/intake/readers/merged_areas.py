"""The places of a sheet that belong to a merged cell which begins in a row above."""

from collections.abc import Iterable, Iterator
from itertools import islice

# So many are known as such; no plan has more, and a file may name any number.
_MOST_PLACES = 200_000


def places_below(areas: Iterable[tuple[int, int, int]], *, end: int) -> Iterator[tuple[int, int]]:
    """Row and column of each place below the first cell of an area, in the rows before `end`.

    An area is its first row, the row after its last, and its first column.
    """
    places = ((row, left) for top, after, left in areas for row in range(top + 1, min(after, end)))
    return islice(places, _MOST_PLACES)
