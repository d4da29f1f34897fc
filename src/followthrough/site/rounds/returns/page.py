"""What the page of one return shows: what was agreed and said, the boxes, and what is said back of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet, Value

from followthrough.challenge import Finding
from followthrough.plan.document import SchemeEntry, Status
from followthrough.plan.periods import latest_of, words_of
from followthrough.plan.return_boxes import BOXES
from followthrough.plan.statuses import DEFAULT_SCHEME
from followthrough.rules.answers import Answer
from followthrough.site.people.models import User
from followthrough.site.people.permissions import MemberRequest, Permission, permissions_of
from followthrough.site.register.facts import scheme_of
from followthrough.site.register.models import Link, Ownership, Update
from followthrough.site.rounds.models import ActionReturn, KeptWords, ReturnVersion, Round
from followthrough.site.rounds.queries import is_for, returns_in_rounds
from followthrough.site.rounds.returns.answering import answer_in
from followthrough.site.rounds.returns.draft_doubts import earlier_updates
from followthrough.site.rounds.returns.feedback import Feedback
from followthrough.site.rounds.returns.forms import ReturnForm
from followthrough.site.rounds.returns.my_returns import MyTurns
from followthrough.site.rounds.returns.offered import statuses_offered
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


def with_what_was_said(returns: QuerySet[ActionReturn]) -> QuerySet[ActionReturn]:
    """The returns with all that is shown beside them and asked of them, in a constant number of queries."""
    return returns.select_related(
        "saved_by", "sent_by", "sent_back_by", "action__workstream"
    ).prefetch_related(
        Prefetch("action__ownerships", Ownership.objects.order_by("position")),
        Prefetch("action__updates", Update.objects.select_related("sent_by_return").order_by("position")),
        Prefetch("action__links", Link.objects.order_by("position")),
    )


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
    """What the return said when it was saved before."""

    version: ReturnVersion
    boxes: list[tuple[str, str]]


@dataclass(frozen=True)
class ReturnPage:
    """The page of one return.

    `theirs` where two have written at once; `kept`: what could not be saved; `asks`: it was to be sent, and
    there are doubts that its writer has not seen.
    """

    of: ActionReturn
    form: ReturnForm
    feedback: Feedback
    mine: MyTurns
    writer: str
    theirs: Theirs | None = None
    kept: KeptWords | None = None
    asks: bool = False

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
        return latest_of([update for update in earlier_updates(self.of) if update.status or update.text])

    @cached_property
    def earlier(self) -> list[Earlier]:
        """What it said before, the latest first."""
        before = self.of.versions.filter(version__lt=self.of.version).select_related("by")
        empty = Answer()
        return [
            Earlier(each, list(_headed(differences(self.of, theirs=_answer_of(each), mine=empty))))
            for each in before.order_by("-version")
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
    def raised(self) -> list[tuple[str, Finding]]:
        """The doubts, each with the box that it is about."""
        return [(box, doubt) for box, doubts in self.feedback.doubts.items() for doubt in doubts]

    @property
    def definitions(self) -> list[SchemeEntry]:
        """What the plan's own key says of the statuses that may be chosen."""
        offered = statuses_offered(self.of.round.plan)
        entries = scheme_of(self.of.round.plan.scheme) or DEFAULT_SCHEME
        return [entry for entry in entries if entry.status in offered and entry.definition]


def since(of: ActionReturn) -> str:
    """The period of which something was said last, in words; empty where nothing was."""
    last = latest_of([update for update in earlier_updates(of) if update.status or update.text])
    return words_of(last.period) if last and last.period else ""


def differences(of: ActionReturn, *, theirs: Answer, mine: Answer) -> dict[str, str]:
    """What each box says in their answer where it says something else in mine, in words."""
    labels = statuses_offered(of.round.plan)
    told = theirs._asdict() | {
        "status": labels.get(theirs.status, "") if theirs.status else "",
        "nothing_changed": "Yes" if theirs.nothing_changed else "No",
    }
    return {box: str(told[box]) or "Empty" for box in BOXES if getattr(theirs, box) != getattr(mine, box)}


def _headed(boxes: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Words of boxes, each under its heading."""
    return ((BOXES[box], words) for box, words in boxes.items())


def _answer_of(version: ReturnVersion) -> Answer:
    boxes = version.answer
    return Answer(**boxes | {"status": Status(boxes["status"]) if boxes["status"] else None})
