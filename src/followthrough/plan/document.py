"""The plan document, version 1: one improvement or action plan, as read, held or published.

The JSON form is fixed by the exchange schema; optional fields may be added, none renamed.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from followthrough.plan.fields import full_heading
from followthrough.plan.when import When
from followthrough.plan.when.periods import PERIOD, latest_of


class Status(StrEnum):
    """Neutral state of an action. Colours and labels belong to a plan's own scheme."""

    NOT_DUE = "not_due"
    NOT_STARTED = "not_started"
    NEW = "new"
    IN_PROGRESS = "in_progress"
    ONGOING = "ongoing"
    ON_TRACK = "on_track"
    MEDIUM_SLIPPAGE = "medium_slippage"
    SIGNIFICANT_SLIPPAGE = "significant_slippage"
    ON_HOLD = "on_hold"
    COMPLETE = "complete"
    CLOSED = "closed"
    ASSURANCE = "assurance"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"
    NOT_APPLICABLE = "not_applicable"


ActionKind = Literal["main", "action", "assurance", "heading"]
LinkKind = Literal["see", "depends_on", "duplicate_of", "incorporated_in", "replaced_by"]
Severity = Literal["error", "warning", "note"]
WORST_FIRST: tuple[Severity, ...] = ("error", "warning", "note")
Acceptance = Literal["accepted", "accepted_in_part", "rejected", "for_others", "no_response"]
Period = Annotated[str, Field(pattern=PERIOD)]


class _Part(BaseModel):
    """A part of the document: a field that is not in the format is a mistake, not an extra."""

    model_config = ConfigDict(extra="forbid")


class Where(_Part):
    """Where in the file: what a person needs to find the cell. Counts begin at 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheet: str | None = None
    page: int | None = Field(default=None, ge=1)
    table: int | None = Field(default=None, ge=1)
    row_first: int | None = Field(default=None, ge=1)
    row_last: int | None = Field(default=None, ge=1)
    column: str | None = None


class Source(_Part):
    """The file a plan was read from. `size` is in bytes."""

    name: str
    media_type: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = 0


class Owner(_Part):
    """A person or post with its role, the role in the words of the plan's own heading."""

    role: str
    name: str


class Update(_Part):
    """What was said of an action in one period. `status` None: nothing was said."""

    period: Period | None = None
    status: Status | None = None
    status_text: str | None = None
    text: str | None = None
    by: str | None = None
    on: date | None = None
    forecast: When | None = None

    @property
    def says_something(self) -> bool:
        return bool(self.status or self.status_text or self.text or self.forecast)


class Note(_Part):
    """Text that belongs to an action, under the heading it stood under."""

    heading: str | None = None
    text: str


class Link(_Part):
    """A mention of another action; `text` is the words that say so."""

    to: str
    kind: LinkKind
    text: str


def _is_unsaid(value: object) -> bool:
    return value is None


class Milestone(_Part):
    """A dated point inside an action. `critical`: whatever puts it at risk is significant."""

    title: str
    due: When
    critical: bool | None = Field(default=None, exclude_if=_is_unsaid)


class Risk(_Part):
    """The risk of an action, as the plan words it."""

    rating: str | None = None
    description: str | None = None


class ChangeControl(_Part):
    """Whether the plan says that change control is required, and in what words."""

    required: bool | None = None
    text: str | None = None


def _is_empty(value: list[object]) -> bool:
    return not value


class Round(_Part):
    """A round that a register ran for a period. While it `is_open`, a missing return may still come."""

    period: Period
    is_open: bool = False


class Occurrence(_Part):
    """One time that an assurance action fell due. `outcome` None: nothing was recorded of it.

    `on` is the day on which it was done; `level` the level of assurance that it gave, in words.
    """

    due_on: date
    outcome: Literal["done", "missed"] | None = None
    on: date | None = None
    level: str | None = None


