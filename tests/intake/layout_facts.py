"""Mutations of what a plan says: other statuses, dates and owners, and things that are not said."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from followthrough.plan.document import Action, Owner, PlanDocument, Update
from followthrough.plan.when import When
from tests.intake.invented_plans import STATUSES, day_when, month_when
from tests.intake.layout_paper import Laid, LaidColumn
from tests.intake.layout_words import DAY_FORMS, HEADINGS, KEY_HEADINGS, KEYS, MONTH_FORMS, VOCABULARIES


def each_action(plan: PlanDocument, change: Callable[[Action], dict[str, object]]) -> PlanDocument:
    """The plan with something changed in each action."""
    return plan.model_copy(update={"actions": [a.model_copy(update=change(a)) for a in plan.actions]})


def use_other_statuses(laid: Laid, random: Random) -> Laid:
    """Other words for the same states, without a key."""
    return _if_statuses(laid, VOCABULARIES[random.choice(sorted(VOCABULARIES))])


def explain_statuses_by_key(laid: Laid, random: Random) -> Laid:
    """Letters, colours or words that a key explains, at times against what they would mean without it."""
    key = KEYS[random.choice(sorted(KEYS))]
    changed = _if_statuses(laid, {status: (line.label, line.status) for status, line in key.items()})
    if changed is laid:
        return laid
    entries = tuple({line.label: line for line in key.values()}.values())
    return replace(
        changed,
        key=entries,
        key_as=random.choice(("table", "table", "lines", "line")),
        key_heading=random.choice(KEY_HEADINGS),
        is_key_below=random.random() < 0.4,
    )


def _if_statuses(laid: Laid, words: dict) -> Laid:  # type: ignore[type-arg]
    """Only from the plain words can another vocabulary be reached."""
    said = {update.status_text for action in laid.plan.actions for update in action.updates}
    if not laid.plan.periods or not said <= set(STATUSES.values()):
        return laid
    by_label = {label: words[status] for status, label in STATUSES.items()}

    def speak(action: Action) -> dict[str, object]:
        return {
            "updates": [
                u.model_copy(
                    update={"status_text": by_label[u.status_text][0], "status": by_label[u.status_text][1]}
                )
                for u in action.updates
            ]
        }

    return replace(laid, plan=each_action(laid.plan, speak))


def write_dates_otherwise(laid: Laid, random: Random) -> Laid:
    """All days and months in another form, a few in a second one."""
    days, months = random.sample(DAY_FORMS, 2), random.sample(MONTH_FORMS, 2)

    def rewrite(when: When | None) -> When | None:
        if when is None or when.earliest is None:
            return when
        second = random.random() < 0.15
        if when.kind == "day":
            return day_when(when.earliest, days[second](when.earliest))
        return month_when(when.earliest, months[second](when.earliest)) if when.kind == "month" else when

    return replace(
        laid,
        plan=each_action(
            laid.plan,
            lambda a: {name: rewrite(getattr(a, name)) for name in ("start", "due", "original_due")},
        ),
    )


def share_actions(laid: Laid, random: Random) -> Laid:
    """Two owners in many cells, parted by one mark throughout."""
    names = sorted(
        {owner.name for action in laid.plan.actions for owner in action.owners if owner.role == "Owner"}
    )

    def share(action: Action) -> dict[str, object]:
        others = [name for name in names if [name] != [owner.name for owner in action.owners[:1]]]
        if not action.owners or not others or random.random() < 0.5:
            return {}
        return {
            "owners": [action.owners[0], Owner(role="Owner", name=random.choice(others)), *action.owners[1:]]
        }

    return replace(
        laid,
        plan=each_action(laid.plan, share),
        owner_mark=random.choice((" / ", "/", "; ", ", ", " & ", " and ")),
    )


def leave_columns_out(laid: Laid, random: Random) -> Laid:
    """One or two things that this body does not say."""
    optional = [c.kind for c in laid.columns if c.kind not in ("ref", "title", "status", "update")]
    gone = set(random.sample(optional, min(len(optional), random.randint(1, 2))))
    # An original date without a current one would be the date that is due.
    gone |= {"original_due"} if "due" in gone else set()
    nothing: dict[str, dict[str, object]] = {
        "theme": {"theme": None},
        "workstream": {"workstream": None},
        "start": {"start": None},
        "due": {"due": None},
        "original_due": {"original_due": None},
        "priority": {"priority": None},
        "measures": {"measures": []},
        "note": {"notes": []},
    }
    plan = laid.plan
    for kind in gone & nothing.keys():
        plan = each_action(plan, lambda action, kind=kind: nothing[kind])
    for kind, is_gone in (
        ("owner:0", lambda owner: owner.role == "Owner"),
        ("owner:1", lambda owner: owner.role != "Owner"),
    ):
        if kind in gone:
            plan = each_action(
                plan, lambda a, is_gone=is_gone: {"owners": [o for o in a.owners if not is_gone(o)]}
            )
    columns = tuple(column for column in laid.columns if column.kind not in gone)
    return replace(
        laid, plan=plan, columns=columns, themes_as="nowhere" if "theme" in gone else laid.themes_as
    )


def leave_cells_empty(laid: Laid, random: Random) -> Laid:
    """Owners, dates and updates that were not given for some actions."""

    def forget(action: Action) -> dict[str, object]:
        lost: dict[str, object] = {}
        if random.random() < 0.25:
            lost["owners"] = []
        if random.random() < 0.25:
            lost["due"] = None
        if random.random() < 0.25:
            lost["updates"] = [Update(period=update.period) for update in action.updates]
        return lost

    return replace(laid, plan=each_action(laid.plan, forget))


def say_no_period(laid: Laid, random: Random) -> Laid:
    """The one status and update without the period that they speak of."""
    if len(laid.plan.periods) != 1:
        return laid
    plan = each_action(
        laid.plan, lambda a: {"updates": [u.model_copy(update={"period": None}) for u in a.updates]}
    )
    columns = [
        LaidColumn(column.kind, HEADINGS[column.kind][0]) if column.period else column
        for column in laid.columns
    ]
    return replace(laid, plan=plan, columns=tuple(columns))


def lose_a_column(laid: Laid, random: Random) -> Laid:
    """From some row on a column has nothing to say, its empty cells are lost: later cells move left."""
    optional = [
        c.holds
        for c in laid.columns[1:-1]
        if c.kind in ("start", "due", "owner:0", "note", "measures", "update")
    ]
    if not optional or len(laid.plan.actions) < 4:
        return laid
    holds = random.choice(optional)
    kind, _, period = holds.partition(":")
    first = random.randint(2, len(laid.plan.actions) - 2)
    nothing: dict[str, Callable[[Action], dict[str, object]]] = {
        "start": lambda a: {"start": None},
        "due": lambda a: {"due": None},
        "owner": lambda a: {"owners": a.owners[1:]},
        "note": lambda a: {"notes": []},
        "measures": lambda a: {"measures": []},
        "update": lambda a: {
            "updates": [
                u.model_copy(update={"text": None}) if (u.period or "") == period else u for u in a.updates
            ]
        },
    }
    actions = [
        action.model_copy(update=nothing[kind](action)) if at >= first else action
        for at, action in enumerate(laid.plan.actions)
    ]
    return replace(laid, plan=laid.plan.model_copy(update={"actions": actions}), lost=(holds, first))
