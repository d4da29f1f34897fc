"""What needs an update owner or a director lead: updates due, returns to approve, what of theirs is late."""

from datetime import date
from functools import cached_property

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.urls import reverse

from followthrough.outputs.wording import counted
from followthrough.rules.silence import Silence
from followthrough.site.assurance.needs import missed_for_a_holder
from followthrough.site.changes.needs import changes_to_decide
from followthrough.site.editions.needs import papers_to_review
from followthrough.site.evidence.needs import needs_of_an_owner
from followthrough.site.page_parts import Need
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.permissions import Permission
from followthrough.site.register.conditions import OPEN
from followthrough.site.register.judging import day_judged_in_sql
from followthrough.site.register.models import Action, Ownership, Plan
from followthrough.site.register.silence import silences_of
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.queries import held_posts, next_round, owed_by, to_approve

SHOWN = 8


class AnsweringHome:
    """The first page of whoever answers returns or approves them, on a day."""

    def __init__(
        self, user: User, organisation: Organisation, may: frozenset[Permission], *, day: date
    ) -> None:
        self.user, self.organisation, self.may, self.day = user, organisation, may, day

    @cached_property
    def owed(self) -> list[ActionReturn]:
        """The returns owed, what was sent back first, then as they are due."""
        owed = list(owed_by(self.user, self.organisation, day=self.day))
        return sorted(owed, key=lambda each: each.state != ActionReturn.State.SENT_BACK)

    @property
    def owed_shown(self) -> list[ActionReturn]:
        return self.owed[:SHOWN]

    @cached_property
    def waiting(self) -> int:
        """How many returns wait for this account's approval."""
        if Permission.APPROVE_RETURNS not in self.may:
            return 0
        return to_approve(self.user, self.organisation, day=self.day).order_by().count()

    @property
    def heading(self) -> str:
        said = []
        if self.waiting:
            verb = "waits" if self.waiting == 1 else "wait"
            said.append(f"{counted(self.waiting, 'return')} {verb} for your approval.")
        if self.owed:
            due = min(each.round.due_on for each in self.owed)
            when = "was due on" if due < self.day else "is due by" if len(self.owed) == 1 else "are due by"
            if due < self.day and len(self.owed) > 1:
                when = "were due on"
            said.append(f"{counted(len(self.owed), 'update')} {when} {due:%A} {due.day} {due:%B}.")
        return " ".join(said) or "Nothing needs you."

    @property
    def needs(self) -> list[Need]:
        found = []
        if self.waiting:
            sentence = f"{'Return waits' if self.waiting == 1 else 'Returns wait'} for your approval"
            found.append(
                Need(
                    self.waiting,
                    sentence,
                    "",
                    reverse("approvals"),
                    f"Go through {_it_or_them(self.waiting)}",
                )
            )
        back = sum(each.state == ActionReturn.State.SENT_BACK for each in self.owed)
        if self.owed:
            sentence = "Update is due from you" if len(self.owed) == 1 else "Updates are due from you"
            beside = f"{back} {'was' if back == 1 else 'were'} sent back to you." if back else ""
            answer = f"Answer {_it_or_them(len(self.owed))}"
            found.append(Need(len(self.owed), sentence, beside, reverse("my_actions"), answer))
        found += changes_to_decide(self.user, self.organisation)
        if Permission.REVIEW_PAPERS in self.may:
            found += papers_to_review(self.user, self.organisation)
        found += needs_of_an_owner(self.user, self.organisation, day=self.day)
        return [*found, *missed_for_a_holder(self.user, self.organisation, day=self.day)]

    @cached_property
    def late(self) -> list[Action]:
        """The open actions of this account's posts that are past their agreed date, the latest first."""
        posts = held_posts(self.user, self.organisation, self.day)
        owned = Exists(Ownership.objects.filter(action=OuterRef("pk"), post__in=posts))
        plans = Plan.objects.filter(organisation=self.organisation)
        found = Action.objects.filter(OPEN, owned, archived_at=None, plan__in=plans)
        past = found.filter(due_latest__lt=day_judged_in_sql(self.day, plan="plan__"))
        return list(past.select_related("plan").order_by("due_latest", "pk")[: SHOWN + 1])

    @cached_property
    def late_shown(self) -> list[tuple[Action, Silence | None]]:
        """The first of them, each with its silence: what gave no return is nowhere called on track."""
        shown, silences = self.late[:SHOWN], dict[int, Silence]()
        prefetch_related_objects(shown, "updates", "ownerships")
        for plan in {action.plan for action in shown}:
            silences |= silences_of(plan, [action for action in shown if action.plan_id == plan.pk])
        return [(action, silences.get(action.pk)) for action in shown]

    @cached_property
    def next_round(self) -> Round | None:
        return None if self.owed else next_round(self.organisation)


def _it_or_them(number: int) -> str:
    return "it" if number == 1 else "them"