class Action(_Part):
    """One promise, with all that the plan says of it.

    `parent`: the ref of the action that this is part of, or its title where it has no ref.
    `no_return`: the periods whose round is closed, asked for a return and got none; `occurrences`: those of
    an assurance action since the register watches it, the oldest first. A plan that was read has neither,
    and its JSON form leaves them out. `critical`: it is a critical milestone of the plan.
    """

    ref: str | None = None
    printed_ref: str | None = None
    parent: str | None = None
    kind: ActionKind = "action"
    theme: str | None = None
    workstream: str | None = None
    title: str
    owners: list[Owner] = []
    start: When | None = None
    due: When | None = None
    original_due: When | None = None
    milestones: list[Milestone] = []
    priority: str | None = None
    risk: Risk | None = None
    measures: list[str] = []
    answers: list[str] = []
    updates: list[Update] = []
    notes: list[Note] = []
    change_control: ChangeControl | None = None
    links: list[Link] = []
    no_return: list[Period] = Field(default=[], exclude_if=_is_empty)
    occurrences: list[Occurrence] = Field(default=[], exclude_if=_is_empty)
    critical: bool | None = Field(default=None, exclude_if=_is_unsaid)
    where: Where = Where()

    @property
    def latest_update(self) -> Update | None:
        """The update of the last period in which anything was said; without periods, the last one."""
        return latest_of([update for update in self.updates if update.status or update.text])

    @property
    def status(self) -> Status | None:
        """The status last declared, None where no update declares one."""
        latest = latest_of([update for update in self.updates if update.status])
        return latest.status if latest else None


class Recommendation(_Part):
    """What an outside body said, in its exact words, and whether it was accepted."""

    id: str
    body: str | None = None
    text: str
    acceptance: Acceptance | None = None


class SchemeEntry(_Part):
    """One status of a plan's own scheme."""

    label: str
    status: Status | None
    definition: str | None = None
    response: str | None = None
    colour: str | None = None


class RiskLevel(_Part):
    """One score of a plan's own risk matrix: `impact` maps a criterion to its words."""

    score: int
    label: str
    impact: dict[str, str] = {}
    likelihood: str | None = None


class Remark(_Part):
    """Text of the file that belongs to no action."""

    text: str
    where: Where = Where()


class Problem(_Part):
    """Something that could not be read safely: a stable code and a sentence for a person."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    severity: Severity
    message: str
    ref: str | None = None
    where: Where = Where()


class Origin(_Part):
    """Where the title, the body or the day of a plan was read: the words there, and why they count. A second
    one of the title is a text that it could as well be."""

    field: Literal["title", "organisation", "as_at"]
    text: str
    reason: str
    where: Where = Where()


class Column(_Part):
    """A column of the plan as laid out. `field` is a path in the action; None: kept, not understood.

    `reason` is a sentence on why a file's column was read as that field, `other` the path of a field that it
    could be as well, and `nth` counts from 1, from the left, the columns of one table that have one heading;
    each is left out of the JSON form where nothing is said.
    """

    heading: str
    group: str | None = None
    field: str | None = None
    width: float | None = None
    reason: str | None = Field(default=None, exclude_if=_is_unsaid)
    other: str | None = Field(default=None, exclude_if=_is_unsaid)
    nth: int | None = Field(default=None, ge=1, exclude_if=_is_unsaid)

    @property
    def full_heading(self) -> str:
        """The heading with its group, by which a person's correction names the column."""
        return full_heading(self.heading, self.group, self.nth)

    @property
    def numbered_heading(self) -> str:
        """The heading without its group, by which a problem names the column."""
        return full_heading(self.heading, None, self.nth)


# What the properties of a file say, for those who hear it, of a plan without a title.
UNTITLED = "Action plan"


class PlanDocument(_Part):
    """A whole plan. With `remarks`, the actions account for every word of the file it was read from.

    `rounds` are those that a register ran, the oldest first, none for a plan that was read; the JSON form
    leaves out that there are none.
    """

    format: Literal["followthrough-plan"] = "followthrough-plan"
    version: Literal[1] = 1
    title: str | None = None
    organisation: str | None = None
    as_at: date | None = None
    source: Source | None = None
    scheme: list[SchemeEntry] | None = None
    risk_matrix: list[RiskLevel] | None = None
    recommendations: list[Recommendation] = []
    actions: list[Action] = []
    remarks: list[Remark] = []
    problems: list[Problem] = []
    layout: list[Column] = []
    rounds: list[Round] = Field(default=[], exclude_if=_is_empty)
    origins: list[Origin] = Field(default=[], exclude_if=_is_empty)

    @property
    def periods(self) -> list[str]:
        """The reporting periods that any action has an update for, oldest first."""
        return sorted(
            {update.period for action in self.actions for update in action.updates if update.period}
        )
