"""A table of actions after its columns are known: its records, and what all of them together teach."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from followthrough.intake.corrections import CellChoice
from followthrough.intake.grid import PARAGRAPH, Place
from followthrough.intake.kinds.cells import is_date, kinds_of, letters_among, letters_beside
from followthrough.intake.kinds.dates import DateColumn
from followthrough.intake.kinds.owners import KnownOwners, beside_brackets, owner_parts
from followthrough.intake.kinds.refs import Numbering, numbering_of
from followthrough.intake.records.record import Record
from followthrough.intake.records.row_kinds import KindRead, RowDoubt
from followthrough.intake.report import Problems
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.intake.tables.columns_together import revision_of
from followthrough.intake.tables.table import Table
from followthrough.plan.document import SchemeEntry
from followthrough.plan.refs import RefStyle, begins_count
from followthrough.plan.statuses import is_status_text
from followthrough.plan.when.dates import find_dates
from followthrough.plan.when.words import plain

_MOSTLY = 0.6
# One text that stands in two rows on end tells so many empty cells that nothing goes down over them.
_AGAIN = 3
_LONGEST_STATUS = 40
_LABEL = re.compile(r"\s*(?:(?:current|overall) )?(?:status|rag|position)\s*:\s*", re.IGNORECASE)
_DONE_FIRST = re.compile(
    r"\s*(?P<done>completed|closed|implemented|delivered|finished|achieved|done)\b(?: (?:on|in))?[\s:(–-]*",
    re.IGNORECASE,
)
_DONE_ON = re.compile(
    r"(?:date[ _])?(?:completed|closed|resolved|done|finished|implemented|delivered)(?:[ _](?:at|on|date))?",
    re.IGNORECASE,
)
# "Closed (minute reference)": what is filled in names a minute that says so, "24/31".
_DONE_BY_MINUTE = re.compile(
    r"(?:completed|closed|resolved|done|signed off)\W+(?:see )?minutes?\b.{0,20}", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?=.*\d).{1,20}")
# A sheet, or a part of a table, of what is done: "Closed actions", "Actions completed since last meeting".
_OF_DONE = re.compile(
    r"(?:actions?|items|recommendations)?[\W_]*(?:completed?|closed)[\W_]*(?:actions?|items|recommendations|log)?"
    r"(?: since (?:the |our )?(?:last|previous) \w+| (?:in|during) (?:the|this|last) \w+)?",
    re.IGNORECASE,
)
_MARK = re.compile(r"\s+[–—-]\s+|[:.]\s|\n")
_SAYS_NO_MORE = frozenset({"status", "date", "ref", "rating", "yes_no"})


@dataclass
class TableReading:
    """One `table` of actions: its columns, its records, and how each of its date columns is written, which
    all tables together tell.

    `labels` are the statuses that the file's own key explains, in lower case; `chance` how likely it is that
    the table is a plan, `likeness` what its headings, which others have, add to that; `cells_put_right` are
    those that a person put right, `doubts` the rows that may be something else, `row_kinds` what each row was
    read as, `problems` what was met in its rows and columns.
    """

    table: Table
    columns: list[ColumnReading]
    records: list[Record]
    labels: frozenset[str] = frozenset()
    chance: float = 1.0
    likeness: float = 0.0
    cells_put_right: Sequence[CellChoice] = ()
    doubts: list[RowDoubt] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    row_kinds: Mapping[Place, KindRead] = field(default_factory=dict)
    date_columns: dict[int, DateColumn] = field(default_factory=dict)
    numbering: Numbering | None = None
    led_by_status: frozenset[int] = frozenset()
    by_field: dict[str, list[ColumnReading]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Learn whether the refs stand in the title cells."""
        for column in self.columns:
            self.by_field.setdefault(column.field, []).append(column)
        self.numbering = self._numbering()
        self.led_by_status = self._led_by_status()

    def columns_of(self, *fields: str) -> list[ColumnReading]:
        """The columns that hold one of the fields, in their order."""
        if len(fields) == 1:
            return self.by_field.get(fields[0], [])
        return [column for column in self.columns if column.field in fields]

    def texts_of(self, column: ColumnReading) -> list[str]:
        """The cells of a column, top to bottom, empty ones included."""
        return [record.cells.get(column.index, "") for record in self.records]

    @property
    def title(self) -> ColumnReading | None:
        """The column of titles."""
        return next(iter(self.columns_of("title")), None)

    @cached_property
    def earlier_revisions(self) -> list[ColumnReading]:
        """The notes that hold the revised dates before those of the column of due dates."""
        last = {revision_of(column.heading) for column in self.columns_of("due")} - {""}
        return [column for column in self.columns_of("note") if revision_of(column.heading) in last]

    @cached_property
    def is_answer_drawn_once(self) -> bool:
        """Whether what is answered stands once above the actions that answer it: where it stands the refs
        begin again, and where its cell is empty they go on."""
        begun = [
            begins_count(printed_ref(self, record))
            for record in self.records
            if any(record.cells.get(column.index) for column in self.columns_of("answers"))
        ]
        return 1 < len(begun) < len(self.records) and all(begun)

    @cached_property
    def letters(self) -> Mapping[int, Mapping[str, str]]:
        """What single letters, yes and no stand for in the columns that may say a status, by their index."""
        statuses = self.columns_of("status")
        usual = letters_among(text for column in statuses for text in self.texts_of(column))
        meant = {column.index: column.letters for column in self.columns_of("update")}
        meant |= {column.index: column.letters or usual for column in statuses}
        columns = self.columns_of("status", "update")
        return {
            column.index: letters_beside(meant[column.index], self.texts_of(column)) for column in columns
        }

    @cached_property
    def done_on(self) -> ColumnReading | None:
        """The note of the days on which rows were done, or of the minutes that say so; what is filled in
        every row is a day by which they are to be."""
        for column in self.columns_of("note"):
            texts = self.texts_of(column)
            said = [text for text in texts if text]
            is_day = _DONE_ON.fullmatch(column.role) and all(map(is_date, said))
            is_minute = _DONE_BY_MINUTE.fullmatch(column.role) and all(map(_NUMBERED.fullmatch, said))
            if 0 < len(said) < len(texts) and (is_day or is_minute):
                return column
        return None

    def part_of_done(self, record: Record) -> str | None:
        """The name of an action's part or sheet, where it says that all in it is done and no column says a
        status."""
        if self.columns_of("status"):
            return None
        names = filter(None, (record.section, record.theme, record.place.sheet))
        return next((name for name in names if _OF_DONE.fullmatch(name.strip())), None)

    def is_filled_anew(self, column: ColumnReading) -> bool:
        """Whether a column of groups says its text again in each row, so that an empty cell is empty."""
        return column.index in self._filled_anew

    @cached_property
    def _filled_anew(self) -> frozenset[int]:
        found = set()
        for column in self.columns_of("theme", "workstream"):
            said = [(record.cells.get(column.index, ""), record.merged_down) for record in self.records]
            again = sum(a == b != "" and column.index not in merged for (a, _), (b, merged) in pairwise(said))
            empty = sum(not text and column.index not in merged for text, merged in said)
            if again and _AGAIN * again >= empty:
                found.add(column.index)
        return frozenset(found)

    def leading_status(self, column: ColumnReading, text: str) -> str | None:
        """The status that a text begins with, in a column whose cells mostly begin so: "Delayed - the …", or
        whose heading asks for it: "Achieved?"; and that it is done where the day follows: "Completed 12.9.25.
        The prompt is live"."""
        answers = self.letters[column.index]
        if "yes" in answers:
            return self._leading_status(text, answers)
        return self._leading_status(text) if column.index in self.led_by_status else _done_first(text)

    def told_after_status(self, text: str) -> str | None:
        """What a cell of statuses tells beyond the one that it begins with: "On hold – the roof leaks"; None
        where that is but another status, or a day."""
        after = _parted(text)[1]
        is_told = after and not kinds_of(after) & _SAYS_NO_MORE and after.lower() not in self.labels
        return after if is_told and self._leading_status(text) else None

    def _leading_status(self, text: str, answers: Collection[str] = ()) -> str | None:
        first = _parted(text)[0]
        is_status = first.lower() in self.labels or (len(first) <= _LONGEST_STATUS and is_status_text(first))
        return first if first and (is_status or first.lower() in answers) else None

    def _led_by_status(self) -> frozenset[int]:
        return frozenset(
            column.index
            for column in self.columns_of("update")
            if (texts := [text for record in self.records if (text := record.cells.get(column.index))])
            and sum(self._leading_status(text) is not None for text in texts) >= _MOSTLY * len(texts)
        )

    def _numbering(self) -> Numbering | None:
        if self.columns_of("ref") or self.title is None:
            return None
        return numbering_of([text for r in self.records if (text := r.cells.get(self.title.index, ""))])


