"""What a reading saw on its way, for whoever wants to look at it: the review of an import, or `--explain`."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from followthrough.intake.corrections import CellChoice
from followthrough.intake.grid import Item, Place
from followthrough.intake.identity.reading import Identity
from followthrough.intake.records.table_reading import TableReading
from followthrough.intake.table_seen import KEY, NOT_USED, PLAN, RECOMMENDATIONS, TableSeen, tables_seen
from followthrough.intake.tables.finding import Table
from followthrough.intake.tables.stretches import Stretch

_WHY = {
    RECOMMENDATIONS: "It lists recommendations, which the plan answers.",
    KEY: "It explains words of the plan.",
    NOT_USED: "No column of it says what is to be done.",
}


@dataclass
class Look:
    """Filled in by `plan_of` as it goes."""

    items: Sequence[Item] = ()
    stretches: list[Stretch] = field(default_factory=list)
    roles: dict[Place, tuple[str, str]] = field(default_factory=dict)
    readings: dict[Place, TableReading] = field(default_factory=dict)
    identity: Identity | None = None

    def take(self, tables: Sequence[Table], taken_for: str) -> None:
        """See what tables were taken for."""
        self.roles |= {table.place: (taken_for, _WHY[taken_for]) for table in tables}

    def weigh(self, table: Table, reading: TableReading | None, *, is_plan: bool) -> None:
        """See whether a table was taken for the plan, how likely it is, or that no action stands in it."""
        if reading is None:
            self.take([table], NOT_USED)
            return
        self.readings[table.place] = reading
        likely = f"{round(100 * reading.chance)} of 100"
        like = "Its columns and rows are like those of a plan" if is_plan else "It is too little like a plan"
        self.roles[table.place] = (PLAN if is_plan else NOT_USED, f"{like}: {likely}.")

    @property
    def cells_put_right(self) -> list[CellChoice]:
        """The cells that a person put right and that were there."""
        return [cell for reading in self.readings.values() for cell in reading.cells_put_right]

    @property
    def tables(self) -> list[TableSeen]:
        """The tables of the file as a person is shown them."""
        return tables_seen(self.stretches, self.roles, self.readings)
