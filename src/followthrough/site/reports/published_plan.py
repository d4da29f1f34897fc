"""A plan as a round published it, as a plan document again."""

from collections.abc import Mapping

from followthrough.plan.document import Action, Owner, PlanDocument, Round, Status, Update
from followthrough.site.register.facts import scheme_of, when_of
from followthrough.site.register.models import Plan
from followthrough.site.rounds.publications import Publication, Standing


def numbers_of(plan: Plan) -> list[int]:
    """The lasting numbers of the actions of a plan, in the order of its document."""
    return list(plan.actions.filter(archived_at=None).order_by("position").values_list("number", flat=True))


def plan_as_published(publication: Publication, now: PlanDocument, numbers: list[int]) -> PlanDocument:
    """The plan as an edition of a round says it.

    What an edition does not hold, such as priorities and links, is that of the plan `now`, whose actions have
    these `numbers`; a plan without actions adds nothing to the edition.
    """
    period = publication.round.period
    known = dict(zip(numbers, now.actions, strict=True))
    actions = [_action(each, period, known) for each in publication.standings.order_by("position")]
    return now.model_copy(
        update={
            "title": publication.title or now.title,
            "scheme": scheme_of(publication.scheme) or now.scheme,
            "as_at": publication.day,
            "actions": actions,
            "rounds": [Round(period=period)],
        }
    )


def _action(standing: Standing, period: str, known: Mapping[int, Action]) -> Action:
    now = known.get(standing.number)
    base = now or Action(title=standing.title)
    return base.model_copy(
        update={
            "ref": standing.ref,
            "title": standing.title,
            "kind": standing.kind,
            "theme": standing.theme,
            "workstream": standing.workstream,
            "owners": [Owner(role=each["role"], name=each["name"]) for each in standing.owners],
            "start": when_of(standing.start),
            "due": when_of(standing.due),
            "original_due": when_of(standing.original_due),
            "updates": _updates(standing, period, base.updates),
            "no_return": [period] if standing.missing_return else [],
        }
    )


def _updates(standing: Standing, period: str, known: list[Update]) -> list[Update]:
    """What it last said, in the period in which it said so, after what is known of the periods before."""
    earlier = [each for each in known if not each.period or each.period < period]
    if standing.status is None and not standing.text and standing.forecast is None:
        return earlier
    said_in = standing.said_in or (None if standing.missing_return else period)
    published = Update(
        period=said_in,
        status=Status(standing.status) if standing.status else None,
        text=standing.text,
        by=standing.by_text,
        on=standing.on,
        forecast=when_of(standing.forecast),
    )
    undated = [(each.status, each.text) for each in earlier if not each.period]
    then = next((each for each in earlier if each.period == said_in), None)
    if then is None:
        is_known = not standing.said_in and (published.status, published.text) in undated
        return earlier if is_known else [*earlier, published]
    # An edition repeats of an earlier period what counts; all that was said then is in the plan.
    repeated = {name: getattr(published, name) for name in published.model_dump(exclude_none=True)}
    return [each.model_copy(update=repeated) if each is then else each for each in earlier]
