"""What the page of one return shows: the boxes, what is said back, and which of one's returns it is."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Now
from django.utils.text import get_text_list

from followthrough.outputs.wording import counted
from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.return_boxes import BOXES, YES, YES_BOXES
from followthrough.plan.statuses import DEFAULT_SCHEME
from followthrough.plan.when.periods import latest_of, words_of
from followthrough.rules.answers import Answer, Answered
from followthrough.rules.slippage import is_dated
from followthrough.rules.what_is_asked import Because
from followthrough.site.changes.drafts import Draft, draft_of
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.evidence.queries import ClosureFacts, closure_facts
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of
from followthrough.site.register.facts import scheme_of, when_of
from followthrough.site.register.models import Update
from followthrough.site.register.moved_dates import who_moved_dates
from followthrough.site.rounds.models import ActionReturn, KeptWords, ReturnVersion, Round
from followthrough.site.rounds.queries import (
    approvers,
    is_for,
    is_unanswered,
    returns_in_rounds,
    returns_of,
    unanswered,
)
from followthrough.site.rounds.returns.answers import Feedback, answer_in, answer_stored, statuses_offered
from followthrough.site.rounds.returns.forms import ReturnForm, StillCompleteForm
from followthrough.site.rounds.returns.questions import Asked, earlier_updates, last_update_before
from followthrough.site.rounds.returns.unsaved_words import words_in

# What is older is in the plan's own list of changes.
MOST_REQUESTS = 20


@dataclass(frozen=True)
class MyReturns:
    """All that is asked of an account, in the order in which it is due; `owed`: the keys of what isn't in."""

    returns: Sequence[ActionReturn]
    owed: frozenset[int]

    @cached_property
    def to_do(self) -> list[ActionReturn]:
        """What is still owed, in the order in which it is due."""
        return [each for each in self.returns if each.pk in self.owed]

    @property
    def sent_back(self) -> list[ActionReturn]:
        """What is owed because it came back with a comment: it comes first."""
        return [each for each in self.to_do if each.state == ActionReturn.State.SENT_BACK]

    @property
    def not_sent(self) -> list[ActionReturn]:
        """The rest of what is owed."""
        return [each for each in self.to_do if each.state != ActionReturn.State.SENT_BACK]

    @property
    def done(self) -> list[ActionReturn]:
        """What is in."""
        return [each for each in self.returns if each.pk not in self.owed]

    @property
    def first(self) -> ActionReturn | None:
        """Where to start: the first that is not done."""
        return next(iter([*self.sent_back, *self.not_sent]), None)

    def headline(self, day: date) -> str:
        """What is owed by when, in a sentence."""
        due = sorted(each.due_on for each in self.to_do)
        if not due:
            return "Everything that was asked of you is in. Thank you." if self.returns else ""
        owed = counted(len(due), "update")
        verb = "is" if len(due) == 1 else "are"
        late = sum(each < day for each in due)
        if late == len(due):
            return f"{owed} {verb} late: due by {_in_words(due[-1])}."
        if late:
            return f"{owed} {verb} owed. {late} of them {'is' if late == 1 else 'are'} late."
        first = ", the first of them" if due[0] != due[-1] else ""
        return f"{owed} {verb} due{first} by {_in_words(due[0])}."


@dataclass(frozen=True)
class Turns:
    """The same by keys alone, for a page of one of them: somebody may be asked for hundreds.

    `addresses` are what the address of each is made of: plan, period and number of the action.
    """

    returns: list[int]
    owed: frozenset[int]
    addresses: Mapping[int, tuple[str, str, int]] = field(default_factory=dict)

    @property
    def number_to_do(self) -> int:
        """How many are still owed."""
        return len(self.owed)

    def next_after(self, action_return: ActionReturn) -> int | None:
        """The next one to do: those after it first, then those before; never the same again."""
        place = self.place_of(action_return) or 0
        in_turn = [*self.returns[place:], *self.returns[:place]]
        return next((key for key in in_turn if key in self.owed and key != action_return.pk), None)

    def place_of(self, action_return: ActionReturn) -> int | None:
        """Which of them it is, from 1; None where it isn't asked of the account itself."""
        return self.returns.index(action_return.pk) + 1 if action_return.pk in self.returns else None


def my_returns(user: User, organisation: Organisation, *, day: date) -> MyReturns:
    """What is asked of an account, in one query."""
    returns = list(returns_of(user, organisation, day=day).annotate(is_owed=_is_owed()))
    return MyReturns(returns, frozenset(each.pk for each in returns if each.is_owed))


