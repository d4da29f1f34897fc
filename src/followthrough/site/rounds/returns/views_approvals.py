"""Approval by the director lead: what waits, approve it as it was shown, or send it back with a comment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import get_text_list
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from followthrough.outputs.wording import counted
from followthrough.plan.return_boxes import BOXES
from followthrough.rules.answers import Answered
from followthrough.site import clock
from followthrough.site.numbers_sent import number_sent
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.register.duties import OwnWorkError
from followthrough.site.register.models import Post, Update
from followthrough.site.register.words import status_labels
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.queries import (
    answering_posts,
    approvers,
    is_own_return,
    is_unanswered,
    may_be_approved_by,
    to_approve,
    with_what_was_said,
)
from followthrough.site.rounds.returns.answering import StaleReturnError, approve_return, send_back
from followthrough.site.rounds.returns.answers import Feedback, answer_in, feedback_on
from followthrough.site.rounds.returns.forms import SendBackForm
from followthrough.site.rounds.returns.questions import Question, last_update_before, unanswered_questions
from followthrough.site.rounds.returns.unsaved_words import why_archived
from followthrough.site.rounds.states import WrongStateError, why_closed

_HEADINGS = BOXES | {"done": "What has been done"}
_SHOWN_APART = ("nothing_changed", "forecast_text", "status", "move_date")


@dataclass(frozen=True)
class ToApprove:
    """One return that waits: what it says and was asked, what was said before, what the dates imply."""

    action_return: ActionReturn
    last: Update | None
    feedback: Feedback
    questions: Sequence[Question]

    @property
    def shown(self) -> str:
        """Which return in which version a reader has seen."""
        return f"{self.action_return.pk}.{self.action_return.version}"

    @property
    def label(self) -> str:
        """The declared status in the plan's own words."""
        return status_labels(self.action_return.round.plan.scheme).get(
            self.action_return.status or "", "No status"
        )

    @property
    def differs(self) -> bool:
        """Whether its owner gave a reason for another status than the dates imply."""
        return bool(self.action_return.reason.strip()) and self.feedback.implied not in (
            None,
            self.action_return.status,
        )

    @property
    def boxes(self) -> list[tuple[str, str]]:
        """Each box that has words, under its heading."""
        words = [
            (_HEADINGS[box], getattr(self.action_return, box)) for box in BOXES if box not in _SHOWN_APART
        ]
        return [(heading, text) for heading, text in words if text]

    @property
    def answered(self) -> Sequence[Answered]:
        """What its owner was asked before it was sent, and chose."""
        return answer_in(self.action_return).answered


def waiting(returns: Sequence[ActionReturn], *, day: date) -> list[ToApprove]:
    """Returns with what was said of their actions, as they are read before they are approved."""
    return [
        ToApprove(
            action_return=action_return,
            last=last_update_before(action_return),
            feedback=feedback_on(action_return, answer_in(action_return), day=day),
            questions=unanswered_questions(action_return, answer_in(action_return), day=day),
        )
        for action_return in returns
    ]


@dataclass(frozen=True)
class NotForReader:
    """What the account would approve, and can't: who owes it, or who can since it is its own return."""

    not_in: list[tuple[ActionReturn, list[Post], bool]]
    own: list[tuple[ActionReturn, str]]


def not_for_reader(user: User, organisation: Organisation, *, day: date) -> NotForReader:
    """What nobody has sent, with the posts that owe it and whether it is late; and its own returns."""
    is_own = is_own_return(user, day)
    returns = may_be_approved_by(user, organisation, day=day).select_related("sent_by")
    asked = returns.filter(is_unanswered() | Q(is_own, state=ActionReturn.State.SENT))
    missing = [each for each in asked if not each.is_in]
    own = [each for each in asked if each.is_in]
    posts = answering_posts(asked.exclude(state=ActionReturn.State.SENT))
    others = approvers(own, day=day) if own else {}
    return NotForReader(
        not_in=[(each, posts.get(each.pk, []), each.due_on < day) for each in missing],
        own=[(each, _who_can([one for one in others.get(each.pk, []) if one != user])) for each in own],
    )


def _who_can(people: Sequence[User]) -> str:
    if not people:
        return "Nobody else is accountable for it: let somebody answer for you, or ask the programme office."
    return f"{get_text_list([person.name for person in people], 'or')} can approve it."


