"""Records become actions: each column's cells are read for what the column holds."""

import re
from collections.abc import Sequence

from followthrough.intake.grid import PARAGRAPH
from followthrough.intake.kinds.dates import Cut, Dates, read_dates
from followthrough.intake.kinds.owners import beside_brackets, read_who_when, split_owners
from followthrough.intake.kinds.posts import could_be_two_posts
from followthrough.intake.kinds.prose import split_heading
from followthrough.intake.records.hierarchy import add_parents_named, add_parents_set_in
from followthrough.intake.records.record import Record
from followthrough.intake.records.row_kinds import say_doubts
from followthrough.intake.records.table_reading import PlanWords, RowReading, TableReading, printed_ref
from followthrough.intake.records.updates import quoted_unknown, read_updates, status_of
from followthrough.intake.report import Problems, quote
from followthrough.intake.tables.column_reading import ColumnReading
from followthrough.plan.document import Action, ChangeControl, Note, Owner, Risk, Severity, Update
from followthrough.plan.fields import IN_WORDS
from followthrough.plan.folding import one_line
from followthrough.plan.statuses import is_status_text
from followthrough.plan.when import When

_THEME_LABEL = re.compile(
    r"(?!(?i:section) \d{3})"
    r"(?i:theme|priority|objective|pillar|strand|work ?stream|section|part|outcome|goal|aim|ambition|domain)"
    r"(?:\s*\d+(?:(?:\.\d+)+|[A-Z])?|\s+[A-Z]|\s+[IVXivx]+)(?:\s*[-–—:.]+\s*|\s+)(?=\S)"
)
# The answer to a recommendation, on a line of its own above what is promised.
_ANSWERED = re.compile(
    r"(?:(?:fully|partially|partly|not) )?(?:accepted|agreed)(?: in (?:full|part|principle))?[.:]?",
    re.IGNORECASE,
)
_REVISED = re.compile(r"\b(?:revised|new|extended|amended)\b", re.IGNORECASE)
_YES, _NO = {"yes", "y", "true", "required"}, {"no", "n", "false", "not required"}


def read_actions(table: TableReading, words: PlanWords, problems: Problems) -> list[Action]:
    """The actions of a table, in order."""
    say_doubts(table.doubts, problems)
    actions: list[Action] = []
    carried: dict[str, str] = {}
    before: str | None = None
    for record in table.records:
        reader = _ActionReader(table, record, words, problems, before)
        action = reader.read(carried)
        before = action.ref or before
        actions.append(action)
    add_parents_named(table, actions)
    add_parents_set_in(table.records, actions, problems)
    return actions


