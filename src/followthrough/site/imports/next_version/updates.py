"""What a next version says that was not said before: new updates, and other words for an old period."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from followthrough.plan.document import Update
from followthrough.plan.folding import same_words


@dataclass(frozen=True, slots=True)
class Correction:
    """An update of a period that the plan has, which the next version words otherwise."""

    old: Update
    new: Update


@dataclass(slots=True)
class Told:
    """What comes in as an update, and what would overwrite one and is therefore asked."""

    added: list[Update] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)


def told_anew(old: Iterable[Update], new: Iterable[Update]) -> Told:
    """What `new` says beyond `old`; what is there already, or says less, is left out.

    An update without a period stands for the day of its file, so other words in it are a new update; in a
    period that was reported on, words where there were none are added, and other words are a correction.
    """
    told, old = Told(), list(old)
    # Most of what a version says stood word for word in the one before: that needs no closer look.
    verbatim = {_words(update) for update in old}
    news = [update for update in new if _words(update) not in verbatim]
    before = [update for update in old if _says(update)] if news else []
    for update in news:
        spoken = [other for other in before if other.period == update.period]
        known = spoken + [other for other in told.added if other.period == update.period]
        if not _says(update) or any(not _adds(other, update) for other in known):
            continue
        contradicted = [other for other in spoken if _contradicts(other, update)]
        if update.period and contradicted:
            told.corrections.append(Correction(contradicted[-1], update))
        else:
            told.added.append(update)
    return told


def _words(update: Update) -> Hashable:
    return (
        update.period,
        update.status,
        update.status_text,
        update.text,
        update.forecast and update.forecast.text,
    )


def _says(update: Update) -> bool:
    return any(_parts(update))


def _adds(old: Update, new: Update) -> bool:
    """Whether there is anything in `new` that `old` does not say."""
    return any(now and now != was for was, now in zip(_parts(old), _parts(new), strict=True))


def _contradicts(old: Update, new: Update) -> bool:
    return any(was and now and was != now for was, now in zip(_parts(old), _parts(new), strict=True))


def _parts(update: Update) -> tuple[Hashable, ...]:
    """Status, words and forecast, in one spelling."""
    status = update.status or same_words(update.status_text).casefold()
    return status, same_words(update.text), same_words(update.forecast.text) if update.forecast else ""
