"""How a row of a table is filled beside its other rows: which columns nearly every row fills, and which are
printed once above several."""

from collections import Counter
from collections.abc import Sequence

Shape = frozenset[int]

# A column that so many rows fill is one that an action fills.
_NEARLY_ALL = 0.85
# Fewer rows tell nothing of one another.
_LEAST_ROWS = 3


class Filling:
    """Knows which cells the rows of a table fill; rows of one cell are names and words between them."""

    def __init__(self, shapes: Sequence[Shape], title: int | None) -> None:
        telling = [shape for shape in shapes if len(shape) > 1]
        count = Counter(index for shape in telling for index in shape)
        least = _NEARLY_ALL * len(telling)
        self.title, self.filled = title, frozenset(count)
        # The columns that nearly every row fills.
        self.core = frozenset(i for i, number in count.items() if number >= least)
        # Those left of the titles that some rows leave empty: a group is named there above its actions.
        self.printed_once = frozenset(i for i in self.filled - self.core if i < (title or 0))
        if len(telling) < _LEAST_ROWS:
            self.core = self.printed_once = frozenset()

    def features(self, shape: Shape) -> dict[str, float]:
        """How a row of this shape is filled beside the others."""
        if not self.core:
            return {"core unknown": 1.0}
        missing = self.core - shape
        how = "all" if not missing else "some" if len(missing) < len(self.core) else "none"
        seen = {
            f"core={how}": 1.0,
            f"core={how} of {min(len(self.core), 4)} title={self.title in shape}": 1.0,
            "core missing": len(missing) / len(self.core),
        }
        if not missing and self.title in self.core and self.printed_once - shape:
            seen["core below a group"] = 1.0
        return seen
