"""The tables of a file: which of them were read as the plan, and which were not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from followthrough.outputs.wording import counted
from followthrough.plan.document import PlanDocument, Where


@dataclass
class TableReading:
    """A table of the file, its pages, and how many actions it gave."""

    sheet: str | None
    table: int | None
    pages: set[int] = field(default_factory=set)
    actions: int = 0

    @property
    def is_plan(self) -> bool:
        return self.actions > 0

    @property
    def name(self) -> str:
        """Where it stands: "Sheet “Actions”, table 1" or "Table 2, pages 3 to 9"."""
        sheet = f"sheet “{self.sheet}”" if self.sheet else ""
        table = f"table {self.table}" if self.table else ""
        words = ", ".join(part for part in (sheet, table, self._pages_in_words) if part)
        return words[:1].upper() + words[1:]

    @property
    def _pages_in_words(self) -> str:
        if not self.pages:
            return ""
        first, last = min(self.pages), max(self.pages)
        return f"page {first}" if first == last else f"pages {first} to {last}"

    @property
    def became(self) -> str:
        return counted(self.actions, "action") if self.is_plan else "no plan, so its words are left over"


def tables_of(document: PlanDocument) -> list[TableReading]:
    """The tables, those of the plan first, as far as what was read in them tells where they stand."""
    tables: dict[tuple[str | None, int | None], TableReading] = {}
    for where in _places(document):
        known = tables.setdefault((where.sheet, where.table), TableReading(where.sheet, where.table))
        known.pages |= {where.page} if where.page else set()
    for action in document.actions:
        if (place := (action.where.sheet, action.where.table)) in tables:
            tables[place].actions += 1
    return list(tables.values())


def _places(document: PlanDocument) -> Iterable[Where]:
    """The places of actions in tables, and then of remarks in tables; a line beside a table is in none."""
    acting = [action.where for action in document.actions]
    sheets = {where.sheet for where in acting}
    remarking = [remark.where for remark in document.remarks]
    yield from (where for where in acting if where.sheet or where.table)
    yield from (where for where in remarking if where.table or where.sheet not in sheets | {None})
