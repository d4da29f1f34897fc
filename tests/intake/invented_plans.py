"""Plans of an invented council, out of a seeded random: the facts that a layout then puts on paper.

The dates of a plan have the days that their words mean by the rules of the design, not by the program's own
reading, so that what is read back can be held against them.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import count
from random import Random

from followthrough.plan.document import Action, Note, Owner, PlanDocument, Status, Update
from followthrough.plan.when import When

MONTHS = ("January February March April May June July August September October November December").split()

_TITLES = (
    "Harbourne Improvement Plan",
    "Getting the Basics Right",
    "Eastmere Borough Recovery Plan",
    "Response to the Review of Governance",
    "Our Plan for Better Services",
    "Audit Recommendations Tracker",
)
_THEMES = (
    "Governance and Assurance",
    "Financial Resilience",
    "People and Culture",
    "Housing",
    "Digital",
    "Partnerships",
    "Children and Families",
    "Waste & Recycling",
    "Customer Services",
    "Property",
)
_WORKSTREAMS = (
    "Decision making",
    "Budget monitoring",
    "Contracts",
    "Workforce",
    "Complaints",
    "Repairs",
    "Data quality",
    "Member support",
    "Risk management",
    "Fees and charges",
    "Records",
)
_VERBS = (
    "Review",
    "Publish",
    "Agree",
    "Introduce",
    "Complete",
    "Redesign",
    "Adopt",
    "Refresh",
    "Consult on",
    "Report on",
    "Test",
)
_THINGS = (
    "the scheme of delegation",
    "a register of contracts",
    "the medium term financial plan",
    "a skills framework",
    "the complaints procedure",
    "an asset strategy",
    "the forward plan of decisions",
    "a training programme for members",
    "the risk appetite statement",
    "voids and repairs performance",
    "the fees and charges policy",
    "a data protection audit",
    "the whistleblowing route",
    "the workforce plan",
    "a benefits realisation framework",
    "the procurement pipeline",
    "officer and member protocols",
    "the internal audit charter",
    "a single view of debt",
    "the planning enforcement backlog",
)
_ENDS = (
    "",
    "",
    "across all services",
    "with the support of an external adviser",
    "so that decisions are taken at the right level",
    "and report the outcome to Scrutiny",
    "for the coming financial year",
    "in line with the code of practice",
    "including options for shared delivery and an assessment of the cost of each",
    "to make sure that savings are real, owned and followed through by the services that promised them",
)
# Titles that look like something else.
_SHORT_TITLES = (
    "Ongoing monitoring of the capital programme",
    "Complete the review",
    "Budget 2025/26",
    "Risk register",
    "Annual report",
    "Member training",
    "Head of Service recruitment",
    "a) agree the terms of reference",
    "Data quality",
)
_POSTS = (
    "Head of Finance",
    "Director of Place",
    "Chief Executive",
    "Monitoring Officer",
    "Head of Legal and Democratic Services",
    "Assistant Director Housing",
    "Head of Internal Audit",
    "Service Manager Parking",
    "Director of Children's Services",
    "Head of HR & Organisational Development",
    "Procurement Manager",
    "Section 151 Officer",
    "Head of Communications",
)
_INITIALS = "CEX DPL HFI MON SEO DCS PRM HOC".split()
_BODIES = (
    "Internal Audit",
    "Finance Team",
    "Programme Board",
    "Democratic Services",
    "Legal Services",
    "ICT Team",
)
_MEMBERS = (
    "Leader of the Council",
    "Cabinet Member for Finance",
    "Cabinet Member for Housing",
    "Cabinet Member for Environment",
)
_SAYINGS = (
    "{Thing} was considered by {forum} on {day} and agreed with minor changes.",
    "A draft of {thing} has gone to {forum} for comment.",
    "Recruitment to the vacant post has been delayed and interviews are planned for {month}.",
    "The first phase is finished; the second depends on the new system going live in {month}.",
    "{number} of {more} services have returned their figures.",
    "No change since the last report.",
    "Work is under way with partners, and {forum} will receive a further report in {month}.",
    "Training was held on {day} with {number} people present (a further session is planned).",
    "The cost is estimated at £{number},000, which is within the budget that was set aside.",
    "Consultation closed on {day} and {number} replies were received.",
    "An outline business case is being prepared, with options and risks, for decision in {month}.",
    "Evidence is held on the programme's shared drive.",
)
_FORUMS = (
    "Cabinet",
    "the Audit Committee",
    "the leadership team",
    "Scrutiny",
    "the programme board",
    "Full Council",
)
_SUCCESSES = (
    "Fewer than {number} complaints a month",
    "All managers have had the training",
    "A balanced budget is set",
    "{number}% of decisions are published within five days",
    "No high priority audit finding is overdue",
)
_HOWS = (
    "Through a working group of officers from each directorate, meeting every two weeks until it is done.",
    "By commissioning an independent review, then a report with recommendations.",
    "Using the existing change team.",
    "With a short consultation, followed by a report to members.",
)
# The states of an action in an invented plan, in its plain words.
STATUSES = {
    Status.NOT_STARTED: "Not started",
    Status.ON_TRACK: "On track",
    Status.MEDIUM_SLIPPAGE: "Delayed",
    Status.SIGNIFICANT_SLIPPAGE: "Significantly delayed",
    Status.COMPLETE: "Complete",
}


def invent_plan(random: Random) -> PlanDocument:
    """A plan with refs 1, 1.1, 1.1.1, dates in words, and an update with a status for each of its periods."""
    first = date(random.choice((2023, 2024, 2025)), random.randint(1, 12), 1)
    periods = [month_after(first, at) for at in range(random.choice((0, 1, 1, 2, 3)))]
    actions = list(_actions(random, random.randint(8, 60)))
    inventor = _Inventor(random, first, periods)
    return PlanDocument(title=random.choice(_TITLES), actions=[inventor.fill(action) for action in actions])


def first_day_of(period: str) -> date:
    """The first day of a period."""
    return date(int(period[:4]), int(period[5:]), 1)


def month_after(first: date, months: int) -> date:
    """The first day of the month that comes so many months after."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)