def turns_of(user: User, organisation: Organisation, *, day: date) -> Turns:
    """The keys of what is asked of an account, in one query."""
    place = ("round__plan__slug", "round__period", "action__number")
    rows = list(returns_of(user, organisation, day=day).values_list("pk", _is_owed(), *place))
    return Turns(
        [key for key, *_ in rows],
        frozenset(key for key, is_owed, *_ in rows if is_owed),
        {key: (slug, period, number) for key, _, slug, period, number in rows},
    )


def _is_owed() -> ExpressionWrapper[Q]:
    return ExpressionWrapper(is_unanswered(), output_field=BooleanField())


def _in_words(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}"


def returns_open_to(request: MemberRequest, *, day: date) -> QuerySet[ActionReturn]:
    """The returns that whoever asks may answer, with `is_own`: theirs, or an absent owner's.

    The programme office may answer for everybody; everybody else for the posts that they hold.
    """
    returns = returns_in_rounds(request.organisation)
    is_own = is_for(request.user, request.organisation, day)
    if Permission.RUN_ROUNDS in permissions_of(request.membership):
        return returns.annotate(is_own=is_own)
    return returns.filter(is_own).annotate(is_own=Value(True))


@dataclass(frozen=True)
class SavedMeanwhile:
    """What somebody else has saved meanwhile: who, and the boxes that differ, each with its heading."""

    by: User
    boxes: dict[str, str]

    @property
    def headed(self) -> list[tuple[str, str]]:
        return list(_headed(self.boxes))


@dataclass(frozen=True)
class Earlier:
    """What the return said when it was saved before, and what was answered when it was questioned."""

    version: ReturnVersion
    boxes: list[tuple[str, str]]
    answered: Sequence[Answered]


@dataclass(frozen=True)
class ReturnPage:
    """The page of one return.

    `saved` where two have written at once; `rescued`: what could not be saved; `asked`: the questions that
    were asked before it is sent, answered or not; `is_asking`: sending has just brought one up.
    `still_complete` is the one question that takes the place of the boxes.
    """

    action_return: ActionReturn
    form: ReturnForm
    feedback: Feedback
    turns: Turns
    writer: str
    day: date
    reader: User
    saved: SavedMeanwhile | None = None
    rescued: KeptWords | None = None
    asked: Sequence[Asked] = ()
    is_asking: bool = False
    still_complete: StillCompleteForm | None = None

    @property
    def is_open(self) -> bool:
        """Whether the round still takes answers."""
        return self.action_return.round.state == Round.State.OPEN

    @cached_property
    def date_requests(self) -> list[ChangeRequest]:
        """The last requests to move the agreed date."""
        requests = ChangeRequest.objects.filter(action=self.action_return.action, field="due")
        return list(requests.exclude(state=ChangeRequest.State.WITHDRAWN).order_by("-asked_at")[:2])

    @property
    def who_moved(self) -> str:
        """Who decided the last move of its agreed date, in words."""
        action = self.action_return.action
        return who_moved_dates(action.plan, [action]).get(action.pk, "")

    @cached_property
    def closure(self) -> ClosureFacts | None:
        """How an action that is complete stands on its way to be closed."""
        action = self.action_return.action
        return closure_facts([action])[action.pk] if self.still_complete else None

    @property
    def has_ended(self) -> bool:
        """Whether the action was closed, or ended otherwise, so that nothing is asked of it."""
        return self.action_return.has_ended

    @cached_property
    def months_without(self) -> str:
        """The months since the last word for which a round asked and nothing came, in words."""
        rounds = ActionReturn.objects.filter(
            action=self.action_return.action,
            round__state__in=(Round.State.LOCKED, Round.State.PUBLISHED),
            round__period__lt=self.action_return.round.period,
            round__imported=False,
        )
        since = rounds.filter(round__period__gt=(self.last and self.last.period) or "")
        periods = unanswered(since).order_by("round__period").values_list("round__period", flat=True)
        return get_text_list([words_of(period) for period in periods], "and")

    @cached_property
    def approver(self) -> str:
        """Who else approves it once it is sent, in words; empty where the plan wants no approval."""
        if not self.action_return.round.plan.approval_wanted:
            return ""
        people = approvers([self.action_return], day=self.day).get(self.action_return.pk, [])
        others = sorted({person.name for person in people if person != self.reader})
        return get_text_list(others, "or") or "somebody else who is accountable for it"

    @cached_property
    def draft(self) -> Draft | None:
        """What was said last and asks for another end date, where nobody has asked for it."""
        draft = draft_of(self.action_return.action)
        is_asked = any(request.waits for request in self.date_requests)
        return draft if draft and draft.asked.due and not is_asked and not self.action_return.is_in else None

    @property
    def has_date(self) -> bool:
        """Whether a date was agreed that could move."""
        return is_dated(when_of(self.action_return.action.due))

    @property
    def words(self) -> list[tuple[str, str]]:
        """What the return of a round that has ended says, or what came too late for it."""
        if self.rescued:
            return words_in(self.rescued)
        return list(
            _headed(differences(self.action_return, saved=answer_in(self.action_return), written=Answer()))
        )

    @cached_property
    def last(self) -> Update | None:
        """What was said last before this round."""
        return last_update_before(self.action_return)

    @cached_property
    def earlier(self) -> list[Earlier]:
        """What it said before, the latest first."""
        if not self.action_return.version:
            return []
        before = self.action_return.versions.filter(version__lt=self.action_return.version).select_related(
            "by"
        )
        empty = Answer()
        answers = [(each, answer_stored(each.answer)) for each in before.order_by("-version")]
        return [
            Earlier(
                each,
                list(_headed(differences(self.action_return, saved=answer, written=empty))),
                answer.answered,
            )
            for each, answer in answers
        ]

    @property
    def place(self) -> int | None:
        """Which of the reader's returns it is, from 1; None where they answer for somebody else."""
        return self.turns.place_of(self.action_return)

    @property
    def is_in_a_file(self) -> bool:
        """Whether a file that was taken in has answered already."""
        return (
            self.place is not None
            and not self.action_return.is_in
            and not self.has_ended
            and self.action_return.pk not in self.turns.owed
        )

    @property
    def open_questions(self) -> list[Asked]:
        """The questions to which nothing was chosen yet, or something is missing."""
        return [each for each in self.asked if each.is_open]

    @property
    def asks(self) -> str:
        """How many questions there are before it is sent, in words."""
        return f"Before this is sent: {counted(len(self.open_questions), 'question')}"

    @property
    def asked_by_box(self) -> dict[str, list[Asked]]:
        """The questions under the box that each is about."""
        boxes: dict[str, list[Asked]] = defaultdict(list)
        for each in self.asked:
            boxes[each.question.box].append(each)
        return dict(boxes)

    @property
    def definitions(self) -> list[SchemeEntry]:
        """What the plan's own key says of the statuses that may be chosen."""
        offered = statuses_offered(self.action_return.round.plan)
        entries = scheme_of(self.action_return.round.plan.scheme) or DEFAULT_SCHEME
        return [entry for entry in entries if entry.status in offered and entry.definition]


