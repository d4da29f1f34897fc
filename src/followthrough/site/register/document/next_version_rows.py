"""The rows that the new actions of a plan's next version become, among those that are there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from followthrough.plan.document import PlanDocument
from followthrough.site.register.document.rows import Rows, rows_of
from followthrough.site.register.models import Action, Plan, Post, Theme, Workstream


def rows_of_added(
    document: PlanDocument,
    *,
    plan: Plan,
    actions: Sequence[Action],
    matched: Mapping[int, Action],
    added: Sequence[int],
    posts: dict[str, Post],
) -> Rows:
    """The unsaved rows of the actions at the places `added` of the next version `document`.

    `actions` are the plan's rows in their order, `matched` the row of each other place, `posts` the post of
    every owner of a new action. The new ones are numbered after the last; all get positions in which each new
    one follows what it follows in the next version.
    """
    whole = rows_of(_with_owners_of(document, added), plan=plan, posts=posts)
    new = [whole.actions[place] for place in added]
    known = {id(whole.actions[place]): row for place, row in matched.items()}
    for number, row in enumerate(new, start=max((row.number for row in actions), default=0) + 1):
        row.number = number
        row.parent = known.get(id(row.parent), row.parent)
    for row in new:
        row.depth = _depth(row)
    _set_positions(whole.actions, actions, known)
    rows = _only(whole, new)
    for link in rows.links:
        link.to = known.get(id(link.to), link.to)
    _use_places_of(plan, rows)
    return rows


def _with_owners_of(document: PlanDocument, places: Iterable[int]) -> PlanDocument:
    """The document with the owners of some actions alone, so that no others need a post."""
    placed = set(places)
    actions = [
        action if place in placed else action.model_copy(update={"owners": []})
        for place, action in enumerate(document.actions)
    ]
    return document.model_copy(update={"actions": actions})


def _only(whole: Rows, actions: list[Action]) -> Rows:
    """Of the rows of a plan, some actions with what belongs to them."""
    kept = {id(row) for row in actions}
    return Rows(
        actions=actions,
        ownerships=[row for row in whole.ownerships if id(row.action) in kept],
        updates=[row for row in whole.updates if id(row.action) in kept],
        links=[row for row in whole.links if id(row.action) in kept],
    )


def _depth(row: Action) -> int:
    """How many actions stand above a new one, up to one that is there already."""
    steps, parent = 0, row.parent
    while parent is not None and parent.pk is None:
        steps, parent = steps + 1, parent.parent
    return steps if parent is None else steps + parent.depth + 1


def _set_positions(whole: Sequence[Action], actions: Sequence[Action], known: Mapping[int, Action]) -> None:
    following: defaultdict[int | None, list[Action]] = defaultdict(list)
    before: Action | None = None
    for row in whole:
        if id(row) in known:
            before = known[id(row)]
        else:
            following[before.number if before else None].append(row)
    order = list(following[None])
    for row in actions:
        order += [row, *following[row.number]]
    for position, row in enumerate(order, start=1):
        row.position = position


def _use_places_of(plan: Plan, rows: Rows) -> None:
    """The plan's own themes and workstreams where it has them; new ones stand after the last."""
    themes = {theme.title: theme for theme in plan.themes.all()}
    streams = {
        (place.theme.title if place.theme else None, place.title): place
        for place in plan.workstreams.select_related("theme")
    }
    for row in rows.actions:
        if row.theme is not None:
            row.theme = themes.setdefault(row.theme.title, row.theme)
        if row.workstream is not None:
            row.workstream.theme = row.theme
            key = (row.theme.title if row.theme else None, row.workstream.title)
            row.workstream = streams.setdefault(key, row.workstream)
    rows.themes = [theme for theme in themes.values() if theme.pk is None]
    rows.workstreams = [place for place in streams.values() if place.pk is None]
    _number_after(themes.values(), rows.themes)
    _number_after(streams.values(), rows.workstreams)


def _number_after(known: Iterable[Theme | Workstream], new: Sequence[Theme | Workstream]) -> None:
    first = max((place.position for place in known if place.pk is not None), default=-1) + 1
    for position, place in enumerate(new, start=first):
        place.position = position
