"""Which updates of an action are new, changed, taken out, or copied from the period before."""

from collections.abc import Iterator

from followthrough.compare.change import Change
from followthrough.plan.document import Action
from followthrough.plan.folding import are_same_words, same_words
from followthrough.plan.statuses import OPEN

Texts = dict[str, str]

# Stands for the period of an update that names none, before every month.
_NO_PERIOD = ""


def update_changes(old: Action, new: Action, shown: set[str]) -> Iterator[Change]:
    """The changes of the texts of updates, by period. `shown` are the periods that the new version has:
    what stood in another was left out with its period, not taken back.
    """
    before, now = _aligned(_texts(old), _texts(new))
    for period in sorted(before.keys() | now.keys()):
        was, told = before.get(period), now.get(period)
        if was is None and told is not None:
            yield from _new_text(period, told, before, new)
        elif told is None and was is not None:
            if period == _NO_PERIOD or period in shown:
                yield Change("removed", "update", was, None, period or None)
        elif not are_same_words(was, told):
            yield Change("changed", "update", was, told, period or None)


def _new_text(period: str, text: str, before: Texts, new: Action) -> Iterator[Change]:
    earlier = [before[each] for each in sorted(before) if each < period]
    if not earlier or not are_same_words(earlier[-1], text):
        yield Change("added", "update", None, text, period or None)
    elif new.status is None or new.status in OPEN:
        # What is finished has nothing new to say, so that its words may stand.
        yield Change("copied", "update", earlier[-1], text, period or None)


def _texts(action: Action) -> Texts:
    texts: Texts = {}
    for update in action.updates:
        if same_words(update.text):
            period = update.period or _NO_PERIOD
            texts[period] = "\n".join(filter(None, (texts.get(period), update.text)))
    return texts


def _aligned(before: Texts, now: Texts) -> tuple[Texts, Texts]:
    """Where one version has a single text without a period, it answers to the latest text of the other."""
    if before.keys() == {_NO_PERIOD} and now and _NO_PERIOD not in now:
        return {max(now): before[_NO_PERIOD]}, now
    if now.keys() == {_NO_PERIOD} and before and _NO_PERIOD not in before:
        return before, {max(before): now[_NO_PERIOD]}
    return before, now