def requests_by(user: User, organisation: Organisation) -> list[ChangeRequest]:
    """What somebody asked to change, what waits first, then what was decided last."""
    asked = ChangeRequest.objects.filter(plan__organisation=organisation, asked_by=user, import_id=None)
    requests = asked.exclude(state=ChangeRequest.State.WITHDRAWN).select_related("plan", "action")
    return list(requests.order_by(Coalesce("decided_at", Now()).desc(), "-asked_at")[:MOST_REQUESTS])


def with_draft(answer: Answer, draft: Draft | None) -> Answer:
    """An answer with the date that the last update asks for in the boxes that are still empty."""
    if draft is None or draft.asked.due is None:
        return answer
    return answer._replace(
        forecast_text=answer.forecast_text or draft.asked.due.text,
        move_date=True,
        move_reason=answer.move_reason or draft.asked.quote,
    )


def is_one_question(action_return: ActionReturn, answer: Answer) -> bool:
    """Whether a return asks only if its action is still complete, and nothing else is written in it."""
    alone = answer._replace(evidence="", status=None, nothing_changed=False, answered=()) == Answer()
    is_complete = action_return.because == Because.COMPLETE and action_return.action.status == Status.COMPLETE
    return is_complete and alone and answer.status in (None, Status.COMPLETE)


def evidence_before(action_return: ActionReturn) -> str:
    """What the return before this one named as evidence; empty where there is none."""
    updates = [update for update in earlier_updates(action_return) if getattr(update, "sent_by_return", None)]
    last = latest_of(updates)
    return last.sent_by_return.evidence if last else ""


def since(action_return: ActionReturn) -> str:
    """The period of which something was said last, in words; empty where nothing was."""
    last = last_update_before(action_return)
    return words_of(last.period) if last and last.period else ""


def differences(action_return: ActionReturn, *, saved: Answer, written: Answer) -> dict[str, str]:
    """What each box says in the saved answer where the written one says something else, in words."""
    labels = statuses_offered(action_return.round.plan)
    words = saved._asdict() | {
        "status": labels.get(saved.status, "") if saved.status else "",
        **{box: YES if getattr(saved, box) else "No" for box in YES_BOXES},
    }
    return {box: str(words[box]) or "Empty" for box in BOXES if getattr(saved, box) != getattr(written, box)}


def _headed(boxes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Words of boxes, each under its heading."""
    return ((BOXES[box], words) for box, words in boxes.items())