def month_when(first: date, text: str) -> When:
    """The whole month that begins on `first`, as `text` says it."""
    return When(
        text=text,
        kind="month",
        earliest=first,
        latest=first.replace(day=monthrange(first.year, first.month)[1]),
    )


def day_when(day: date, text: str) -> When:
    """One day, as `text` says it."""
    return When(text=text, kind="day", earliest=day, latest=day)


def _actions(random: Random, number: int) -> Iterator[Action]:
    """About so many actions, each with its ref, theme, workstream, parent and a title that no other has."""
    levels = random.choice((1, 1, 2, 3))
    themes = random.sample(_THEMES, random.randint(2, 5))
    has_workstreams = random.random() < 0.4
    said: set[str] = set()
    mains = count(1)
    for theme in themes:
        streams = random.sample(_WORKSTREAMS, 2) if has_workstreams else [None]
        for workstream in streams:
            for ref in _refs(random, mains, levels, number // (len(themes) * len(streams)) + 1):
                parent = ref.rpartition(".")[0] or None
                title = _new_title(random, said)
                yield Action(ref=ref, parent=parent, theme=theme, workstream=workstream, title=title)


def _refs(random: Random, mains: Iterator[int], levels: int, least: int) -> Iterator[str]:
    """The refs of whole families, until there are so many."""
    given = 0
    while given < least:
        family = list(_family(random, str(next(mains)), levels))
        given += len(family)
        yield from family


def _family(random: Random, ref: str, levels: int) -> Iterator[str]:
    yield ref
    for child in range(1, random.randint(0, 4) + 1) if levels > 1 else []:
        yield from _family(random, f"{ref}.{child}", levels - 1)


def _new_title(random: Random, said: set[str]) -> str:
    while True:
        title = f"{random.choice(_VERBS)} {random.choice(_THINGS)} {random.choice(_ENDS)}".strip()
        if random.random() < 0.04:
            title = random.choice(_SHORT_TITLES)
        if title not in said:
            said.add(title)
            return title


class _Inventor:
    """Fills actions with who, when and how far, alike throughout one plan."""

    def __init__(self, random: Random, first: date, periods: list[date]) -> None:
        self.random, self.first, self.periods = random, first, periods
        self.owners = random.choice((_POSTS, _POSTS, _INITIALS, _BODIES))
        self.has_members = random.random() < 0.2
        self.in_days = random.random() < 0.4
        self.has_start, self.has_original = random.random() < 0.4, random.random() < 0.2
        self.has_measures, self.has_how = random.random() < 0.3, random.random() < 0.3
        self.has_priority = random.random() < 0.2
        self.longest = random.choice((1, 2, 5))

    def fill(self, action: Action) -> Action:
        """The action with all that is said of it; a due date comes after its start."""
        random = self.random
        starts, lasts, slips = random.randint(-6, 6), random.randint(1, 12), random.randint(1, 4)
        slips = slips if self.has_original else 0
        owners = [Owner(role="Owner", name=random.choice(self.owners))]
        if self.has_members:
            owners.append(Owner(role="Cabinet member", name=random.choice(_MEMBERS)))
        due = self._odd_when() if random.random() < 0.12 else self._when(starts + lasts + slips)
        return action.model_copy(
            update={
                "owners": owners,
                "start": self._when(starts) if self.has_start else None,
                "due": due,
                "original_due": self._when(starts + lasts) if self.has_original else None,
                "priority": random.choice(("High", "Medium", "Low")) if self.has_priority else None,
                "measures": [self._sentence(_SUCCESSES)] if self.has_measures else [],
                "notes": [Note(heading="How", text=self._sentence(_HOWS))] if self.has_how else [],
                "updates": [self._update(period) for period in self.periods],
            }
        )

    def _when(self, months: int) -> When:
        first = month_after(self.first, months)
        if self.in_days:
            day = first.replace(day=self.random.randint(1, 28))
            return day_when(day, f"{day.day} {MONTHS[day.month - 1]} {day.year}")
        return month_when(first, f"{MONTHS[first.month - 1]} {first.year}")

    def _odd_when(self) -> When | None:
        year = self.first.year + 1
        return self.random.choice(
            (
                None,
                None,
                When(text="TBC", kind="tbc"),
                When(text="Ongoing", kind="ongoing"),
                When(text="Quarterly", kind="recurring"),
                When(
                    text=f"Spring {year}", kind="season", earliest=date(year, 3, 1), latest=date(year, 5, 31)
                ),
                When(
                    text=f"Autumn {year}", kind="season", earliest=date(year, 9, 1), latest=date(year, 11, 30)
                ),
                When(
                    text=f"Q1 {year}/{(year + 1) % 100}",
                    kind="quarter",
                    earliest=date(year, 4, 1),
                    latest=date(year, 6, 30),
                ),
            )
        )

    def _update(self, period: date) -> Update:
        said = [self._sentence(_SAYINGS) for _ in range(self.random.randint(1, self.longest))]
        has_text = self.random.random() < 0.85
        status = self.random.choice(list(STATUSES))
        return Update(
            period=f"{period:%Y-%m}",
            status=status,
            status_text=STATUSES[status],
            text=" ".join(dict.fromkeys(said)) if has_text else None,
        )

    def _sentence(self, templates: tuple[str, ...]) -> str:
        random = self.random
        thing = random.choice(_THINGS)
        day = month_after(self.first, -random.randint(0, 3)).replace(day=random.randint(1, 28))
        ahead = month_after(self.first, random.randint(1, 6))
        number = random.randint(2, 30)
        return random.choice(templates).format(
            thing=thing,
            Thing=thing[0].upper() + thing[1:],
            forum=random.choice(_FORUMS),
            number=number,
            more=number + random.randint(1, 9),
            day=f"{day.day} {MONTHS[day.month - 1]} {day.year}",
            month=f"{MONTHS[ahead.month - 1]} {ahead.year}",
        )
