"""What missed assurance actions need of somebody, for the first page of the office and of who answers."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from followthrough.site.assurance.timetable import (
    RECURRING,
    Occurrence,
    missed_now,
    plans_missed,
)
from followthrough.site.page_parts import Need
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Plan
from followthrough.site.register.posts.queries import actions_of_holder


def missed_for_the_office(organisation: Organisation, *, day: date) -> Iterator[Need]:
    """A line a plan: how many of its assurance actions were missed, and how many of them twice running."""
    for plan, missed in plans_missed(organisation, day=day):
        yield _need(plan, missed)


def missed_for_a_holder(user: User, organisation: Organisation, *, day: date) -> Iterator[Need]:
    """The same of the actions that the posts of an account own."""
    own_actions = actions_of_holder(user, organisation, day=day).filter(RECURRING)
    actions = list(own_actions.exclude(plan__state=Plan.State.ARCHIVED).select_related("plan"))
    missed = missed_now(actions, day=day)
    for plan in {action.plan_id: action.plan for action in actions if action.pk in missed}.values():
        keys = [action.pk for action in actions if action.plan_id == plan.pk and action.pk in missed]
        yield _need(plan, {key: missed[key] for key in keys})


def _need(plan: Plan, missed: dict[int, list[Occurrence]]) -> Need:
    number, twice = len(missed), sum(len(times) > 1 for times in missed.values())
    sentence = f"Assurance action{' was' if number == 1 else 's were'} missed"
    beside = (
        f"{plan}, {'twice' if number == 1 else f'{twice} of them twice'} running or more"
        if twice
        else str(plan)
    )
    if number == 1:
        (times,) = missed.values()
        return Need(number, sentence, beside, reverse("action", args=[plan.slug, times[0].number]), "See it")
    return Need(
        number, sentence, beside, f"{reverse('actions', args=[plan.slug])}?only=assurance_missed", "See them"
    )
