"""What the sections of a report are made from, and the cells that several of them share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from followthrough.challenge import Finding
from followthrough.outputs.report.blocks import Cell, Line
from followthrough.outputs.report.position import Position
from followthrough.outputs.report.register_facts import OwnersAnswer, RegisterFacts
from followthrough.outputs.report.stand import Stand
from followthrough.outputs.report.words import FIXED, day_in_words, named, short_when, since_words
from followthrough.plan.document import Status
from followthrough.plan.when import When

ACHIEVED = "Was what it was for achieved?"  # over `achieved_cells`
_LONGEST_TEXT = 240


@dataclass(frozen=True)
class Context:
    """A position, what the register knows besides, and where the sections of this report stand.

    `places` has the number of each section by its key; `findings` are the questions that are open, None where
    nobody looked; `who` is the owner or director whose report it is.
    """

    position: Position
    facts: RegisterFacts
    forum: str
    findings: Sequence[Finding] | None = None
    who: str = ""
    is_public: bool = False
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def has_before(self) -> bool:
        return self.position.before_period is not None

    @property
    def since(self) -> str:
        """The earlier period as sentences name it."""
        before = self.position.before_period
        return since_words(before, self.position.period) if before else "the beginning"

    @property
    def day(self) -> str:
        """The day of the figures in words."""
        return day_in_words(self.position.day)

    def unsaid(self, what: str, lead: str = "") -> Line:
        """The sentence in place of what is not known; `what` begins it."""
        return Line(self.facts.left_unsaid(what), lead=lead)

    def place(self, key: str) -> str:
        """ " (section 5)", nothing where this report has no such section."""
        return f" (section {self.places[key]})" if key in self.places else ""

    def answer(self, ref: str) -> OwnersAnswer:
        """What the owner answered besides; an empty answer where nobody knows."""
        found = {each.ref: each for each in self.facts.answers or ()}
        return found.get(ref, OwnersAnswer(ref))

    def title(self, ref: str) -> str:
        """The title of an action by its ref, "" where the plan has none."""
        stands = [*self.position.stands, *self.position.gone]
        return next((each.title for each in stands if each.ref == ref), "")

    def status_cell(self, status: Status | None) -> Cell:
        """A status with its word and its fill."""
        fill = self.position.colours.get(status) if status else None
        return Cell(self.position.label(status), fill=fill)


def achieved_cells(context: Context, stand: Stand) -> list[Cell]:
    """Whether what the action was for was achieved; no cell at all where nobody asked a register."""
    known = context.facts.achieved
    return [] if known is None else [Cell(known.get(stand.ref or stand.title, "Not said"))]


def action_cell(stand: Stand, *, with_owner: bool = True) -> Cell:
    """An action: its ref in bold, its title, and its owner on a line of its own."""
    owner = f"\n{stand.owner}" if with_owner and stand.owner else ""
    return Cell(f"{stand.title}{owner}", lead=stand.ref)


def name_cell(ref: str, title: str) -> Cell:
    """An action by its ref and title alone."""
    return Cell(named(ref, title))


def number_cell(count: int | None, none: str = "Not known") -> Cell:
    """A number; a word where there is none."""
    return Cell(none) if count is None else Cell(f"{count:,}", number=count)


def date_cell(when: When | None, none: str = "No date", lead: str = "") -> Cell:
    """A date in short."""
    return Cell(short_when(when, none), when=when, lead=lead)


def stacked_dates(stand: Stand) -> Cell:
    """First date, date now and date expected, one below the other."""
    lines = []
    if stand.first and stand.action.due and stand.first.text != stand.action.due.text:
        lines.append(f"First{FIXED}{short_when(stand.first)}")
    # "Now No date" is nothing that anybody says.
    has_date = stand.action.due is not None and stand.action.due.text
    lines.append(f"Now{FIXED}{short_when(stand.action.due)}" if has_date else "No date")
    if stand.expected or stand.is_late or stand.is_past:
        lines.append(f"Expected{FIXED}{short_when(stand.expected, 'no new date')}")
    return Cell("\n".join(lines))


def excerpt(text: str, most: int = _LONGEST_TEXT) -> str:
    """The words of an owner for a table: cut, with a sign that they are; the appendix has all of them."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]} …"


def refs(stands: Sequence[Stand]) -> str:
    """The refs of actions, those without one by their titles."""
    return ", ".join(each.ref or each.title for each in stands)
