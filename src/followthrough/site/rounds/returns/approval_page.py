"""What a director lead decides on: the returns that wait for approval as one reads them, and the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from followthrough.plan.return_boxes import BOXES
from followthrough.rules.answers import Answered
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Post, Update
from followthrough.site.register.words import status_labels
from followthrough.site.rounds.models import ActionReturn
from followthrough.site.rounds.queries import answering_posts, may_be_approved_by, unanswered
from followthrough.site.rounds.returns.answering import answer_in
from followthrough.site.rounds.returns.feedback import Feedback, feedback_on
from followthrough.site.rounds.returns.questions import Question, last_update_before, unanswered_questions

_HEADINGS = BOXES | {"done": "What has been done"}
_SHOWN_APART = ("nothing_changed", "forecast_text", "status")


@dataclass(frozen=True)
class ToApprove:
    """One return that waits: what it says and was asked, what was said before, what the dates imply."""

    of: ActionReturn
    last: Update | None
    feedback: Feedback
    questions: Sequence[Question]

    @property
    def shown(self) -> str:
        """Which return in which version a reader has seen."""
        return f"{self.of.pk}.{self.of.version}"

    @property
    def label(self) -> str:
        """The declared status in the plan's own words."""
        return status_labels(self.of.round.plan.scheme).get(self.of.status or "", "No status")

    @property
    def differs(self) -> bool:
        """Whether its owner gave a reason for another status than the dates imply."""
        return bool(self.of.reason.strip()) and self.feedback.implied not in (None, self.of.status)

    @property
    def said(self) -> list[tuple[str, str]]:
        """Each box that has words, under its heading."""
        words = [(_HEADINGS[box], getattr(self.of, box)) for box in BOXES if box not in _SHOWN_APART]
        return [(heading, text) for heading, text in words if text]

    @property
    def answered(self) -> Sequence[Answered]:
        """What its owner was asked before it was sent, and chose."""
        return answer_in(self.of).answered


def waiting(returns: Sequence[ActionReturn], *, day: date) -> list[ToApprove]:
    """Returns with what was said of their actions, as they are read before they are approved."""
    return [
        ToApprove(
            of=action_return,
            last=last_update_before(action_return),
            feedback=feedback_on(action_return, answer_in(action_return), day=day),
            questions=unanswered_questions(action_return, answer_in(action_return), day=day),
        )
        for action_return in returns
    ]


def not_in(
    user: User, organisation: Organisation, *, day: date
) -> list[tuple[ActionReturn, list[Post], bool]]:
    """What the account would approve and nobody has sent, the posts that owe it, and whether it is late."""
    returns = unanswered(may_be_approved_by(user, organisation, day=day))
    posts = answering_posts(returns)
    return [(each, posts.get(each.pk, []), each.due_on < day) for each in returns]
