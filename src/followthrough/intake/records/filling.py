"""Which cells the rows of a table fill: what parts of an action each tells, how it is filled beside the
others and beside those right above and below it; worked out once for all rows that fill the same cells."""

from collections import Counter
from collections.abc import Sequence

from followthrough.intake.grid import Row
from followthrough.intake.tables.column_reading import ColumnReading

Features = dict[str, float]
# The columns in which a row says something.
Shape = frozenset[int]

# What a row tells of an action, by the fields of its columns.
_PARTS = {
    "who": {"owner", "who_when"},
    "when": {"due", "start", "original_due", "who_when"},
    "state": {"status", "change_control", "priority"},
    "said": {"update"},
}
_GROUPS = {"theme", "workstream", "answers", "risk:description"}
# A column that so many rows fill is one that an action fills.
_NEARLY_ALL = 0.85
# Fewer rows tell nothing of one another.
_LEAST_ROWS = 3


class Filling:
    """Knows how the rows of a table are filled. A place without a row is one of running text.

    `shapes` has the shape of each row, `parts_told` which parts of an action it tells: who, when, its state,
    what was said. `ref` and `title` are the columns of these, None where there are none.
    """

    def __init__(self, rows: Sequence[Row | None], columns: Sequence[ColumnReading]) -> None:
        by_field = {column.field: column.index for column in reversed(columns)}
        self.ref, self.title = by_field.get("ref"), by_field.get("title")
        self._groups = {column.index for column in columns if column.field in _GROUPS}
        parts = {name: {c.index for c in columns if c.field in fields} for name, fields in _PARTS.items()}
        self._parts = {name: places for name, places in parts.items() if places}
        self._is_row = [row is not None for row in rows]
        self.shapes = [frozenset(row.filled) if row else Shape() for row in rows]
        self.parts_told = [
            {name for name, places in self._parts.items() if places & shape} for shape in self.shapes
        ]
        self._count_of = Counter(shape for shape in self.shapes if shape)
        self.count = max(sum(self._count_of.values()), 1)
        self._learn_columns()
        self._known_shapes: dict[tuple[Shape, int], Features] = {}
        self._known_pairs: dict[tuple[Shape, str, Shape | None], Features] = {}

    def _learn_columns(self) -> None:
        """Learn which columns nearly every row fills, and which are printed once above several; rows of one
        cell are names and words between them."""
        telling = [shape for shape in self.shapes if len(shape) > 1]
        count = Counter(index for shape in telling for index in shape)
        least = _NEARLY_ALL * len(telling)
        self._core = frozenset(index for index, number in count.items() if number >= least)
        # Those left of the titles that some rows leave empty: a group is named there above its actions.
        self._printed_once = {index for index in count.keys() - self._core if index < (self.title or 0)}
        if len(telling) < _LEAST_ROWS:
            self._core = frozenset()

    def features(self, at: int, width: int) -> Features:
        """How a row of so many cells is filled, by itself, beside all others and beside those around it."""
        shape = self.shapes[at]
        if (shape, width) not in self._known_shapes:
            self._known_shapes[shape, width] = self._of_shape(shape, width, self.parts_told[at])
        seen = self._known_shapes[shape, width] | {
            "shape": self._count_of[shape] / self.count,
            "only shape": float(self._count_of[shape] == 1),
        }
        return seen | self._beside(shape, "above", at - 1) | self._beside(shape, "below", at + 1)

    def _of_shape(self, shape: Shape, width: int, parts: set[str]) -> Features:
        has_title = self.title in shape
        has_ref = "none" if self.ref is None else str(self.ref in shape)
        has_group = "none" if not self._groups else str(bool(self._groups & shape))
        seen = {f"{'has' if name in parts else 'lacks'} {name}": 1.0 for name in self._parts}
        seen |= {
            "bias": 1.0,
            f"filled={min(len(shape), 4)}": 1.0,
            "share filled": len(shape) / max(width, 1),
            f"parts={len(parts)}": 1.0,
            f"parts={len(parts)} of {len(self._parts)}": 1.0,
            f"title={has_title} ref={has_ref}": 1.0,
            f"title={has_title} parts={min(len(parts), 2)}": 1.0,
            f"title={has_title} group={has_group} parts={min(len(parts), 1)}": 1.0,
        }
        for index in shape if len(shape) == 1 else ():
            seen |= {f"alone in {self._name_of(index)}": 1.0, "alone in first": float(index == 0)}
        return seen | self._of_core(shape)

    def _name_of(self, index: int) -> str:
        if index == self.title:
            return "title"
        return "group" if index in self._groups else "ref" if index == self.ref else "other"

    def _of_core(self, shape: Shape) -> Features:
        """How a row fills the columns that nearly every row fills."""
        if not self._core:
            return {"core unknown": 1.0}
        missing = self._core - shape
        how = "all" if not missing else "some" if len(missing) < len(self._core) else "none"
        seen = {
            f"core={how}": 1.0,
            f"core={how} of {min(len(self._core), 4)} title={self.title in shape}": 1.0,
            "core missing": len(missing) / len(self._core),
        }
        if not missing and self.title in self._core and self._printed_once - shape:
            seen["core below a group"] = 1.0
        return seen

    def _beside(self, own: Shape, name: str, at: int) -> Features:
        """How the row above or below is filled beside this one."""
        is_row = 0 <= at < len(self.shapes) and self._is_row[at]
        pair = own, name, self.shapes[at] if is_row else None
        if pair not in self._known_pairs:
            self._known_pairs[pair] = self._of_pair(*pair)
        return self._known_pairs[pair]

    def _of_pair(self, own: Shape, name: str, shape: Shape | None) -> Features:
        if shape is None:
            return {f"nothing {name}": 1.0}
        signs = {
            "same shape": shape == own,
            "more": len(shape) > len(own),
            "within": own < shape,
            "has title": self.title in shape,
        }
        return {f"{name} filled={min(len(shape), 4)}": 1.0} | {
            f"{sign} {name}": 1.0 for sign, is_so in signs.items() if is_so
        }
