"""Any plan document made ready to be laid out: what a layout can say of it, each thing on one line."""

from collections.abc import Sequence

from followthrough.plan.document import Action, Owner, PlanDocument, Status, Update
from followthrough.plan.when import When
from tests.intake.invented_plans import STATUSES

# The state of an invented plan that stands for each state that it has no word for.
_NEAREST = {
    Status.NOT_DUE: Status.NOT_STARTED,
    Status.NEW: Status.NOT_STARTED,
    Status.ON_HOLD: Status.MEDIUM_SLIPPAGE,
    Status.IN_PROGRESS: Status.ON_TRACK,
    Status.ONGOING: Status.ON_TRACK,
    Status.ASSURANCE: Status.ON_TRACK,
    Status.CLOSED: Status.COMPLETE,
}
_DATED = {"day", "month", "quarter", "season", "year", "tbc", "ongoing", "recurring"}


def ready_to_lay_out(plan: PlanDocument) -> PlanDocument:
    """The actions that have a ref of their own and a title of their own; what is odd in them is left out."""
    refs: set[str] = set()
    titles: set[str] = set()
    actions = []
    for action in plan.actions:
        title = _line(action.title)
        if action.ref and action.ref not in refs and title and title.casefold() not in titles:
            refs.add(action.ref)
            titles.add(title.casefold())
            actions.append(_plain(action, title, refs, plan.periods))
    return PlanDocument(title=plan.title or "Improvement Plan", actions=actions)


def _plain(action: Action, title: str, refs: set[str], periods: Sequence[str]) -> Action:
    return Action(
        ref=action.ref,
        parent=action.parent if action.parent in refs else None,
        theme=_line(action.theme) or None,
        workstream=_line(action.workstream) or None,
        title=title,
        owners=[Owner(role="Owner", name=owner.name) for owner in action.owners[:1]],
        start=_dated(action.start),
        due=_dated(action.due),
        measures=[_line(measure) for measure in action.measures[:1]],
        updates=[_update(action, period) for period in periods],
    )


def _line(text: str | None) -> str:
    return " ".join((text or "").split())


def _dated(when: When | None) -> When | None:
    """A date as one cell can say it by itself."""
    return when if when and when.kind in _DATED and when.condition is None else None


def _update(action: Action, period: str) -> Update:
    said = next((update for update in action.updates if update.period == period), Update())
    status = _NEAREST.get(said.status, said.status) if said.status else None
    label = STATUSES.get(status) if status else None
    text = _line(said.text) or None
    return Update(period=period, status=status if label else None, status_text=label, text=text)
