"""What is owed becomes letters: one to a person, naming all that they owe over all rounds.

Each stage of a round is told once to each person. `due_letters` decides and writes nothing; the writes keep
what was told, so that two runs at once, a run made up for and a nudge in between tell nothing twice.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from followthrough.outputs.wording import counted
from followthrough.rules.reminders import Stage, is_escalated, stage_on, stages_up_to
from followthrough.site import clock
from followthrough.site.history.operations import record
from followthrough.site.notices.models import Notice
from followthrough.site.notices.operations import (
    Cover,
    hold_outbox,
    lift_pause,
    pause,
    send_soon,
    withdraw_waiting,
    write,
)
from followthrough.site.notices.queries import paused_of, told_keys
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Ownership, Post
from followthrough.site.register.plan_events import record_in
from followthrough.site.rounds.letters.addressees import Addressees
from followthrough.site.rounds.letters.wording import Letter, Owed, Unanswered
from followthrough.site.rounds.models import ActionReturn, Round
from followthrough.site.rounds.queries import (
    ACCOUNTABLE,
    answering_ownerships,
    returns_in_open_rounds,
    unanswered,
)

REMINDER, NUDGE = "reminder", "nudge"
# What a letter says of a return: a plan's tables and what was written in a return are left where they are.
NAMED = [
    *("state", "comment", "action__plan", "action__ref", "action__number", "action__title", "action__depth"),
    *("round__period", "round__due_on", "round__early_due_on", "round__grace_ends_on"),
    *("round__plan__title", "round__plan__source", "round__plan__slug", "round__plan__organisation"),
]


def about(round_: Round) -> str:
    """What the letters of a round are about, in the words of the outbox."""
    return f"round {round_.pk}"


@dataclass
class ToTell:
    """What concerns one person, as it is found; the `newest` tellings are those that make a letter due."""

    user: User
    owed: list[Owed] = field(default_factory=list)
    unanswered: list[Unanswered] = field(default_factory=list)
    covers: dict[str, Cover] = field(default_factory=dict)
    newest: set[str] = field(default_factory=set)

    def owes(self, owed: Owed) -> None:
        self.owed.append(owed)
        for stage in stages_up_to(owed.stage):
            newest = self._cover(owed.of.round, stage_key(owed.of.round, stage, owed.due_on, self.user))
        self.newest.add(newest)

    def leads(self, missing: Unanswered) -> None:
        round_ = missing.of.round
        self.unanswered.append(missing)
        key = f"{about(round_)}/after {round_.grace_ends_on}/{self.user.pk}"
        self.newest.add(self._cover(round_, key))

    def _cover(self, round_: Round, key: str) -> str:
        self.covers[key] = Cover(about(round_), key)
        return key

    def letter(self, told: Collection[str], *also: Cover) -> Letter:
        untold = [cover for key, cover in self.covers.items() if key not in told]
        return Letter(self.user, self.owed, self.unanswered, [*untold, *also])


def stage_key(round_: Round, stage: Stage, due_on: date, user: User) -> str:
    """The telling of a stage. A day that is moved is told anew, that the round is open is not."""
    when = "" if stage is Stage.OPENED else f" {due_on}"
    return f"{about(round_)}/{stage}{when}/{user.pk}"


@dataclass(frozen=True)
class Owing:
    """What is owed in an organisation on a day: by whom, and for which returns nobody can be written to."""

    people: list[ToTell]
    unreachable: dict[ActionReturn, str]


def owing(organisation: Organisation, *, day: date, without: Collection[str] = ()) -> Owing:
    """Who owes what, in a constant number of queries; `without` the rounds that letters are stopped for."""
    returns = unanswered(returns_in_open_rounds(organisation)).order_by(
        "round__due_on", "round", "action__position"
    )
    known = Post.objects.filter(organisation=organisation).in_bulk()
    asked = _posts(answering_ownerships(), returns, known)
    leading = _posts(Ownership.objects.filter(ACCOUNTABLE), returns, known)
    addressees = Addressees(organisation, day)
    people: dict[int, ToTell] = {}
    unreachable: dict[ActionReturn, str] = {}
    for action_return in returns.select_related(None).select_related("round__plan", "action").only(*NAMED):
        if about(action_return.round) in without:
            continue
        due_on, posts = action_return.round.due_on_for(action_return.action), asked[action_return.action_id]
        answering = addressees.for_posts(posts)
        for user, for_whom in answering:
            owed = Owed(action_return, due_on, stage_on(day, due_on=due_on), for_whom)
            people.setdefault(user.pk, ToTell(user)).owes(owed)
        if not answering:
            unreachable[action_return] = addressees.names_of(posts)
        if is_escalated(day, grace_ends_on=action_return.round.grace_ends_on):
            missing = Unanswered(action_return, due_on, addressees.names_of(posts))
            answer = {user.pk for user, _ in answering}
            for user, _ in addressees.for_posts(leading[action_return.action_id]):
                if user.pk not in answer:
                    people.setdefault(user.pk, ToTell(user)).leads(missing)
    return Owing(sorted(people.values(), key=lambda person: (person.user.name, person.user.pk)), unreachable)


def _posts(
    ownerships: QuerySet[Ownership], returns: QuerySet[ActionReturn], known: Mapping[int, Post]
) -> defaultdict[int, list[Post]]:
    """The posts of these owners, by the action's key."""
    posts: defaultdict[int, list[Post]] = defaultdict(list)
    of_these = ownerships.filter(action__in=returns.order_by().values("action")).order_by("position")
    for action, post in of_these.values_list("action", "post"):
        posts[action].append(known[post])
    return posts


