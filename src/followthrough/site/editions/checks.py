"""What stands in the way of publishing a paper: each a sentence and where it is mended."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse

from followthrough.outputs.report.blocks import Report
from followthrough.site.editions.models import Edition
from followthrough.site.reports.making import MadeFrom
from followthrough.site.rounds.models import Round

MOST_QUESTIONS = 20


@dataclass(frozen=True)
class Check:
    """A sentence on what is not right, where it is mended, and what that place is called.

    `can_be_explained`: it may be published all the same where somebody says why.
    """

    sentence: str
    address: str
    place: str
    can_be_explained: bool = False

    def plain(self) -> dict[str, Any]:
        return asdict(self)


Find = Callable[[Edition, MadeFrom, Report | None], Iterator[Check]]


def found_in(edition: Edition, made_from: MadeFrom, report: Report | None) -> list[Check]:
    """Everything that stands in the way; `report` None for a plan in its own shape."""
    return list(dict.fromkeys(check for find in _CHECKS for check in find(edition, made_from, report)))


def commentators_without_words(made_from: MadeFrom, report: Report | None) -> list[str]:
    """The named commentators of whom the paper says that none was received."""
    if report is None or not any(section.key == "comments" for section in report.sections):
        return []
    return [each.who for each in made_from.facts.commentaries or () if each.applies and not each.text]


def _round_is_published(edition: Edition, made_from: MadeFrom, report: Report | None) -> Iterator[Check]:
    if edition.round.state != Round.State.PUBLISHED:
        yield Check(
            f"The {edition.round} is not published, so its figures can still change.",
            reverse("control_round", args=[edition.plan.slug, edition.period]),
            "Lock and publish the round",
        )


def _totals_agree(edition: Edition, made_from: MadeFrom, report: Report | None) -> Iterator[Check]:
    """Every action stands in one status and one theme, and what was there, came and went adds up."""
    position = made_from.position
    address = reverse("round", args=[edition.plan.slug, edition.period])
    if report:
        figures: Mapping[str, Any] = report.figures
        by_status, total = sum(figures["now"].values()), figures["total"]
        by_theme = sum(sum(counts.values()) for counts in figures["by_theme"].values())
        if not by_status == by_theme == total == len(report.data):
            yield Check(
                f"The totals do not agree: {total} actions, {by_status} by status, {by_theme} by theme, "
                f"{len(report.data)} in the list.",
                address,
                "Look at the round",
            )
    if position.before_period and position.knows_who_left:
        opening = sum(each.was_there for each in position.stands) + len(position.gone)
        closing = opening + len(position.new) - len(position.gone)
        if closing != len(position.stands):
            yield Check(
                f"The count does not agree: {opening} actions before, {len(position.new)} new and "
                f"{len(position.gone)} gone make {closing}, and the plan has {len(position.stands)}.",
                address,
                "Look at the round",
            )


def _all_is_written(edition: Edition, made_from: MadeFrom, report: Report | None) -> Iterator[Check]:
    for name in report.to_be_written if report else ():
        address = reverse("paper_texts", args=[edition.plan.slug])
        yield Check(f"“{name}” is not written yet.", address, "Write it")


def _no_grave_question(edition: Edition, made_from: MadeFrom, report: Report | None) -> Iterator[Check]:
    """The questions of the checks that must be settled, the first of them one by one."""
    grave = [each for each in made_from.findings or () if each.severity == "error"]
    address = reverse("checks", args=[edition.plan.slug])
    for each in grave[:MOST_QUESTIONS]:
        about = f"{each.ref or each.title}: " if each.subject else ""
        yield Check(f"{about}{each.message}", address, "See the question", can_be_explained=True)
    if len(grave) > MOST_QUESTIONS:
        more = len(grave) - MOST_QUESTIONS
        yield Check(
            f"{more} more grave question{'s are' if more > 1 else ' is'} open.",
            address,
            "See the questions",
            can_be_explained=True,
        )


_CHECKS: tuple[Find, ...] = (_round_is_published, _totals_agree, _all_is_written, _no_grave_question)
