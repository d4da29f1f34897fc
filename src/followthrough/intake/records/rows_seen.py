"""What is seen of a row of a table whose columns are known: how it is filled, how its cells look, how they
are like those of the other rows, what the words are, and how the row stands to the ones around it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from math import log1p
from statistics import median

from followthrough.intake.grid import Row
from followthrough.intake.kinds.cells import kinds_of, says_nothing
from followthrough.intake.records.filling import Features, Filling
from followthrough.intake.records.stated_kinds import TO_FILL_IN
from followthrough.intake.scoring.words import chances_of_heading, signs_in
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.headings import fold_heading
from followthrough.intake.tables.sections import is_labelled
from followthrough.plan.refs import begins_count, counts_on, looks_like_ref, opening_roman

# Columns of texts, whose cells have no kind in common.
_TEXTS = {"title", "update", "note", "answers", "measures", "theme", "workstream"}
_EXAMPLE = re.compile(
    r"\b(?:e\.?g\.|etc\b|dd[/.-]|mm[/.-]|yyyy|please|insert|enter\b|describe|be specific|leave blank|initials"
    r"|if any|see key|should be|will be put|taken from)|[\[<{]\w[^\]>}]*[\]>}]",
    re.IGNORECASE,
)
# What exports of task tools say in a column of its own of what a row is.
_SAYS_KIND = re.compile(r"section|heading|header|note|comment|summary|task|phase|milestone", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:outline|indent|depth)\b|^level$", re.IGNORECASE)
_ASKS = re.compile(r"(?:what|who|when|where|how|which|why|do|does|is|are|name of|list|give)\b", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?\b|number of\b|overall\b|percentage\b|mean\b", re.IGNORECASE)
_OPENS_NUMBERED = re.compile(r"\W*(?:[A-Z]{0,3}\d+(?:\.\d+)*[a-z]?|[a-z]|[ivx]+)[.):]?\s")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
# What tells a row that says how to fill in the table, where it stands first.
_GUIDES = ("examples", "asks", "differs", "all differ", "nothing", "only shape", "small", "agrees")
_SHORT, _LONG = 40, 90
# So much of a cell is looked at for what its words are.
_LOOKED_AT = 600
# So many rows tell how the rows of a table are.
_SAMPLE = 200


class RowsSeen:
    """Knows what all rows of a table have in common, and tells what is seen of each. A place without a row
    is one of running text."""

    def __init__(self, rows: Sequence[Row | None], columns: Sequence[ColumnReading]) -> None:
        self.rows = rows
        self.columns = columns
        self.filling = Filling(rows, columns)
        self.ref, self.title = self.filling.ref, self.filling.title
        self.shapes, self.parts_told = self.filling.shapes, self.filling.parts_told

    def features(self, at: int, row: Row) -> Features:
        """What is seen of the row in a place, whatever was made of the rows above it."""
        filled = sorted(self.shapes[at])
        seen = self.filling.features(at, len(row.cells)) | self._title_and_ref(row)
        seen |= self._words(row, filled, is_told=not self.parts_told[at] or at == 0)
        seen |= self._looks(row, filled)
        seen |= self._like_others(row, filled)
        seen |= self._around(at, row)
        if len(filled) == 1:
            seen |= self._kin(at, row.cells[filled[0]].text)
        if at == 0:
            seen |= {f"first and {sign}": seen[sign] for sign in _GUIDES if sign in seen}
        return seen

    def _title_and_ref(self, row: Row) -> Features:
        """Whether a row's title and ref are such."""
        seen: Features = {}
        if (title := row.text_at(self.title)) and names_nothing(title):
            seen["title names nothing"] = 1.0
        if self.ref is not None:
            ref = row.text_at(self.ref)
            seen[f"ref plain={looks_like_ref(ref)}" if ref else "ref none"] = 1.0
        return seen

    def _words(self, row: Row, filled: Sequence[int], *, is_told: bool) -> Features:
        """What the words of a row are; of one that tells little of an action all of them are looked at."""
        texts = [row.cells[index].text[:_LOOKED_AT] for index in filled]
        main = row.text_at(self.title)[:_LOOKED_AT] or max(texts, key=len, default="")
        first, alone = texts[0] if texts else "", "alone " if len(texts) == 1 else ""
        seen = {f"{alone}{sign}": 1.0 for sign in _marks_of(main, first)}
        seen["rather long"] = min(len(main) / self._title_length, 3.0)
        length = "short" if len(main) <= _SHORT else "middle" if len(main) <= _LONG else "long"
        seen |= {f"{alone}length={length}": 1.0, f"{alone}length": log1p(len(main)) / 5}
        share = 1 / max(len(texts), 1)
        seen["to be filled in"] = sum(bool(TO_FILL_IN.fullmatch(text)) for text in texts) * share
        seen |= {f"says {text.lower()}": 1.0 for text in texts if _SAYS_KIND.fullmatch(text)}
        if is_told:
            seen |= {f"{alone}{sign}": 1.0 for sign in signs_in(main)}
            if len(main) <= _LONG:
                seen[f"{alone}could head"] = 1 - chances_of_heading(main)["text"]
            seen |= {
                "examples": sum(bool(_EXAMPLE.search(text)) for text in texts) * share,
                "asks": sum(bool(_ASKS.match(text)) or text.endswith("?") for text in texts) * share,
                "small": sum(text[:1].islower() for text in texts) * share,
                "nothing": sum(map(says_nothing, texts)) * share,
                "like heading": sum(
                    self._is_heading(at, text) for at, text in zip(filled, texts, strict=True)
                )
                * share,
            }
        return seen

    def _is_heading(self, at: int, text: str) -> bool:
        return bool(text) and fold_heading(text) == self._headings.get(at)

    @cached_property
    def _headings(self) -> Mapping[int, str]:
        return {column.index: fold_heading(column.heading) for column in self.columns}

    @cached_property
    def _title_length(self) -> float:
        lengths = [len(text) for row in self._typical if (text := row.text_at(self.title))]
        return max(median(lengths) if lengths else _SHORT, 1.0)

    @cached_property
    def titles_order(self) -> bool:
        """Whether most titles of rows with more than a title order something."""
        rows = [row for row in self._typical if len(row.filled) > 1 and row.text_at(self.title)]
        return 2 * sum("orders" in signs_in(row.text_at(self.title)) for row in rows) > len(rows)

    @cached_property
    def _typical(self) -> Sequence[Row]:
        rows = [row for row in self.rows if row]
        return rows[:: 1 + len(rows) // _SAMPLE]

    def _looks(self, row: Row, filled: Sequence[int]) -> Features:
        """Bold cells and fills where the other rows have none, and cells merged down from above."""
        seen: Features = {}
        bold = sum(row.cells[at].bold for at in filled)
        if bold and self._bold < 0.5:
            seen["bold"] = bold / len(filled)
        fill = next((row.cells[at].fill for at in filled if row.cells[at].fill), None)
        if fill and self._fills[fill] < 0.4 * len(self._typical):
            seen["filled in"] = 1.0
        if goes_on := sum(cell.goes_on for cell in row.cells):
            seen["goes on"] = goes_on / len(row.cells)
        return seen

    @cached_property
    def _bold(self) -> float:
        bold = sum(any(cell.bold for cell in row.cells if cell.text) for row in self._typical)
        return bold / max(len(self._typical), 1)

    @cached_property
    def _fills(self) -> Counter[str]:
        return Counter(
            fill for row in self._typical for fill in {c.fill for c in row.cells if c.text} if fill
        )

    def _like_others(self, row: Row, filled: Sequence[int]) -> Features:
        """How far the cells are of the kinds that their columns have."""
        pairs = [(self._kinds[index], row.cells[index].text) for index in filled if index in self._kinds]
        if not pairs:
            return {}
        agree = sum(bool(kinds_of(text) & common) for common, text in pairs)
        says = sum(not says_nothing(text) for _, text in pairs)
        differ = max(says - agree, 0)
        return {
            "agrees": agree / len(pairs),
            "differs": differ / len(pairs),
            "all differ": float(differ == len(pairs)),
        }

    @cached_property
    def _kinds(self) -> Mapping[int, frozenset[str]]:
        """The kinds that more than half of a column's cells have, of the columns of values."""
        kinds = {}
        for index in (column.index for column in self.columns if column.field not in _TEXTS):
            texts = [text for row in self._typical if (text := row.text_at(index))]
            count = Counter(kind for text in texts for kind in kinds_of(text))
            if common := frozenset(kind for kind, number in count.items() if 2 * number > len(texts)):
                kinds[index] = common
        return kinds

    def _around(self, at: int, row: Row) -> Features:
        """How the row stands to those above and below it."""
        seen = {"first": float(at == 0), "last": float(at == len(self.rows) - 1)}
        above = self._text(at - 1, self.title)
        if above and counts_on(above, row.text_at(self.title)):
            seen["counts on"] = 1.0
        return seen | self._refs(at) | self._depth(at)

    def _depth(self, at: int) -> Features:
        """Whether what stands below is deeper, where a column says how deep each row is."""
        own, below = (self._depths[place] if place < len(self._depths) else 0 for place in (at, at + 1))
        return {"deeper below" if below > own else "not deeper below": 1.0} if own and below else {}

    def depth_above_deeper(self, at: int) -> int:
        """How deep a row is of which a column says that what stands below is part of it, else 0."""
        return self._depths[at] if "deeper below" in self._depth(at) else 0

    @cached_property
    def _depths(self) -> Sequence[int]:
        """How deep each row is by a column of one digit a row that goes down by ones and up again, as an
        outline does, or that is headed as a level; 0 where a row says nothing."""
        for column in self.columns:
            is_named = bool(_LEVEL.search(column.heading))
            if column.field != "note" and not is_named:
                continue
            texts = [self._text(at, column.index) for at in range(len(self.rows))]
            said = [int(text) for text in texts if len(text) == 1 and text.isdecimal()]
            steps = [below - above for above, below in pairwise(said)]
            is_outline = is_named or (steps and max(steps) == 1 and min(steps) < 1)
            if steps and is_outline and len(said) == sum(map(bool, texts)):
                return [int(text or 0) for text in texts]
        return []

    def _text(self, at: int, index: int | None) -> str:
        """The text of a cell of the row in a place, "" where none stands there."""
        row = self.rows[at] if 0 <= at < len(self.rows) else None
        return row.text_at(index) if row else ""

    def _refs(self, at: int) -> Features:
        """How the ref goes on in the row below: deeper, or begun again under this row."""
        own, other = self._text(at, self.ref), self._text(at + 1, self.ref)
        if not other:
            return {}
        if not own:
            return {"ref begins below": 1.0} if begins_count(other) else {}
        stem = own.rstrip(". )")
        seen = {}
        if other != own and other.startswith(stem) and other[len(stem) :][:1] in (".", "-", "/"):
            seen["ref deeper below"] = 1.0
        if begins_count(other) and not begins_count(own):
            seen["ref again below"] = 1.0
        return seen

    def _kin(self, at: int, text: str) -> Features:
        """How the other rows with one text alone are: begun with the same word, right beside this one."""
        others = len(self._alone) - 1
        return {
            "alone alike": min(self._openings[_opening(text)] - 1, 4) / 4,
            "alone others": min(others, 4) / 4,
            "alone share": len(self._alone) / self.filling.count,
            "alone and first is": float(0 in self._alone),
            "alone two together": float(at - 1 in self._alone or at + 1 in self._alone),
        }

    @cached_property
    def _alone(self) -> Mapping[int, str]:
        """The texts that stand alone in their rows, by the place of the row."""
        return {
            at: self._text(at, next(iter(shape))) for at, shape in enumerate(self.shapes) if len(shape) == 1
        }

    @cached_property
    def _openings(self) -> Counter[str]:
        return Counter(map(_opening, self._alone.values()))


def names_nothing(text: str) -> bool:
    """Whether a cell is empty, or has but a sign or a number: "–", "N/A", "0%"."""
    return says_nothing(text) or not any(map(str.isalpha, text))


def _marks_of(main: str, first: str) -> Iterator[str]:
    """What a row's longest text is like, and what its first text is."""
    if _TOTAL.match(first):
        yield "total"
    if _OPENS_NUMBERED.match(first):
        yield "numbered"
    if main is not first and _OPENS_NUMBERED.match(main):
        yield "numbered main"
    if is_labelled(first):
        yield "labelled"
    if main.endswith((".", ";", ",")):
        yield "stops"
    if main.endswith(":"):
        yield "colon"
    if main[:1].islower() and not opening_roman(main):
        yield "starts small"
    elif not main[:1].isalnum():
        yield "starts marked"
    if main.isupper():
        yield "capitals"


def _opening(text: str) -> str:
    """The first word of a text, any number in it as such: "recommendation", "a#"."""
    first = next(iter(text[:_LOOKED_AT].split()), "")
    return _NUMBER.sub("#", first).strip(".:)").lower()
