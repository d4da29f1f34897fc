"""What a report on a plan of the register is made from: how it stands, how it stood, what else is known."""

from dataclasses import dataclass, replace
from datetime import date

from followthrough import challenge
from followthrough.challenge import Finding
from followthrough.outputs.report.kinds import BY_NAME, report_of
from followthrough.outputs.report.position import Position, position_of
from followthrough.outputs.report.register_facts import RegisterFacts
from followthrough.plan.document import PlanDocument
from followthrough.plan.when.periods import words_of
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan
from followthrough.site.reports.facts import register_facts
from followthrough.site.reports.published_plan import numbers_of, plan_as_published
from followthrough.site.rounds.figures.queries import compared_with, publication_before, publication_of
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.publications import Publication
from followthrough.site.rounds.queries import present_round, rounds_of


class NoSuchRoundError(LookupError):
    """The plan has no round of that month; the message is a sentence for a person."""


@dataclass(frozen=True)
class MadeFrom:
    """All that a report is made from. `findings` None: the questions are not for its reader."""

    position: Position
    facts: RegisterFacts
    findings: list[Finding] | None


def facts_for_report(plan: Plan, period: str | None, *, today: date) -> MadeFrom:
    """The facts of a round, as published or, while it is not, as of today. Raises NoSuchRoundError.

    The default is the round in hand, else the last that was published.
    """
    round_ = _round_of(plan, period)
    published = publication_of(round_) if round_.state == Round.State.PUBLISHED else None
    day = published.day if published else today
    position = _position(round_, published, publication_before(round_), day)
    facts = _facts(round_, published, position, sees_work=True)
    return MadeFrom(position, facts, challenge.check(position.plan, day))


def taken_to(made_from: MadeFrom, *, forum: str, on: date | None) -> MadeFrom:
    """The same, of a report that goes to a forum on a day."""
    meeting = replace(made_from.facts.meeting, forum=forum, on=on)
    return replace(made_from, facts=replace(made_from.facts, meeting=meeting))


def facts_of_edition(publication: Publication, *, sees_work: bool) -> MadeFrom:
    """The facts of what one edition published; who does not `sees_work` is told what is published alone."""
    before = publication.figures.get("previous_period")
    earlier = compared_with(publication, before) if before else None
    # What an edition does not hold is as it is now, which is work in hand.
    now = None if sees_work else PlanDocument(organisation=publication.round.plan.organisation.name)
    position = _position(publication.round, publication, earlier, publication.day, now=now)
    return MadeFrom(position, _facts(publication.round, publication, position, sees_work=sees_work), None)


def headline_sentences(round_: Round, *, today: date) -> tuple[list[str], dict[str, str]]:
    """The computed sentences at the head of a round's progress paper, and the words in place of some."""
    made_from = facts_for_report(round_.plan, round_.period, today=today)
    report = report_of(BY_NAME["cabinet"], made_from.position, made_from.facts)
    sentences = [line.computed or line.words for line in report.headline]
    return sentences, dict(made_from.facts.house.edits)


def _facts(
    round_: Round, published: Publication | None, position: Position, *, sees_work: bool
) -> RegisterFacts:
    return register_facts(
        round_, published, day=position.day, day_before=position.day_before, sees_work=sees_work
    )


def _position(
    round_: Round,
    published: Publication | None,
    before: Publication | None,
    day: date,
    *,
    now: PlanDocument | None = None,
) -> Position:
    """How the plan stood; what editions do not hold is that of `now`, by default the whole plan."""
    numbers = numbers_of(round_.plan) if now is None else []
    document = now or as_document(round_.plan)
    return position_of(
        plan_as_published(published, document, numbers) if published else document,
        period=round_.period,
        day=day,
        before=plan_as_published(before, document, numbers) if before else None,
        before_period=before.round.period if before else None,
        day_before=before.day if before else None,
        dates_before_known=before is not None and _tells_dates(before),
    )


def _round_of(plan: Plan, period: str | None) -> Round:
    known = rounds_of(plan)
    found = known.filter(period=period).first() if period else present_round(plan) or known.first()
    if found is None:
        periods = ", ".join(known.values_list("period", flat=True)) or "none yet"
        asked = words_of(period) if period else "any month"
        raise NoSuchRoundError(f"{plan.slug} has no round of {asked}. Its rounds: {periods}.")
    return found


def _tells_dates(publication: Publication) -> bool:
    """Whether it says which dates were agreed then; one that came with a later file does not."""
    return not publication.standings.filter(without_dates=True).exists()
