"""What somebody wrote for a return that they may no longer answer: why, what to do, and their words."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list

from followthrough.plan.calendar_words import day_in_words
from followthrough.plan.return_boxes import BOXES, YES
from followthrough.site import clock
from followthrough.site.register.models import Action
from followthrough.site.rounds.models import ActionReturn, KeptWords
from followthrough.site.rounds.queries import answering_ownerships
from followthrough.site.rounds.returns.statuses import statuses_offered

_PUT_BACK = (
    "If it belongs in the plan, ask the programme office to put it back. What you wrote is then in its boxes."
)
_NOT_THEIRS = "You no longer answer for this action: the post, or answering for somebody else, has ended."


def page_of_words(request: HttpRequest, kept: KeptWords, refusal: Exception) -> HttpResponse:
    """The page of words that were kept, in place of the page of the return, which was refused."""
    action_return = kept.action_return
    is_archived = action_return.action.archived_at is not None
    advice = _PUT_BACK if is_archived else f"Send your words to {_who_answers(action_return)}."
    shown = {
        "of": action_return,
        "kept": kept,
        "reason": _why(action_return, refusal),
        "advice": advice,
        "words": words_in(kept),
    }
    return render(request, "rounds/words_refused.html", shown)


def words_in(kept: KeptWords) -> list[tuple[str, str]]:
    """What was written, each box that is not empty under its heading."""
    labels = {
        status.value: label for status, label in statuses_offered(kept.action_return.round.plan).items()
    }
    said = kept.boxes | {
        "status": labels.get(kept.boxes["status"], ""),
        "nothing_changed": YES if kept.boxes["nothing_changed"] else "",
    }
    return [(BOXES[box], said[box]) for box in BOXES if said[box]]


def why_archived(action: Action) -> str:
    """Who took an action out of its plan, when and why; empty where it is in the plan."""
    if action.archived_at is None:
        return ""
    on = day_in_words(clock.day_of(action.archived_at))
    return f"{action.archived_by} archived this action on {on}: {action.archived_because}"


def _why(action_return: ActionReturn, refusal: Exception) -> str:
    if isinstance(refusal, PermissionDenied):
        return str(refusal)
    return why_archived(action_return.action) or _NOT_THEIRS


def _who_answers(action_return: ActionReturn) -> str:
    """The posts that are asked for a return now, else the office."""
    asked = (
        answering_ownerships().filter(action=action_return.action).select_related("post").order_by("position")
    )
    posts = [ownership.post.name for ownership in asked]
    if not posts:
        return "the programme office"
    return f"{get_text_list(posts, 'and')}, who {'is' if len(posts) == 1 else 'are'} asked for it now"
