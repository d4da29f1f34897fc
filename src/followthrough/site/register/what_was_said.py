"""What was said of an action, round by round, the newest first: each update, and each round without one."""

from collections.abc import Sequence
from dataclasses import dataclass

from followthrough.plan.when.periods import words_of
from followthrough.site.register.models import Action, Update

# How many entries stand whole, and how many more in one line each; the others are folded.
_WHOLE, _SHORT = 2, 3


@dataclass(frozen=True)
class Entry:
    """An update, or where there is none the round in which one was owed; `last_word` is the one before it."""

    period: str | None
    update: Update | None = None
    last_word: str = ""


@dataclass(frozen=True)
class Said:
    """The entries of an action's page."""

    entries: Sequence[Entry]

    @property
    def whole(self) -> Sequence[Entry]:
        """The newest: as many updates as stand whole, and the rounds without one between them."""
        return self.entries[: self._place_of(_WHOLE)]

    @property
    def short(self) -> Sequence[Entry]:
        return self.entries[self._place_of(_WHOLE) : self._place_of(_WHOLE) + _SHORT]

    @property
    def folded(self) -> Sequence[Entry]:
        return self.entries[self._place_of(_WHOLE) + _SHORT :]

    def _place_of(self, number: int) -> int:
        """Behind the entry that is the update of that number."""
        updates = [place for place, entry in enumerate(self.entries) if entry.update]
        return updates[number - 1] + 1 if len(updates) >= number else len(self.entries)


def said_of_action(action: Action, missing: Sequence[str]) -> Said:
    """What was said of an action that has its updates at hand; `missing` are the periods without a return."""
    said = [update for update in action.updates.all() if update.says_something]
    entries = [Entry(update.period, update) for update in said]
    entries += [Entry(period, last_word=_last_word(said, period)) for period in missing]
    # What names no period stands last, as it does where the latest is looked for.
    newest_first = sorted(
        entries, key=lambda entry: (entry.period or "", entry.update.position if entry.update else -1)
    )
    return Said(newest_first[::-1])


def _last_word(said: Sequence[Update], period: str) -> str:
    """The month of what was said last before a period."""
    before = [update.period for update in said if update.period and update.period < period]
    return words_of(max(before)) if before else ""
