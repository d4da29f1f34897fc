"""The front door: title and body before the actions are read, the day after, each with where it stands."""

from collections.abc import Sequence

from followthrough.intake.grid import Item, Line, Place, Row
from followthrough.intake.identity.bodies import bodies_of
from followthrough.intake.identity.days import days_of
from followthrough.intake.identity.spots import Spot, names_plan, running_texts, spots_of
from followthrough.intake.identity.titles import NEAR, Scored, titles_of
from followthrough.intake.report import Problems, quote
from followthrough.intake.tables.finding import Found
from followthrough.plan.document import Origin, PlanDocument

# A line that is no heading stands lower than each level that one has.
_NO_HEADING = 10


class Identity:
    """What a file says of itself, read from the texts around its tables."""

    def __init__(self, items: Sequence[Item], found: Found, name: str = "") -> None:
        self.items = items
        self.file_name = name
        self.running = running_texts(items)
        plans = [table for table in found.tables if not table.is_key]
        self.themes = _in_turn([s.before[-1] for table in plans for s in table.segments if s.before])
        # A sheet without a table of actions names no plan.
        self.sheets = {segment.leaf.place.sheet for table in plans for segment in table.segments}
        segments = [segment for table in found.tables for segment in table.segments]
        self.spots = spots_of(
            items,
            self.running,
            first=_first_of(items, [table.place for table in plans]),
            inside={id(item) for each in segments for item in each.body if isinstance(item, Line)},
            sheets=self.sheets,
        )

    def name(self, plan: PlanDocument, problems: Problems) -> None:
        """Put title and body into the plan, and say where a title has a rival."""
        titles = self.titles()
        if titles:
            plan.title = titles[0].text
            plan.origins.append(_origin("title", titles[0].spot, titles[0].reason))
            if rival := _say_rival(titles, problems):
                plan.origins.append(_origin("title", rival.spot, rival.reason, text=rival.text))
        self.name_body(plan)

    def name_body(self, plan: PlanDocument) -> None:
        """Put the body into the plan that the texts name, if one does."""
        bodies = bodies_of(self.spots)
        if bodies:
            plan.organisation = bodies[0].name
            plan.origins.append(_origin("organisation", bodies[0].spot, "It names a body."))

    def titles(self) -> list[Scored]:
        """The texts that may be the title, the best first."""
        named = [spot for spot in self.spots if not spot.is_sheet or spot.place.sheet in self.sheets]
        return titles_of(named, self.themes)

    def date(self, plan: PlanDocument, problems: Problems) -> None:
        """Put the day into the plan that it speaks for, and say where it is but inferred."""
        days = days_of(self.spots, self.items, plan, self.file_name)
        if not days:
            return
        best = days[0]
        plan.as_at = best.day
        where = (best.place or Place()).where()
        plan.origins.append(Origin(field="as_at", text=best.words, reason=best.reason, where=where))


def _in_turn(above: Sequence[Line]) -> frozenset[str]:
    """The texts that stand straight above tables in turn: more than one, not the only one of them that names
    a plan, and not the only one of the highest level, which stands over the others."""
    levels = {line.text: line.level or _NO_HEADING for line in above}
    highest = min(levels.values(), default=_NO_HEADING)
    over = [text for text, level in levels.items() if level == highest < _NO_HEADING]
    texts = levels.keys() - (over if len(over) == 1 else ())
    plans = {text for text in texts if names_plan(text)}
    return frozenset(texts - plans if len(plans) == 1 else texts if len(texts) > 1 else ())


def _first_of(items: Sequence[Item], places: Sequence[Place]) -> int:
    """The index of the first row that stands at one of the places; past the end where there is none."""
    known = set(places)
    rows = (at for at, item in enumerate(items) if isinstance(item, Row) and item.place in known)
    return next(rows, len(items))


def _origin(field: str, spot: Spot, reason: str, *, text: str = "") -> Origin:
    return Origin.model_validate(
        {"field": field, "text": text or spot.text, "reason": reason, "where": spot.place.where()}
    )


def _say_rival(titles: Sequence[Scored], problems: Problems) -> Scored | None:
    """Say where another text could as well be the title, and give it."""
    first = titles[0]
    rivals = [
        title
        for title in titles[1:]
        if first.points - title.points < NEAR and title.text.casefold() not in first.text.casefold()
    ]
    if rivals:
        problems.add(
            "title_contended", "note",
            f"The plan was called {quote(first.text)}. It could as well be called {quote(rivals[0].text)}. "
            "Choose its name when you add it.", place=rivals[0].spot.place,
        )  # fmt: skip
    return rivals[0] if rivals else None
