"""A plan document as unsaved rows of the register, built in memory before anything is written."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from followthrough.plan import document as doc
from followthrough.plan.fields import IN_WORDS
from followthrough.plan.folding import fold_name
from followthrough.plan.owners import parts_of
from followthrough.plan.refs import sort_key
from followthrough.site.register.models import Action, Link, Ownership, Plan, Post, Theme, Update, Workstream

FOLDED_LENGTH: int = Post._meta.get_field("folded").max_length or 0
_LETTERS_FOR_THE_REST = 16


@dataclass
class Rows:
    """The rows of one plan, each pointing at the others as objects that have no keys yet."""

    themes: list[Theme] = field(default_factory=list)
    workstreams: list[Workstream] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    ownerships: list[Ownership] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def actions_by_depth(self) -> Iterator[list[Action]]:
        """The actions level by level, so that a parent always has its key before its children need it."""
        levels: defaultdict[int, list[Action]] = defaultdict(list)
        for action in self.actions:
            levels[action.depth].append(action)
        yield from (levels[depth] for depth in range(len(levels)))


def rows_of(document: doc.PlanDocument, *, plan: Plan, posts: dict[str, Post]) -> Rows:
    """The rows that hold `document` under `plan`; `posts` gives the post of every `folded` owner name."""
    rows = Rows()
    _add_places(rows, document, plan)
    for number, action in enumerate(document.actions, start=1):
        _add_action(rows, action, plan=plan, number=number, posts=posts)
    _set_parents(rows.actions)
    _set_link_targets(rows)
    return rows


def folded(name: str) -> str:
    """The one spelling of an owner's name, no longer than its column; signs alone stand for themselves."""
    whole = fold_name(name) or name.strip().casefold()
    if len(whole) <= FOLDED_LENGTH:
        return whole
    rest = sha256(whole.encode()).hexdigest()[:_LETTERS_FOR_THE_REST]
    return whole[: FOLDED_LENGTH - _LETTERS_FOR_THE_REST] + rest


def owner_names(document: doc.PlanDocument) -> dict[str, str]:
    """Every owner of the document once: folded spelling to the name as first written."""
    names: dict[str, str] = {}
    for action in document.actions:
        for owner in action.owners:
            names.setdefault(folded(owner.name), owner.name)
    return names


def plain(part: Any) -> Any:
    """A part of the document as JSON, None for None; what is as by default is left out."""
    if part is None:
        return None
    if isinstance(part, list):
        return [plain(item) for item in part]
    return part if isinstance(part, str) else part.model_dump(mode="json", exclude_defaults=True)


def _add_places(rows: Rows, document: doc.PlanDocument, plan: Plan) -> None:
    themes: dict[str, Theme] = {}
    workstreams: dict[tuple[str | None, str], Workstream] = {}
    for action in document.actions:
        theme = None
        if action.theme is not None:
            theme = themes.setdefault(
                action.theme, Theme(plan=plan, position=len(themes), title=action.theme)
            )
        if action.workstream is not None:
            place = Workstream(plan=plan, theme=theme, position=len(workstreams), title=action.workstream)
            workstreams.setdefault((action.theme, action.workstream), place)
    rows.themes, rows.workstreams = list(themes.values()), list(workstreams.values())


def _add_action(rows: Rows, action: doc.Action, *, plan: Plan, number: int, posts: dict[str, Post]) -> None:
    row = Action(
        plan=plan,
        number=number,
        position=number,
        ref=action.ref,
        ref_sort=sort_key(action.ref),
        printed_ref=action.printed_ref,
        parent_ref=action.parent,
        kind=action.kind,
        theme=_theme_of(rows, action),
        workstream=_workstream_of(rows, action),
        title=action.title,
        start=plain(action.start),
        start_earliest=action.start.earliest if action.start else None,
        due=plain(action.due),
        due_earliest=action.due.earliest if action.due else None,
        due_latest=action.due.latest if action.due else None,
        due_kind=action.due.kind if action.due else None,
        original_due=plain(action.original_due),
        milestones=plain(action.milestones),
        risk=plain(action.risk),
        measures=plain(action.measures),
        answers=plain(action.answers),
        notes=plain(action.notes),
        change_control=plain(action.change_control),
        is_critical=action.critical,
        where=plain(action.where),
        status=action.status,
        **{field: getattr(action, field) for field in IN_WORDS},
    )
    rows.actions.append(row)
    rows.ownerships += _ownerships(row, action.owners, posts)
    rows.updates += update_rows(row, action.updates)
    rows.links += link_rows(row, action.links)


