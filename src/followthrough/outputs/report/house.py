"""A body's own way with its papers: what comes first, what is in, what it is called, how it looks."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from followthrough.outputs.report.blocks import Line, Section

DARK = "1F3A4D"
# No paper goes out without these, whatever a body chooses.
NEVER_LEFT_OUT = frozenset({"decisions", "state", "moved", "late", "changes", "comments", "made"})
MAY_BE_LEFT_OUT = {
    "difference": "Is it making a difference?",
    "moved_twice": "Moved twice or more",
    "completed": "Completed and closed",
    "ahead": "The next three months",
    "risks": "Risks to the plan",
    "questions": "Questions that are open",
    "appendix": "The whole plan as an appendix",
}
# The kinds that have a list of every action, or quote what was said of one.
MAY_BE_SHORT = ("leadership", "cabinet", "audit", "commissioners", "closure")
FIRST_DATES = "Against their first dates"
_NUMBERS = re.compile(
    r"\d[\d,]*|\b(?:none|no|one|two|three|four|five|six|seven|eight|nine|all)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class House:
    """What a body chose. `order` are keys of sections in the order in which they come first; `titles` what a
    kind of report is called; `edits` the words that stand in place of computed sentences of a headline.

    `short` names the kinds that leave out the list of every action, and of each update all but its first
    paragraph. `goes_next_to` is where its papers go after the meeting; `logo` a picture and `template` a Word
    file of theirs. The sentence about first dates can be moved to the late actions, never dropped.
    """

    colour: str = DARK
    logo: bytes = b""
    template: bytes = b""
    titles: Mapping[str, str] = field(default_factory=dict)
    order: Sequence[str] = ()
    left_out: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()
    decisions_first: bool = False
    implications_first: bool = False
    hides_options: bool = False
    calls_in: bool = False
    first_dates_with_late: bool = False
    goes_next_to: str = ""
    edits: Mapping[str, str] = field(default_factory=dict)

    def leaves_out(self, section: Section) -> bool:
        """Whether the body's papers go without it; what tells bad news can't be left out."""
        return section.key in self.left_out - NEVER_LEFT_OUT

    def arranged(self, sections: Sequence[Section]) -> list[Section]:
        """The sections that are in, in the body's order; an appendix stays last."""
        shown = [each for each in sections if not self.leaves_out(each)]
        order = list(self.order)
        if self.decisions_first or self.implications_first:
            order = ["decisions", *(key for key in order if key != "decisions")]
        if self.implications_first:
            order.insert(1, "implications")
        places = {key: at for at, key in reversed(list(enumerate(order)))}
        return sorted(shown, key=lambda each: (each.is_appendix, places.get(each.key, len(order))))

    def headline(self, lines: Sequence[Line]) -> list[Line]:
        """The sentences as the body words them, each with the computed one beside it."""
        shown = [each for each in lines if not (self.first_dates_with_late and each.lead == FIRST_DATES)]
        return [self._worded(each) for each in shown]

    def _worded(self, line: Line) -> Line:
        words = self.edits.get(line.words)
        return replace(line, lead="", text=words, computed=line.words) if words else line

    def with_moved_sentence(self, sections: Sequence[Section], lines: Sequence[Line]) -> list[Section]:
        """The sections, the sentence about first dates at the head of the late actions where it was moved."""
        moved = [each for each in lines if each.lead == FIRST_DATES] if self.first_dates_with_late else []
        at = next((each.key for each in sections if each.key in ("late", "dates", "changes", "count")), None)
        if not moved or at is None:
            return list(sections)
        return [
            replace(each, blocks=(self._worded(moved[0]), *each.blocks)) if each.key == at else each
            for each in sections
        ]


def changed_figures(computed: str, words: str) -> list[str]:
    """The figures that an edited sentence has lost or won against the computed one; none may be."""
    before, after = (
        Counter(each.casefold() for each in _NUMBERS.findall(text)) for text in (computed, words)
    )
    return sorted(((before - after) + (after - before)).keys())