def _parted(text: str) -> tuple[str, str]:
    """What a text begins with, and what stands after the first mark that parts it."""
    first, *after = _MARK.split(_LABEL.sub("", text, count=1), maxsplit=1)
    return first.strip(), "".join(after).strip()


def _done_first(text: str) -> str | None:
    """The word for done that a text begins with, where a date stands right after it."""
    word = _DONE_FIRST.match(text)
    after = find_dates(plain(text[word.end() : word.end() + _LONGEST_STATUS])) if word else []
    return word["done"] if word and after and after[0].start == 0 and after[0].span else None


@dataclass
class PlanWords:
    """What was learnt of the whole plan before its actions are read."""

    refs: RefStyle
    owners: KnownOwners
    scheme: Sequence[SchemeEntry] | None


def learn_words(tables: Sequence[TableReading], scheme: Sequence[SchemeEntry] | None) -> PlanWords:
    """The style of the refs, and the names that stand alone in owner cells, of all tables together."""
    refs = [
        printed for table in tables for record in table.records if (printed := printed_ref(table, record))
    ]
    owners = [text for table in tables for text in _owner_texts(table)]
    return PlanWords(RefStyle.learn(refs), KnownOwners.learn(owners), scheme)


def _owner_texts(table: TableReading) -> Iterator[str]:
    """The texts of owner cells, those of shared cells without their dates."""
    for column in table.columns_of("owner", "who_when"):
        for record in table.records:
            if text := record.cells.get(column.index):
                yield from (
                    owner_parts(text) if column.field == "who_when" else [beside_brackets(text, column.role)]
                )


def printed_ref(table: TableReading, record: Record) -> str:
    """The ref of a record as printed: in its own column, or before its title."""
    if columns := table.columns_of("ref"):
        return record.cells.get(columns[0].index, "")
    if table.numbering and table.title:
        numbered = table.numbering(record.cells.get(table.title.index, ""))
        return numbered[0] if numbered else ""
    return ""


@dataclass(frozen=True)
class RowReading:
    """The cells of one record by what their columns hold."""

    table: TableReading
    record: Record

    def cell(self, column: ColumnReading) -> str:
        """The text of one column's cell, empty where it says nothing."""
        return self.record.cells.get(column.index, "")

    def texts(self, name: str) -> list[str]:
        """The texts of all columns that hold a field, empty ones left out."""
        return [text for column in self.table.columns_of(name) if (text := self.cell(column))]

    def text(self, name: str) -> str | None:
        """The same as one text, None where nothing is said."""
        return PARAGRAPH.join(self.texts(name)) or None