def _theme_of(rows: Rows, action: doc.Action) -> Theme | None:
    return next((theme for theme in rows.themes if theme.title == action.theme), None)


def _workstream_of(rows: Rows, action: doc.Action) -> Workstream | None:
    theme = _theme_of(rows, action)
    of_theme = (place for place in rows.workstreams if place.theme is theme)
    return next((place for place in of_theme if place.title == action.workstream), None)


def _ownerships(row: Action, owners: list[doc.Owner], posts: dict[str, Post]) -> list[Ownership]:
    parts = parts_of([owner.role for owner in owners])
    return [
        Ownership(
            action=row,
            post=posts[folded(owner.name)],
            position=position,
            role=owner.role,
            name=owner.name,
            part=part,
        )
        for position, (owner, part) in enumerate(zip(owners, parts, strict=True))
    ]


def update_rows(row: Action, updates: Sequence[doc.Update], *, first: int = 0) -> list[Update]:
    """The unsaved updates of an action, their positions counted from `first`."""
    return [
        Update(
            action=row,
            position=position,
            period=update.period,
            status=update.status,
            status_text=update.status_text,
            text=update.text,
            by_text=update.by,
            on=update.on,
            forecast=plain(update.forecast),
        )
        for position, update in enumerate(updates, start=first)
    ]


def link_rows(row: Action, links: Sequence[doc.Link], *, first: int = 0) -> list[Link]:
    """The unsaved mentions of other actions in one, their positions counted from `first`."""
    return [
        Link(action=row, position=position, kind=link.kind, to_ref=link.to, text=link.text)
        for position, link in enumerate(links, start=first)
    ]


def _set_parents(actions: list[Action]) -> None:
    """Point each action at its parent, which is named by its ref, or by its title where it has none. Where a
    name stands twice, the nearest one above is meant."""
    places: dict[str | None, list[int]] = defaultdict(list)
    for index, action in enumerate(actions):
        places[action.ref or action.title].append(index)
    for index, action in enumerate(actions):
        if action.parent_ref is not None:
            others = [place for place in places[action.parent_ref] if place != index]
            nearest = max((place for place in others if place < index), default=min(others, default=None))
            action.parent = None if nearest is None else actions[nearest]
    _cut_rings(actions)
    _set_depths(actions)


def _cut_rings(actions: list[Action]) -> None:
    """Where the parents above lead round in a ring, the last of them loses its parent."""
    settled: set[int] = set()
    for action in actions:
        path: dict[int, Action] = {}
        step: Action | None = action
        while step is not None and id(step) not in settled and id(step) not in path:
            path[id(step)], step = step, step.parent
        if step is not None and id(step) in path:
            path[next(reversed(path))].parent = None
        settled |= path.keys()


def _set_depths(actions: list[Action]) -> None:
    known: dict[int, int] = {}
    for action in actions:
        path = [action]
        while (above := path[-1].parent) is not None and id(above) not in known:
            path.append(above)
        for step in reversed(path):
            step.depth = known[id(step)] = known[id(step.parent)] + 1 if step.parent is not None else 0


def _set_link_targets(rows: Rows) -> None:
    first: dict[str | None, Action] = {}
    for action in rows.actions:
        first.setdefault(action.ref, action)
    for link in rows.links:
        link.to = first.get(link.to_ref)
