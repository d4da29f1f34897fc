"""What became of the status of an action, by the last one that each version declares."""

from collections.abc import Iterator

from followthrough.compare.change import Change, Kind, kind_of
from followthrough.plan.document import Action, Status, Update
from followthrough.plan.folding import same_words
from followthrough.plan.statuses import LABELS

_DONE = frozenset({Status.COMPLETE, Status.CLOSED})


def status_changes(old: Action, new: Action) -> Iterator[Change]:
    """The change of the present status, then of those of earlier periods that the new version tells anew."""
    was, now = _last_declared(old), _last_declared(new)
    if _meaning(was) != _meaning(now):
        yield _change(was, now)
    earlier = {update.period: update for update in new.updates if update.period and update is not now}
    for update in old.updates:
        before_text = earlier.get(update.period or "")
        if before_text and _meaning(update) != _meaning(before_text):
            yield Change(
                "changed", "earlier_status", _words(update), _words(before_text), update.period,
                old_status=update.status, new_status=before_text.status,
            )  # fmt: skip


def _change(was: Update | None, now: Update | None) -> Change:
    old, new = was.status if was else None, now.status if now else None
    return Change(_kind(was, now), "status", _words(was), _words(now), old_status=old, new_status=new)


def _kind(was: Update | None, now: Update | None) -> Kind:
    was_done, is_done = bool(was and was.status in _DONE), bool(now and now.status in _DONE)
    if was_done != is_done:
        return "completed" if is_done else "reopened"
    return kind_of(was, now)


def _last_declared(action: Action) -> Update | None:
    declared = [update for update in action.updates if update.status or same_words(update.status_text)]
    return max(reversed(declared), key=lambda update: update.period or "", default=None)


def _meaning(update: Update | None) -> str:
    """The neutral status; where the plan's word for it is not known, that word."""
    if update is None:
        return ""
    return update.status or same_words(update.status_text).casefold()


def _words(update: Update | None) -> str | None:
    if update is None:
        return None
    return update.status_text or (LABELS[update.status] if update.status else None)
