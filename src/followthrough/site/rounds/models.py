"""The round: who is asked for what by when, what they answered, and who answers for whom meanwhile.

What a round published is in `publications.py`.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from followthrough.plan.document import Status
from followthrough.plan.statuses import FINISHED
from followthrough.plan.when.periods import words_of
from followthrough.rules.what_is_asked import Because
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Action, Plan, Update
from followthrough.site.rounds.forums import Forum as Forum
from followthrough.site.rounds.forums import Meeting as Meeting
from followthrough.site.rounds.kept_words import KeptWords as KeptWords
from followthrough.site.rounds.publications import Publication as Publication
from followthrough.site.rounds.publications import Standing as Standing

# What an action is once somebody decided that it ends; its owner claims no more than that it is complete.
ENDED = [status.value for status in FINISHED - {Status.COMPLETE}]
BECAUSE = [
    (Because.OPEN.value, "It is open"),
    (Because.STARTS.value, "It is due to start"),
    (Because.ASSURANCE.value, "The check is due in this period"),
    (Because.COMPLETE.value, "It is complete and not yet closed"),
]


class Round(models.Model):
    """One cycle of a plan: what is reported of one period, asked for from `opens_on` to `grace_ends_on`.

    With `early_due_on`, actions below others are due on that day, so that those above can sum them up.
    A round that was `imported` is what a file said of its period: nothing was asked for here, and nothing
    published. `forum` is the committee that it is taken to on `forum_on`. A command may open a round; only a
    person locks and publishes one.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        OPEN = "open", "Open"
        LOCKED = "locked", "Locked"
        PUBLISHED = "published", "Published"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    period = models.CharField(max_length=7)
    opens_on = models.DateField()
    early_due_on = models.DateField(null=True)
    due_on = models.DateField()
    grace_ends_on = models.DateField()
    forum = models.CharField(max_length=200, default="", blank=True)
    forum_on = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=State, default=State.PLANNED)
    imported = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    locked_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-period", "plan"]
        indexes: ClassVar = [models.Index(fields=["state", "due_on"], name="round_by_state_and_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "period"], name="round_once_a_plan_and_period"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("due_on"), due_on__lte=F("grace_ends_on")),
                name="round_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(early_due_on=None)
                | Q(early_due_on__gte=F("opens_on"), early_due_on__lte=F("due_on")),
                name="round_early_day_in_between",
            ),
            models.CheckConstraint(
                condition=Q(state="planned", opened_at=None)
                | (~Q(state="planned") & Q(opened_at__isnull=False)),
                name="round_opened_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["planned", "open"], locked_at=None)
                | Q(state__in=["locked", "published"], locked_at__isnull=False),
                name="round_locked_with_its_moment",
            ),
            models.CheckConstraint(
                condition=(~Q(state="published") & Q(published_at=None))
                | Q(state="published", published_at__isnull=False),
                name="round_published_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(locked_at=None, locked_by=None)
                | Q(locked_at__isnull=False, locked_by__isnull=False)
                | Q(imported=True),
                name="round_locked_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False)
                | Q(imported=True),
                name="round_published_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(imported=False) | Q(state="published"), name="round_imported_is_published"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_in_words} round"

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.plan.slug, self.period])

    @property
    def state_in_words(self) -> str:
        """Its state in a word: what came with a file was never published."""
        return "Imported" if self.imported else str(Round.State(self.state).label)

    @property
    def forum_in_words(self) -> str:
        """Where and when it is taken: "Audit Committee, 14 December 2026"; empty where nobody said."""
        return ", ".join(filter(None, [self.forum, f"{self.forum_on:%-d %B %Y}" if self.forum_on else ""]))

    @property
    def period_in_words(self) -> str:
        """The period as people say it: "November 2022"."""
        return words_of(self.period)

    def due_on_for(self, action: Action) -> date:
        """The day by which the return of an action is due."""
        return self.early_due_on if self.early_due_on and action.depth else self.due_on


class ReturnsOfWhatIsThere(models.Manager["ActionReturn"]):
    """The returns. A round that isn't published forgets those of actions that were archived."""

    def get_queryset(self) -> models.QuerySet["ActionReturn"]:
        is_there = Q(action__archived_at=None) | Q(round__state=Round.State.PUBLISHED)
        return super().get_queryset().filter(is_there)


