"""What the page of one return shows: what was agreed and said, the boxes, and what is said back of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet, Value

from followthrough.outputs.wording import counted
from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.periods import latest_of, words_of
from followthrough.plan.return_boxes import BOXES
from followthrough.plan.statuses import DEFAULT_SCHEME
from followthrough.rules.answers import Answer, Answered
from followthrough.rules.what_is_asked import Because
from followthrough.site.people.models import User
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of
from followthrough.site.register.facts import scheme_of
from followthrough.site.register.models import Update
from followthrough.site.rounds.models import ActionReturn, KeptWords, ReturnVersion, Round
from followthrough.site.rounds.queries import is_for, returns_in_rounds
from followthrough.site.rounds.returns.answering import answer_in, answer_stored
from followthrough.site.rounds.returns.feedback import Feedback
from followthrough.site.rounds.returns.forms import ReturnForm, StillCompleteForm
from followthrough.site.rounds.returns.my_returns import MyTurns
from followthrough.site.rounds.returns.questions import Asked, earlier_updates, last_update_before
from followthrough.site.rounds.returns.statuses import statuses_offered
from followthrough.site.rounds.returns.words_refused import words_in


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
class Theirs:
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

    `theirs` where two have written at once; `kept`: what could not be saved; `asked`: the questions that were
    asked before it is sent, answered or not; `is_asking`: sending has just brought one up.
    `still_complete` is the one question that takes the place of the boxes.
    """

    of: ActionReturn
    form: ReturnForm
    feedback: Feedback
    mine: MyTurns
    writer: str
    theirs: Theirs | None = None
    kept: KeptWords | None = None
    asked: Sequence[Asked] = ()
    is_asking: bool = False
    still_complete: StillCompleteForm | None = None

    @property
    def is_open(self) -> bool:
        """Whether the round still takes answers."""
        return self.of.round.state == Round.State.OPEN

    @property
    def words(self) -> list[tuple[str, str]]:
        """What the return of a round that has ended says, or what came too late for it."""
        if self.kept:
            return words_in(self.kept)
        return list(_headed(differences(self.of, theirs=answer_in(self.of), mine=Answer())))

    @cached_property
    def last(self) -> Update | None:
        """What was said last before this round."""
        return last_update_before(self.of)

    @cached_property
    def earlier(self) -> list[Earlier]:
        """What it said before, the latest first."""
        before = self.of.versions.filter(version__lt=self.of.version).select_related("by")
        empty = Answer()
        said = [(each, answer_stored(each.answer)) for each in before.order_by("-version")]
        return [
            Earlier(each, list(_headed(differences(self.of, theirs=answer, mine=empty))), answer.answered)
            for each, answer in said
        ]

    @property
    def place(self) -> int | None:
        """Which of the reader's returns it is, from 1; None where they answer for somebody else."""
        return self.mine.place_of(self.of)

    @property
    def is_told_by_file(self) -> bool:
        """Whether a file that was taken in has answered already."""
        return self.place is not None and not self.of.is_in and self.of.pk not in self.mine.owed

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
        offered = statuses_offered(self.of.round.plan)
        entries = scheme_of(self.of.round.plan.scheme) or DEFAULT_SCHEME
        return [entry for entry in entries if entry.status in offered and entry.definition]


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


def differences(action_return: ActionReturn, *, theirs: Answer, mine: Answer) -> dict[str, str]:
    """What each box says in their answer where it says something else in mine, in words."""
    labels = statuses_offered(action_return.round.plan)
    told = theirs._asdict() | {
        "status": labels.get(theirs.status, "") if theirs.status else "",
        "nothing_changed": "Yes" if theirs.nothing_changed else "No",
    }
    return {box: str(told[box]) or "Empty" for box in BOXES if getattr(theirs, box) != getattr(mine, box)}


def _headed(boxes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Words of boxes, each under its heading."""
    return ((BOXES[box], words) for box, words in boxes.items())
