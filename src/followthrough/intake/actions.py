"""Records become actions: each column's cells are read for what the column holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from followthrough.intake.columns import ColumnReading
from followthrough.intake.dates import Cut, DateColumn, Dates, read_dates
from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.owners import KnownOwners, clean_name, split_owners
from followthrough.intake.records import Record
from followthrough.intake.report import Problems, quote
from followthrough.intake.signatures import read_signature
from followthrough.intake.titles import Numbering, numbering_of, split_heading
from followthrough.intake.who_when import owner_parts, read_who_when
from followthrough.plan.document import Action, ChangeControl, Note, Owner, Risk, SchemeEntry, Status, Update
from followthrough.plan.refs import RefStyle
from followthrough.plan.statuses import read_status
from followthrough.plan.when import read_when

_THEME_LABEL = re.compile(
    r"(?i:theme|priority|objective|pillar|strand|work ?stream|section|part|outcome|goal|aim|ambition|domain)"
    r"(?:\s*\d+|\s+[A-Z]|\s+[IVXivx]+)(?:\s*[-–—:.]+\s*|\s+)(?=\S)"
)
_YES, _NO = {"yes", "y", "true", "required"}, {"no", "n", "false", "not required"}
_CARRIED = ("theme", "workstream")


@dataclass
class TableReading:
    """One table of actions: its columns, its records, and what was learnt of its date columns."""

    columns: list[ColumnReading]
    records: list[Record]
    date_columns: dict[int, DateColumn] = field(default_factory=dict)
    numbering: Numbering | None = None

    def __post_init__(self) -> None:
        """Learn how each date column is written, and whether the refs stand in the title cells."""
        self.numbering = self._numbering()
        for column in self.columns:
            if column.field in ("start", "due", "original_due", "forecast"):
                texts = [record.cells.get(column.index, "") for record in self.records]
                self.date_columns[column.index] = DateColumn.learn(column.role, texts)

    def columns_of(self, *fields: str) -> list[ColumnReading]:
        """The columns that hold one of the fields."""
        return [column for column in self.columns if column.field in fields]

    @property
    def title(self) -> ColumnReading | None:
        """The column of titles."""
        return next(iter(self.columns_of("title")), None)

    def _numbering(self) -> Numbering | None:
        if self.columns_of("ref") or self.title is None:
            return None
        return numbering_of([text for r in self.records if (text := r.cells.get(self.title.index, ""))])


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
                yield from owner_parts(text) if column.field == "who_when" else [text]


def printed_ref(table: TableReading, record: Record) -> str:
    """The ref of a record as printed: in its own column, or before its title."""
    if columns := table.columns_of("ref"):
        return record.cells.get(columns[0].index, "")
    if table.numbering and table.title:
        numbered = table.numbering(record.cells.get(table.title.index, ""))
        return numbered[0] if numbered else ""
    return ""


def read_actions(table: TableReading, words: PlanWords, problems: Problems) -> list[Action]:
    """The actions of a table, in order."""
    actions: list[Action] = []
    carried: dict[str, str] = {}
    before: str | None = None
    for record in table.records:
        reader = _ActionReader(table, record, words, problems, before)
        action = reader.read(carried)
        before = action.ref or before
        actions.append(action)
    return actions


class _ActionReader:
    """Reads one record. The ref of the record before helps to read a ref that is misprinted."""

    def __init__(
        self, table: TableReading, record: Record, words: PlanWords, problems: Problems, before: str | None
    ) -> None:
        self.table, self.record, self.words, self.problems = table, record, words, problems
        self.printed = printed_ref(table, record) or None
        self.ref = self._canonical(before)

    def read(self, carried: dict[str, str]) -> Action:
        """The action; `carried` holds the theme and workstream of the rows above, for cells merged downwards."""
        title, told = self._title()
        dates = self._dates()
        owners, notes = self._owners()
        action = Action(
            ref=self.ref,
            printed_ref=self.printed,
            parent=None,
            theme=self._group("theme", carried, self.record.theme),
            workstream=self._group("workstream", carried, self.record.section),
            title=title,
            owners=owners,
            start=dates.start,
            due=dates.due,
            original_due=dates.original_due,
            milestones=list(dates.milestones),
            priority=self._text("priority"),
            risk=self._risk(),
            measures=self._texts("measures"),
            answers=self._texts("answers"),
            updates=self._updates(told),
            notes=[*notes, *self._notes()],
            change_control=self._change_control(),
            where=self.record.place.where(until=self.record.until),
        )
        self._add_status_of_dates(action, dates)
        return action

    def _canonical(self, before: str | None) -> str | None:
        if not self.printed:
            if self.table.columns_of("ref") and any(r is not self.record for r in self.table.records):
                self._say(
                    "missing_ref", "warning", "This row has no ref. Give it one, so that it can be followed."
                )
            return None
        ref = self.words.refs.canonical(self.printed, before)
        if ref.malformed:
            self._say(
                "malformed_ref",
                "warning",
                f"The ref {quote(self.printed)} is not written like the others. Check it.",
            )
        elif ref.repaired:
            self._say(
                "malformed_ref", "note",
                f"The ref {quote(self.printed)} was read as {ref.ref}, as the other refs are written.", ref=ref.ref,
            )  # fmt: skip
        return ref.ref or None

    def _say(
        self, code: str, severity: str, message: str, *, ref: str | None = None, column: str | None = None
    ) -> None:
        self.problems.add(
            code, severity, message, ref=ref or getattr(self, "ref", None) or self.printed,  # type: ignore[arg-type]
            place=self.record.place, until=self.record.until, column=column,
        )  # fmt: skip

    def _cell(self, column: ColumnReading) -> str:
        return self.record.cells.get(column.index, "")

    def _texts(self, name: str) -> list[str]:
        return [text for column in self.table.columns_of(name) if (text := self._cell(column))]

    def _text(self, name: str) -> str | None:
        return PARAGRAPH.join(self._texts(name)) or None

    def _group(self, name: str, carried: dict[str, str], around: str | None) -> str | None:
        """A theme or workstream: the cell's own, the one carried down a merged cell, or the heading around it."""
        own = self._text(name)
        if own and name in _CARRIED:
            carried[name] = own
        text = own or (carried.get(name) if self.table.columns_of(name) else None) or around
        return name_of_group(text) if text else None

    def _title(self) -> tuple[str, str]:
        """The title, and the narrative that was run together with it."""
        text = self._text("title") or ""
        numbered = self.table.numbering(text) if self.table.numbering else None
        if numbered is None:
            if not text:
                self._say("missing_title", "warning", "This row has no title. Say what is to be done.")
            return text, ""
        is_alone = all(
            index == (self.table.title.index if self.table.title else 0) for index in self.record.cells
        )
        return split_heading(numbered[1]) if is_alone else (numbered[1], "")

    def _owners(self) -> tuple[list[Owner], list[Note]]:
        owners: list[Owner] = []
        notes: list[Note] = []
        for column in self.table.columns_of("owner"):
            if text := self._cell(column):
                names, instruction = split_owners(text, self.words.owners)
                owners += [Owner(role=column.role, name=name) for name in names]
                notes += [Note(heading=column.role, text=instruction)] if instruction else []
                self._note_lookalikes(text, names, column)
        for column in self.table.columns_of("who_when"):
            shared = read_who_when(self._cell(column), column.role, self.words.owners)
            owners += [owner for owner in shared.owners if owner not in owners]
        return owners, notes

    def _note_lookalikes(self, text: str, names: Sequence[str], column: ColumnReading) -> None:
        if (
            not text.isascii()
            and clean_name(text) != " ".join(text.split())
            and any(name.isascii() for name in names)
        ):
            self._say(
                "lookalike_letters", "note",
                f"The owner {quote(text)} is written with letters of another alphabet; it was read as "
                f"{quote(', '.join(names))}.", column=column.role,
            )  # fmt: skip

    def _dates(self) -> Dates:
        cuts = {name: self._cut(name) for name in ("start", "due", "original_due")}
        dates = read_dates(
            cuts["start"], cuts["due"], cuts["original_due"],
            ref=self.ref, place=self.record.place, problems=self.problems,
        )  # fmt: skip
        shared = self.table.columns_of("who_when")
        if shared and not dates.due:
            read = read_who_when(self._cell(shared[0]), shared[0].role, self.words.owners)
            dates.due, dates.milestones = read.due, read.milestones
        return dates

    def _cut(self, name: str) -> Cut | None:
        columns = self.table.columns_of(name)
        if not columns or not self._cell(columns[0]):
            return None
        return Cut(self._cell(columns[0]), self.table.date_columns[columns[0].index])

    def _risk(self) -> Risk | None:
        rating, description = self._text("risk:rating"), self._text("risk:description")
        return Risk(rating=rating, description=description) if rating or description else None

    def _change_control(self) -> ChangeControl | None:
        text = self._text("change_control")
        if text is None:
            return None
        word = text.strip(" .").lower()
        return ChangeControl(required=True if word in _YES else False if word in _NO else None, text=text)

    def _notes(self) -> list[Note]:
        return [
            Note(heading=column.heading or None, text=text)
            for column in self.table.columns_of("note")
            if (text := self._cell(column))
        ]

    def _updates(self, told: str) -> list[Update]:
        """One update a period that the columns name, blank cells included: a blank is an answer not given."""
        columns = self.table.columns_of("status", "update")
        periods = list(dict.fromkeys(column.period for column in columns))
        updates = [self._update(period, [c for c in columns if c.period == period]) for period in periods]
        narrative = PARAGRAPH.join(filter(None, [told, *self.record.narrative]))
        if narrative:
            last = next((update for update in reversed(updates) if not update.text), None)
            if last:
                last.text = narrative
            else:
                updates.append(Update(text=narrative))
        self._add_forecast(updates)
        return updates

    def _update(self, period: str | None, columns: Sequence[ColumnReading]) -> Update:
        status_text = (
            PARAGRAPH.join(t for c in columns if c.field == "status" and (t := self._cell(c))) or None
        )
        text = PARAGRAPH.join(t for c in columns if c.field == "update" and (t := self._cell(c))) or None
        status = self._status(status_text, columns) if status_text else None
        by, on = read_signature(text, period) if text else (None, None)
        return Update(period=period, status=status, status_text=status_text, text=text, by=by, on=on)

    def _status(self, text: str, columns: Sequence[ColumnReading]) -> Status | None:
        lines = [read_status(line, self.words.scheme) for line in text.split(PARAGRAPH)]
        status = next((line for line in lines if line), None) or read_status(text, self.words.scheme)
        if status is None and any(character.isalnum() for character in text):
            column = next((c.heading for c in columns if c.field == "status"), None)
            self._say(
                "unknown_status", "warning",
                f"{quote(text)} is no status that is known here. It was kept as text. Say what it stands for.", column=column,
            )  # fmt: skip
        return status

    def _add_forecast(self, updates: list[Update]) -> None:
        if (text := self._text("forecast")) and updates:
            said = [update for update in updates if update.status_text or update.text] or updates
            said[-1].forecast = read_when(text)
        elif text:
            updates.append(Update(forecast=read_when(text)))

    def _add_status_of_dates(self, action: Action, dates: Dates) -> None:
        """A status that stood in the date cell counts where no update says one."""
        if dates.status_words and not any(update.status_text for update in action.updates):
            status = read_status(dates.status_words, self.words.scheme)
            action.updates.append(Update(status=status, status_text=dates.status_words))


def name_of_group(text: str) -> str:
    """The name of a theme or workstream without its label: "Theme 2 - Oversight" is "Oversight"."""
    line = " ".join(text.split())
    return _THEME_LABEL.sub("", line, count=1) if _THEME_LABEL.match(line) else line