def due_letters(organisation: Organisation, *, day: date) -> list[Letter]:
    """The letters that are due on a day: to whom something is new since they were told last."""
    return due_in(owing(organisation, day=day, without=paused_of(organisation)))


def due_in(found: Owing) -> list[Letter]:
    """The letters that are due of what is owed."""
    notified = _told_of(found)
    return [each.letter(notified) for each in found.people if not each.newest <= notified]


def _told_of(found: Owing) -> set[str]:
    return told_keys({cover.about for each in found.people for cover in each.covers.values()})


@transaction.atomic
def write_due_letters(organisation: Organisation, *, at: datetime) -> list[Notice]:
    """Write the letters of a day, once however often it is asked.

    Those that wait since an earlier run are taken back first and written as things are now.
    """
    hold_outbox(organisation)
    withdraw_waiting(organisation, kind=REMINDER)
    letters = due_letters(organisation, day=clock.day_of(at))
    return _write(organisation, letters, kind=REMINDER, note="", by=None, at=at)


def nudge_letters(round_: Round, *, day: date, users: Collection[int] | None = None) -> list[Letter]:
    """The letters that a nudge would write: to each who owes something in it, or those of `users` (keys).

    They name all that the person owes, in other rounds too. Whoever was nudged on that day is left out.
    """
    found = owing(round_.plan.organisation, day=day)
    notified = _told_of(found)
    letters = []
    for each in found.people:
        nudge_ = Cover(about(round_), f"{about(round_)}/nudged {day}/{each.user.pk}")
        owes_here = any(owed.of.round_id == round_.pk for owed in each.owed)
        if owes_here and nudge_.key not in notified and (users is None or each.user.pk in users):
            letters.append(each.letter(notified, nudge_))
    return letters


@transaction.atomic
def nudge(
    round_: Round, *, by: User, at: datetime, users: Collection[int] | None = None, note: str = ""
) -> list[Notice]:
    """Write these letters and have them sent, with a `note` of who asks. Asked twice on a day it counts once.

    Stopped letters of the round are no hindrance: a person has decided.
    """
    organisation = round_.plan.organisation
    hold_outbox(organisation)
    letters = nudge_letters(round_, day=clock.day_of(at), users=users)
    notices = _write(organisation, letters, kind=NUDGE, note=note, by=by, at=at)
    send_soon(notices)
    return notices


@transaction.atomic
def pause_reminders(round_: Round, *, by: User, at: datetime) -> None:
    """Stop the reminders of a round and what leads are told after it. Asked twice it counts once."""
    if pause(round_.plan.organisation, about=about(round_), by=by, at=at):
        record_in(round_.plan, "reminders.paused", by=by, at=at, of=round_)


@transaction.atomic
def resume_reminders(round_: Round, *, by: User, at: datetime) -> None:
    """Let them go out again: to each the newest that is due, and none that was left out meanwhile."""
    if lift_pause(about=about(round_)):
        record_in(round_.plan, "reminders.resumed", by=by, at=at, of=round_)


def _write(
    organisation: Organisation, letters: list[Letter], *, kind: str, note: str, by: User | None, at: datetime
) -> list[Notice]:
    notices = [
        write(
            organisation=organisation,
            to=letter.to,
            kind=kind,
            subject=letter.subject,
            text=letter.text(organisation, note=note, by=by),
            covers=letter.covers,
            by=by,
            at=at,
        )
        for letter in letters
    ]
    if notices:
        record(
            type="notices.written",
            by=by,
            organisation=organisation,
            subject=organisation,
            details={"letters": counted(len(notices), "letter")},
            at=at,
        )
    return notices