class ActionReturn(models.Model):
    """What a round asks of one action, `because` of which rule, and the answer as it stands.

    `version` goes up with every save, so that of two who edit at once the second is told. `implied` is the
    status that the dates implied when it was last saved; `update` what the register was given at the last
    sending. With `move_date` the agreed date is asked to become the forecast. `answered` are the questions
    that were asked before it was sent, with what was chosen.
    `for_absent_owner`: the programme office answered, or who stands in for the owner; `from_sheet_of`: from
    the spreadsheet of that post.
    Until it is sent again, a return that was sent back keeps its comment.
    """

    class State(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        DRAFT = "draft", "Draft"
        SENT = "sent", "Sent"
        SENT_BACK = "sent_back", "Sent back"
        APPROVED = "approved", "Approved"

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="returns")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="returns")
    because = models.CharField(max_length=20, choices=BECAUSE)
    state = models.CharField(max_length=20, choices=State, default=State.NOT_STARTED)
    done = models.TextField(default="", blank=True)
    nothing_changed = models.BooleanField(default=False)
    forecast_text = models.TextField(default="", blank=True)
    forecast = models.JSONField(null=True)
    move_date = models.BooleanField(default=False)
    move_cause = models.TextField(default="", blank=True)
    move_reason = models.TextField(default="", blank=True)
    move_effect = models.TextField(default="", blank=True)
    next_steps = models.TextField(default="", blank=True)
    blocked = models.TextField(default="", blank=True)
    status = models.CharField(max_length=30, null=True)
    reason = models.TextField(default="", blank=True)
    evidence = models.TextField(default="", blank=True)
    answered = models.JSONField(default=list, blank=True)
    implied = models.CharField(max_length=30, null=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    for_absent_owner = models.BooleanField(default=False)
    from_sheet_of = models.TextField(default="", blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    sent_back_at = models.DateTimeField(null=True)
    sent_back_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    comment = models.TextField(default="", blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    update = models.OneToOneField(Update, on_delete=models.SET_NULL, null=True, related_name="sent_by_return")

    objects = ReturnsOfWhatIsThere()
    with_archived: ClassVar[models.Manager["ActionReturn"]] = models.Manager()

    class Meta:
        ordering: ClassVar = ["action__position"]
        indexes: ClassVar = [models.Index(fields=["round", "state"], name="return_by_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "action"], name="return_once_a_round_and_action"),
            models.CheckConstraint(
                condition=Q(state="not_started", saved_at=None)
                | (~Q(state="not_started") & Q(saved_at__isnull=False)),
                name="return_started_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(saved_at=None, saved_by=None) | Q(saved_at__isnull=False, saved_by__isnull=False),
                name="return_saved_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None, sent_by=None) | Q(sent_at__isnull=False, sent_by__isnull=False),
                name="return_sent_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["not_started", "draft"], sent_at=None)
                | Q(state__in=["sent", "sent_back", "approved"], sent_at__isnull=False),
                name="return_sent_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state="sent_back", sent_back_at__isnull=False, sent_back_by__isnull=False)
                & ~Q(comment="")
                | ~Q(state="sent_back") & Q(sent_back_at=None, sent_back_by=None, comment=""),
                name="return_sent_back_with_a_comment",
            ),
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False, approved_by__isnull=False)
                | ~Q(state="approved") & Q(approved_at=None, approved_by=None),
                name="return_approved_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(sent_by=None) | ~Q(approved_by=F("sent_by")),
                name="return_approved_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("answer_return", args=[self.round.plan.slug, self.round.period, self.action.number])

    @property
    def due_on(self) -> date:
        """The day by which it is due."""
        return self.round.due_on_for(self.action)

    @property
    def has_ended(self) -> bool:
        """Whether the action was closed, or ended otherwise, so that nothing is asked of it any more."""
        return self.action.status in ENDED

    @property
    def is_in(self) -> bool:
        """Whether it is answered, approved or not."""
        return self.state in (self.State.SENT, self.State.APPROVED)


class ReturnVersion(models.Model):
    """What a return said when it was saved, draft or sent. The database refuses to change a row."""

    action_return = models.ForeignKey(ActionReturn, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20, choices=ActionReturn.State)
    answer = models.JSONField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action_return", "version"], name="version_once_a_return"),
        ]

    def __str__(self) -> str:
        return f"Version {self.version} of {self.action_return}"


class Delegation(models.Model):
    """That one account answers and approves for another, from one day to another, both included."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="delegations")
    from_user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="delegations_given")
    to_user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="delegations_held")
    from_on = models.DateField()
    to_on = models.DateField()
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(from_user=F("to_user")), name="delegation_to_somebody_else"),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="delegation_from_before_to"),
            models.UniqueConstraint(
                fields=["organisation", "from_user", "to_user", "from_on"], name="delegation_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to_user} for {self.from_user}"
