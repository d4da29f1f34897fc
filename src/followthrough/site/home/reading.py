"""What a member or a reviewer comes for: what the rounds published last, and what changed by it."""

from datetime import date
from functools import cached_property

from followthrough.site.evidence.needs import needs_of_a_verifier
from followthrough.site.page_parts import Need
from followthrough.site.people.models import Organisation
from followthrough.site.people.permissions import Permission
from followthrough.site.rounds.figures.report import Report
from followthrough.site.rounds.figures.shown import FiguresShown
from followthrough.site.rounds.models import Publication
from followthrough.site.rounds.published.queries import last_editions, present_editions

EARLIER_SHOWN = 8


class ReadingHome:
    """The first page of whoever reads what was published."""

    def __init__(self, organisation: Organisation, may: frozenset[Permission], *, day: date) -> None:
        self.organisation, self.may, self.day = organisation, may, day

    @cached_property
    def needs(self) -> list[Need]:
        """What waits for a verifier, for whoever may be one."""
        if Permission.VERIFY_EVIDENCE not in self.may:
            return []
        return list(needs_of_a_verifier(self.organisation, day=self.day))

    @cached_property
    def present(self) -> list[Publication]:
        """What each plan published last, the newest first."""
        return sorted(present_editions(self.organisation), key=lambda each: each.at, reverse=True)

    @property
    def heading(self) -> str:
        if not self.present:
            return "Nothing has been published yet."
        return f"The {self.present[0].round.period_in_words} round is published."

    @cached_property
    def report(self) -> Report | None:
        """What the newest of them says."""
        if not self.present:
            return None
        newest = self.present[0]
        return Report(FiguresShown(newest.round, newest, newest.day))

    @cached_property
    def earlier(self) -> list[Publication]:
        """The editions before it, of all plans."""
        found = last_editions(self.organisation).defer("figures")[: EARLIER_SHOWN + 1]
        return [each for each in found if each not in self.present[:1]]