RETURNS_A_PAGE = 20
_CHANGED = "{} was changed after this page was shown, so nothing was done with it. Read it again."
_NOT_WAITING = "This return no longer waits for you: the post, or answering for somebody else, has ended."


@require_safe
@requires(Permission.APPROVE_RETURNS)
def show_approvals(request: MemberRequest) -> HttpResponse:
    today = clock.today()
    returns = with_what_was_said(to_approve(request.user, request.organisation, day=today))
    page = Paginator(returns, RETURNS_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "page": page,
        "waiting": waiting(list(page), day=today),
        "others": not_for_reader(request.user, request.organisation, day=today),
    }
    return render(request, "rounds/approvals.html", shown)


@require_POST
@requires(Permission.APPROVE_RETURNS)
def approve_returns(request: MemberRequest) -> HttpResponse:
    """Approve one of the returns that were shown, or all of them, each in the version that was shown."""
    versions = _versions(request.POST.getlist("shown"))
    chosen = request.POST.get("approve", "")
    asked = [pk for pk in versions if chosen == "all" or chosen == str(pk)]
    returns = may_be_approved_by(request.user, request.organisation, day=clock.today()).filter(pk__in=asked)
    done = [_approve(request, action_return, versions[action_return.pk]) for action_return in returns]
    if any(done):
        messages.success(request, f"{counted(sum(done), 'return')} approved.")
    elif not done:
        messages.error(request, "Nothing was approved: these returns no longer wait for you.")
    return redirect("approvals")


def _versions(shown: list[str]) -> dict[int, int]:
    """The version that was shown of each return, by its key; what isn't ours is left out."""
    pairs = [each.partition(".") for each in shown]
    known = [(number_sent(pk), number_sent(version)) for pk, _, version in pairs]
    return {pk: version for pk, version in known if pk is not None and version is not None}


def _approve(request: MemberRequest, action_return: ActionReturn, version: int) -> bool:
    """Approve one return, or say why not."""
    try:
        approve_return(action_return, version=version, by=request.user, at=clock.now())
    except StaleReturnError:
        messages.error(request, _CHANGED.format(action_return.action))
        return False
    except (WrongStateError, OwnWorkError) as error:
        messages.error(request, f"{action_return.action}: {error}")
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.APPROVE_RETURNS)
def send_return_back(request: MemberRequest, slug: str, period: str, number: int) -> HttpResponse:
    today = clock.today()
    place = {"round__plan__slug": slug, "round__period": period, "action__number": number}
    waiting_for_user = with_what_was_said(may_be_approved_by(request.user, request.organisation, day=today))
    action_return = waiting_for_user.filter(**place).first()
    if action_return is None:
        return _page_of_comment(request, get_object_or_404(_any_return(request), **place))
    form = SendBackForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            send_back(action_return, **form.cleaned_data, by=request.user, at=clock.now())
        except (StaleReturnError, WrongStateError) as error:
            form.add_error("comment", _why_not(action_return, error))
        else:
            messages.success(request, f"{action_return.action} is sent back with your comment.")
            return redirect("approvals")
    return render(
        request, "rounds/send_back.html", {"form": form, "shown": waiting([action_return], day=today)[0]}
    )


def _any_return(request: MemberRequest) -> QuerySet[ActionReturn]:
    """Whose comment may come too late: every return of the organisation, for those who wrote one only."""
    returns = ActionReturn.with_archived.select_related("round__plan", "action__archived_by")
    is_written = bool(request.POST.get("comment", "").strip())
    return returns.filter(round__plan__organisation=request.organisation) if is_written else returns.none()


def _page_of_comment(request: MemberRequest, action_return: ActionReturn) -> HttpResponse:
    """A comment that came too late, shown to whoever wrote it."""
    shown = {
        "action_return": action_return,
        "reason": why_archived(action_return.action) or why_closed(action_return.round) or _NOT_WAITING,
        "advice": "The return was not sent back. Send your comment to the programme office.",
        "words": [("Your comment", request.POST["comment"])],
    }
    return render(request, "rounds/words_refused.html", shown)


def _why_not(action_return: ActionReturn, error: Exception) -> str:
    return _CHANGED.format(action_return.action) if isinstance(error, StaleReturnError) else str(error)