class _ActionReader:
    """Reads one record. The ref of the record before helps to read a ref that is misprinted."""

    def __init__(
        self, table: TableReading, record: Record, words: PlanWords, problems: Problems, before: str | None
    ) -> None:
        self.table, self.record, self.words, self.problems = table, record, words, problems
        self.row = RowReading(table, record)
        self.printed = printed_ref(table, record) or None
        self.ref = self._canonical(before)

    def read(self, carried: dict[str, str]) -> Action:
        """The action; `carried` holds the theme and workstream of the rows above, for cells merged down."""
        self._note_values_said_twice()
        if self.record.begins_theme:
            carried.pop("theme", None)
            carried.pop("workstream", None)
        title, under_title = self._title()
        dates = self._dates()
        owners, notes = self._owners()
        return Action(
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
            risk=self._risk(),
            measures=self.row.texts("measures"),
            answers=self._answers(carried),
            updates=self._updates(under_title, dates),
            notes=[*notes, *self._notes()],
            change_control=self._change_control(),
            where=self.record.place.where(until=self.record.until),
            **{field: self.row.text(field) for field in IN_WORDS},
        )

    def _note_values_said_twice(self) -> None:
        for index, before, after in self.record.said_twice:
            heading = next((column.heading for column in self.table.columns if column.index == index), None)
            self._say(
                "two_rows_joined", "warning",
                f"Rows were joined as one action, and they say both {quote(before)} and {quote(after)}. "
                "Check that they are one action.", column=heading,
            )  # fmt: skip

    def _canonical(self, before: str | None) -> str | None:
        if not self.printed:
            if self.table.columns_of("ref") and any(r is not self.record for r in self.table.records):
                self._say(
                    "missing_ref", "warning", "This row has no ref. Give it one, so that it can be followed."
                )
            return None
        if several := self.words.refs.several(self.printed):
            self._say(
                "several_refs", "warning",
                f"The cell {quote(self.printed)} holds more than one ref. The action is known by the first, "
                f"{several[0]}. If it is more than one action, give each a row of its own.", ref=several[0],
            )  # fmt: skip
            return several[0]
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
                f"The ref {quote(self.printed)} was read as {ref.ref}, as the other refs are written.",
                ref=ref.ref,
            )  # fmt: skip
        return ref.ref or None

    def _say(
        self,
        code: str,
        severity: Severity,
        message: str,
        *,
        ref: str | None = None,
        column: str | None = None,
    ) -> None:
        self.problems.add(
            code, severity, message, ref=ref or getattr(self, "ref", None) or self.printed,
            place=self.record.place, until=self.record.until, column=column,
        )  # fmt: skip

    def _say_unknown_status(self, text: str, column: str | None) -> None:
        self._say("unknown_status", "warning", quoted_unknown(text), column=column)

    def _group(self, name: str, carried: dict[str, str], around: str | None) -> str | None:
        """A theme or workstream: the cell's own, the one carried down to it, or the heading around it."""
        own = self.row.text(name)
        if own and own != carried.get(name):
            if name == "theme":
                carried.pop("workstream", None)
            carried[name] = own
        if not own and not self._goes_down(name):
            above = carried.pop(name, None)
            if not all(map(self.table.is_filled_anew, self.table.columns_of(name))):
                self._say_empty(name, above)
        text = own or carried.get(name) or around
        return name_of_group(text) if text else None

    def _goes_down(self, name: str) -> bool:
        """Whether an empty cell of a group means the group of the row above: it is merged, or stands before
        the title, where a group is drawn once above its actions. After the title stand the labels of each."""
        columns, title = self.table.columns_of(name), self.table.title
        is_before = all(title is None or column.index < title.index for column in columns)
        return self._is_merged_down(name) or (is_before and not all(map(self.table.is_filled_anew, columns)))

    def _answers(self, carried: dict[str, str]) -> list[str]:
        """What the action answers: its own cell's, or that of the rows above in a cell merged downwards, or
        the recommendation in whose block the table stands. Beside a ref an empty cell that is not merged is
        empty."""
        own = self.row.text("answers")
        if own:
            carried["answers"] = own
        elif self.printed and not (self._is_merged_down("answers") or self.table.is_answer_drawn_once):
            self._say_empty("answers", carried.pop("answers", None))
        text = carried.get("answers") or self.record.answers
        return [text] if text else []

    def _say_empty(self, name: str, above: str | None) -> None:
        """Say that a cell was not filled from the one above, where that may have been meant."""
        if above:
            column = self.table.columns_of(name)[0].role
            self._say(
                "empty_cell", "note",
                f"The cell {quote(column)} is empty and was not filled from the row above. If {quote(above)} "
                "holds for this action too, write it in the cell.", column=column,
            )  # fmt: skip

    def _is_merged_down(self, name: str) -> bool:
        return any(column.index in self.record.merged_down for column in self.table.columns_of(name))

    def _title(self) -> tuple[str, str]:
        """The title, and the narrative that was run together with it."""
        text = self.row.text("title") or ""
        numbered = self.table.numbering(text) if self.table.numbering else None
        if numbered is None:
            if not text:
                self._say("missing_title", "warning", "This row has no title. Say what is to be done.")
            return _promise_in(text), ""
        is_alone = all(
            index == (self.table.title.index if self.table.title else 0) for index in self.record.cells
        )
        return split_heading(numbered[1]) if is_alone else (numbered[1], "")

    def _owners(self) -> tuple[list[Owner], list[Note]]:
        owners: list[Owner] = []
        notes: list[Note] = []
        for column in self.table.columns_of("owner"):
            if text := self.row.cell(column):
                names, instruction = split_owners(beside_brackets(text, column.role), self.words.owners)
                owners += [Owner(role=column.role, name=name) for name in names]
                notes += [Note(heading=column.role, text=instruction)] if instruction else []
                self._note_lookalikes(text, names, column)
                for name in filter(could_be_two_posts, names):
                    self._say(
                        "owners_together", "warning",
                        f"{quote(name)} was read as one owner. It could be two: part them by a comma.",
                        column=column.role,
                    )  # fmt: skip
        for column in self.table.columns_of("who_when"):
            shared = read_who_when(self.row.cell(column), column.role, self.words.owners)
            owners += [owner for owner in shared.owners if owner not in owners]
        return owners, notes

    def _note_lookalikes(self, text: str, names: Sequence[str], column: ColumnReading) -> None:
        if (
            not text.isascii()
            and one_line(text) != " ".join(text.split())
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
        is_not_said = dates.due is None or dates.due.kind == "none"
        if is_not_said and any(_REVISED.search(c.heading) for c in self.table.columns_of("due")):
            # An empty cell for the revised date, or a dash, says that the date was not revised, or not again.
            dates.due = self._revised_before() or dates.original_due or dates.due
        shared = self.table.columns_of("who_when")
        if shared and not dates.due:
            read = read_who_when(self.row.cell(shared[0]), shared[0].role, self.words.owners)
            dates.due, dates.milestones = read.due, read.milestones
            if read.due and is_status_text(read.due.text):
                dates.status_words = read.due.text
        return dates

    def _revised_before(self) -> When | None:
        """The date of the last revision but the one in the column of due dates."""
        column = self.table.columns_of("due")[0]
        earlier = [text for each in self.table.earlier_revisions if (text := self.row.cell(each))]
        return self.table.date_columns[column.index].read(earlier[-1]) if earlier else None

    def _cut(self, name: str) -> Cut | None:
        columns = self.table.columns_of(name)
        if not columns or not self.row.cell(columns[0]):
            return None
        return Cut(self.row.cell(columns[0]), self.table.date_columns[columns[0].index])

    def _updates(self, under_title: str, dates: Dates) -> list[Update]:
        """The updates; a status that stood in the date cell counts where none of them says one."""
        narrative = PARAGRAPH.join(filter(None, [under_title, *self.record.narrative]))
        updates = read_updates(self.row, narrative, self.words.scheme, self._say_unknown_status)
        if dates.status_words and not any(update.status_text for update in updates):
            status = status_of(dates.status_words, self.words.scheme)
            updates.append(Update(status=status, status_text=dates.status_words))
        return updates

    def _risk(self) -> Risk | None:
        rating, description = self.row.text("risk:rating"), self.row.text("risk:description")
        return Risk(rating=rating, description=description) if rating or description else None

    def _change_control(self) -> ChangeControl | None:
        text = self.row.text("change_control")
        if text is None:
            return None
        word = text.strip(" .").lower()
        return ChangeControl(required=True if word in _YES else False if word in _NO else None, text=text)

    def _notes(self) -> list[Note]:
        title = self.row.text("title") or ""
        answer = title.removesuffix(_promise_in(title)).strip()
        answered = self.table.title if answer and not self.table.numbering else None
        return [
            *([Note(heading=answered.role or None, text=answer)] if answered else []),
            *self._notes_in_columns(),
        ]

    def _notes_in_columns(self) -> list[Note]:
        return [
            Note(heading=column.heading or None, text=text)
            for column in self.table.columns_of("note")
            if (text := self.row.cell(column))
        ]


def _promise_in(title: str) -> str:
    """A title without the answer that stands above it: "Accepted" over what is then to be done."""
    first, _, rest = title.partition(PARAGRAPH)
    return rest if rest and _ANSWERED.fullmatch(first.strip()) else title


def name_of_group(text: str) -> str:
    """The name of a theme or workstream without its label: "Theme 2 - Oversight" is "Oversight"."""
    line = " ".join(text.split())
    return _THEME_LABEL.sub("", line, count=1) if _THEME_LABEL.match(line) else line
