"""What needs the programme office: the round that closes next, and what stands between now and its lock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.urls import reverse

from followthrough.outputs.wording import counted
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site.assurance.needs import missed_for_the_office
from followthrough.site.changes.models import WAITING, ChangeRequest
from followthrough.site.editions.needs import papers_of_the_office
from followthrough.site.evidence.needs import needs_of_the_office
from followthrough.site.health import jobs_waiting
from followthrough.site.history.models import Event
from followthrough.site.history.queries import events_of_organisation
from followthrough.site.page_parts import Need
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.doubts import doubts_of
from followthrough.site.register.models import Plan
from followthrough.site.register.queries import counts_by_plan, plans_of
from followthrough.site.risks.needs import reviews_for_the_office
from followthrough.site.rounds.control.page import Answering, Control, names_of
from followthrough.site.rounds.control.round_lists import with_returns_counted
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.queries import NEARNESS, rounds_of_organisation
from followthrough.site.rounds.what_next import steps_to_the_first_round

EVENTS_SHOWN, DIRECTORS_SHOWN = 6, 12
# Each takes a handful of queries, so that no more name the step that is left.
PLANS_WITH_STEP = 2
# In a bar of returns, pixels a return.
_MOST_WIDE = 150


@dataclass(frozen=True)
class PlanRow:
    """A plan in the list of plans: its counts, its round of the moment, what waits in it."""

    plan: Plan
    counts: dict[str, int]
    round: Round | None
    changes: int


class OfficeHome:
    """The first page of the programme office, on a day."""

    def __init__(
        self, user: User, organisation: Organisation, *, day: date, administered_at: datetime | None = None
    ) -> None:
        """`administered_at` is the moment for somebody who also looks after the site."""
        self.user = user
        self.organisation, self.day, self.administered_at = organisation, day, administered_at

    @cached_property
    def rounds(self) -> dict[int, Round]:
        """By plan, its round of the moment, with its returns counted."""
        found: dict[int, Round] = {}
        going_on = (
            rounds_of_organisation(self.organisation).filter(imported=False).annotate(nearness=NEARNESS)
        )
        for each in with_returns_counted(going_on.order_by("nearness", "-period")):
            nearest = found.get(each.plan_id)
            is_next = each.state == Round.State.PLANNED and nearest and nearest.state == each.state
            if nearest is None or is_next:
                found[each.plan_id] = each
        return found

    @cached_property
    def open_round(self) -> Round | None:
        """The open round that is due next; others stand with their plans."""
        going = [each for each in self.rounds.values() if each.state == Round.State.OPEN]
        return min(going, key=lambda each: (each.due_on, each.pk), default=None)

    @cached_property
    def control(self) -> Control | None:
        return Control(self.open_round, day=self.day) if self.open_round else None

    @property
    def heading(self) -> str:
        """The deadline and the score."""
        if self.open_round and self.control:
            due, returns = self.open_round.due_on, self.control.returns
            verb = "closed on" if due < self.day else "closes on"
            when = "closes today" if due == self.day else f"{verb} {due:%A} {due.day} {due:%B}"
            score = f"{returns.number_in} of {counted(returns.asked, 'return')} {_is(returns.asked)} in."
            return f"The {self.open_round.period_in_words} round {when}. {score}"
        locked = [each for each in self.rounds.values() if each.state == Round.State.LOCKED]
        if locked:
            return f"The {locked[0].period_in_words} round is locked and not yet published."
        planned = [each for each in self.rounds.values() if each.state == Round.State.PLANNED]
        if planned:
            first = min(planned, key=lambda each: each.opens_on)
            return f"The {first.period_in_words} round opens on {day_in_words(first.opens_on)}."
        return "No round is open, and none is planned."

    @property
    def score(self) -> str:
        """How far the returns are, in one sentence below the heading."""
        if not self.control:
            return ""
        returns = self.control.returns
        wait = f"{returns.to_approve} wait for a director, " if self._wants_approval else ""
        sent = f"{returns.approved} are approved, {wait}" if self._wants_approval else ""
        return (
            f"{sent}{returns.missing} are missing. Missing returns do not stop you from locking on the day."
        )

    @property
    def _wants_approval(self) -> bool:
        return bool(self.open_round and self.open_round.plan.approval_wanted)

    @cached_property
    def needs(self) -> list[Need]:
        """What needs the office, the most pressing first."""
        return [
            *self._about_the_site(),
            *self._about_the_round(),
            *self._about_changes(),
            *papers_of_the_office(self.user, self.organisation),
            *needs_of_the_office(self.organisation, day=self.day),
            *missed_for_the_office(self.organisation, day=self.day),
            *reviews_for_the_office(self.organisation, day=self.day),
            *self._about_plans(),
        ]

    def _about_the_site(self) -> Iterator[Need]:
        waiting = jobs_waiting(self.administered_at) if self.administered_at else None
        if waiting and not waiting.ok:
            sentence = "Files and letters wait too long to be read and sent"
            yield Need(waiting.number, sentence, waiting.words, reverse("imports"), "See the files")

    def _about_the_round(self) -> Iterator[Need]:
        if not (self.open_round and self.control):
            return
        at = [self.open_round.plan.slug, self.open_round.period]
        returns, control = reverse("round_returns", args=at), self.control
        if number := control.number_owed_by_people:
            people = control.number_of_people_owing
            missing = "Return is missing" if number == 1 else "Returns are missing"
            sentence = f"{missing}, owed by {people} {'person' if people == 1 else 'people'}"
            nudge = f"{reverse('nudge_owners', args=at)}?all=yes"
            yield Need(number, sentence, names_of(control.owing), nudge, "Write to them")
        if control.unheld:
            number = control.asked_of_nobody.asked
            sentence = f"{'Return has' if number == 1 else 'Returns have'} no one to ask"
            vacant = f"{reverse('vacant_posts')}?plan={at[0]}"
            yield Need(number, sentence, names_of(control.unheld), vacant, "Choose who")
        if number := doubts_of(self.open_round.plan, today=self.day).number_to_settle:
            sentence = f"{'Question needs' if number == 1 else 'Questions need'} an answer before you lock"
            button = f"Go through {'it' if number == 1 else 'them'}"
            yield Need(number, sentence, "", f"{reverse('checks', args=at[:1])}?weight=error", button)
        if self._wants_approval and control.returns.to_approve:
            number = control.returns.to_approve
            sentence = f"{'Return waits' if number == 1 else 'Returns wait'} for a director’s approval"
            leads = names_of(control.directors_to_approve)
            see = "See it" if number == 1 else "See them"
            yield Need(number, sentence, leads, f"{returns}?state=sent", see)

    def _about_changes(self) -> Iterator[Need]:
        for row in self.plans:
            if row.changes:
                sentence = (
                    f"{'Change request waits' if row.changes == 1 else 'Change requests wait'} for a decision"
                )
                see = "See it" if row.changes == 1 else "See them"
                address = reverse("changes", args=[row.plan.slug])
                yield Need(row.changes, sentence, str(row.plan), address, see)

    def _about_plans(self) -> Iterator[Need]:
        """Plans on the way to their first round, each with the page that lists its steps."""
        on_their_way = [
            row.plan
            for row in self.plans
            if row.plan.first_round_at is None
            and row.plan.state != Plan.State.ARCHIVED
            and row.counts.get("all")
        ]
        for place, plan in enumerate(on_their_way):
            beside = _next_step_of(plan) if place < PLANS_WITH_STEP else str(plan)
            sentence = "Plan has had no round yet"
            yield Need(1, sentence, beside, plan.get_absolute_url(), "See what comes next")

    @cached_property
    def plans(self) -> list[PlanRow]:
        counts = counts_by_plan(self.organisation, today=self.day)
        asked = ChangeRequest.objects.filter(
            plan__organisation=self.organisation, state__in=WAITING
        ).order_by()
        changes = dict(asked.values_list("plan").annotate(Count("pk")))
        return [
            PlanRow(plan, counts.get(plan.pk, {}), self.rounds.get(plan.pk), changes.get(plan.pk, 0))
            for plan in plans_of(self.organisation)
        ]

    @property
    def days(self) -> list[dict[str, Any]]:
        """The way of the round to its committee: each day, what it is, and whether it has passed."""
        if not (self.open_round and self.control):
            return []
        asked = counted(self.control.returns.asked, "return")
        round_ = self.open_round
        steps = [
            (round_.opens_on, "Round opened", f"{asked} requested"),
            (round_.due_on, "Returns are due", _until(round_.due_on, self.day)),
            (round_.grace_ends_on, "Last day for late returns", "then lock and publish"),
        ]
        days = [_step(day, words, beside, self.day) for day, words, beside in steps]
        if round_.forum_on:
            days.append(_step(round_.forum_on, round_.forum or "Committee", "", self.day) | {"is_end": True})
        coming = next((each for each in days if not each["is_past"]), None)
        if coming:
            coming["is_next"] = True
        return days

    @cached_property
    def directors(self) -> list[Answering]:
        return self.control.directors[:DIRECTORS_SHOWN] if self.control else []

    @property
    def unit(self) -> float:
        """Pixels a return in the bars of the directors."""
        return min(14.0, _MOST_WIDE / max((each.returns.asked for each in self.directors), default=1))

    @cached_property
    def events(self) -> list[Event]:
        """What happened last."""
        return list(events_of_organisation(self.organisation)[:EVENTS_SHOWN])


def _next_step_of(plan: Plan) -> str:
    """A plan and the first of its steps that is left: "Roads, 3 steps left: say who holds the posts"."""
    left = [step for step in steps_to_the_first_round(plan) if not step.is_done]
    if not left:
        return str(plan)
    return f"{plan}, {counted(len(left), 'step')} left: {left[0].label[:1].lower()}{left[0].label[1:]}"


def _step(day: date, words: str, beside: str, today: date) -> dict[str, Any]:
    return {"day": day, "words": words, "beside": beside, "is_past": day < today}


def _until(due: date, today: date) -> str:
    days = (due - today).days
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days > 0 else f"{counted(-days, 'day')} ago"


def _is(number: int) -> str:
    return "is" if number == 1 else "are"
