"""What a member or a reviewer comes for: what the rounds published last, and what changed by it."""

from functools import cached_property

from followthrough.site.people.models import Organisation
from followthrough.site.rounds.figures.report import Report
from followthrough.site.rounds.figures.shown import FiguresShown
from followthrough.site.rounds.models import Publication
from followthrough.site.rounds.published.queries import last_editions, present_editions

EARLIER_SHOWN = 8


class ReadingHome:
    """The first page of whoever reads what was published."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation

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
