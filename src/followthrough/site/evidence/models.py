"""Evidence and closure: what shows that an action is done, who accepted it, and who decided that it ends.

Complete is a claim, Closed a decision. Rows are added and marked; none is deleted once it counted.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from followthrough.plan.document import Status
from followthrough.site.people.models import User
from followthrough.site.register.models import Action, Plan

WHOLE_ACTION = ""


class NeededEvidence(models.Model):
    """What will have to show that a measure of success is met, said before the work is done.

    `measure` has the words of the measure; WHOLE_ACTION where it is about the action as a whole.
    """

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="needed_evidence")
    measure = models.TextField(default=WHOLE_ACTION, blank=True)
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["action", "measure"], name="needed_evidence_once_a_measure"),
        ]

    def __str__(self) -> str:
        return self.words


class Evidence(models.Model):
    """One thing that somebody offers for a measure of an action, or for the action as a whole.

    `words` say what it shows; of a note they are the evidence. `on` is the day of a minute or a figure.
    Of a file `key` is its place in the store, never shown to anybody; its row is written before it, in the
    state ARRIVING, in which it counts for nothing. What a scanner finds infected is QUARANTINED: it stays,
    and nobody is given it. REMOVED: the file was deleted, the row says by whom and why. WITHDRAWN:
    who offered it took it back, likewise. `period` is that of the return in whose box of evidence it was
    written.
    """

    class Form(models.TextChoices):
        FILE = "file", "A file"
        LINK = "link", "A link"
        MINUTE = "minute", "A minute of a meeting"
        FIGURE = "figure", "A figure on a day"
        NOTE = "note", "A note"

    class Kind(models.TextChoices):
        REPORT = "report", "Report or paper"
        POLICY = "policy", "Policy or procedure"
        DECISION = "decision", "Minutes or decision"
        FIGURES = "figures", "Figures or data"
        FEEDBACK = "feedback", "Survey or feedback"
        REVIEW = "review", "Audit, review or inspection"
        TRAINING = "training", "Training record"
        PICTURE = "picture", "Photograph or picture"
        OTHER = "other", "Something else"

    class State(models.TextChoices):
        ARRIVING = "arriving", "Being stored"
        OFFERED = "offered", "Offered"
        QUARANTINED = "quarantined", "In quarantine"
        REMOVED = "removed", "File deleted"
        WITHDRAWN = "withdrawn", "Withdrawn"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="evidence")
    measure = models.TextField(default=WHOLE_ACTION, blank=True)
    form = models.CharField(max_length=10, choices=Form)
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField()
    link = models.URLField(max_length=2000, default="", blank=True)
    forum = models.CharField(max_length=200, default="", blank=True)
    reference = models.CharField(max_length=200, default="", blank=True)
    figure = models.CharField(max_length=200, default="", blank=True)
    on = models.DateField(null=True)
    keep_until = models.DateField(null=True)
    is_exempt = models.BooleanField(default=False)
    exempt_because = models.TextField(default="", blank=True)
    file_name = models.CharField(max_length=255, default="", blank=True)
    key = models.CharField(max_length=200, default="", blank=True)
    media_type = models.CharField(max_length=100, default="", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="", blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.OFFERED)
    found = models.TextField(default="", blank=True)
    period = models.CharField(max_length=7, default="", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    removed_because = models.TextField(default="", blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [models.Index(fields=["action", "state"], name="evidence_of_an_action")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="evidence_key_once"),
            models.CheckConstraint(
                condition=(Q(form="file") & ~Q(key="") & ~Q(sha256="")) | (~Q(form="file") & Q(key="")),
                name="evidence_file_has_its_place",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["removed", "withdrawn"], removed_at__isnull=False, removed_by__isnull=False
                )
                | (~Q(state__in=["removed", "withdrawn"]) & Q(removed_at=None, removed_by=None)),
                name="evidence_removed_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What it is called in a list and in the history."""
        words = " ".join(self.words.split())
        short = words if len(words) <= 100 else f"{words[:99]}…"
        return {
            self.Form.FILE: self.file_name,
            self.Form.MINUTE: ", ".join(filter(None, [self.forum, self.reference])),
            self.Form.FIGURE: self.figure,
        }.get(self.Form(self.form), short)

    @property
    def can_be_read(self) -> bool:
        """Whether it counts, and a person who may see the plan is given it."""
        return self.state == self.State.OFFERED


class Completion(models.Model):
    """The claim that an action was finished on `actual_on`: what a verifier looks at, measure by measure.

    It stands until it is ended: by re-opening, or because the status changed after it. An action has one
    that stands at most; those before stay with what was judged of them.
    """

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="completions")
    actual_on = models.DateField()
    words = models.TextField(default="", blank=True)
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_because = models.TextField(default="", blank=True)

    class Meta:
        ordering: ClassVar = ["claimed_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(ended_at=None), name="completion_stands_once_an_action"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="completion_ended_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"Completion of {self.action}"


class Verdict(models.Model):
    """What a verifier says of one measure. Of several the last counts; `number` counts them from 1.

    `claimed_by` repeats the completion's, so that the database too refuses who verifies their own claim.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        MORE = "more", "More is needed"
        REFUSED = "refused", "Refused"

    completion = models.ForeignKey(Completion, on_delete=models.PROTECT, related_name="verdicts")
    measure = models.TextField(default=WHOLE_ACTION, blank=True)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = models.TextField(default="", blank=True)
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["completion", "measure", "number"], name="verdict_number_once_a_measure"
            ),
            models.CheckConstraint(
                condition=~Q(by=F("claimed_by")), name="verdict_not_by_who_claimed_completion"
            ),
            models.CheckConstraint(
                condition=Q(outcome="accepted") | ~Q(words=""), name="verdict_says_what_is_missing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.measure or 'the whole action'}"


class Closure(models.Model):
    """The decision of a forum that an action ends, and how. It stands until the action is re-opened.

    `evidence_tested`: every measure was accepted by a verifier; only so does one end as CLOSED.
    `achieved` is whether what the action was for was achieved, which is more than that its work was done;
    empty where nobody said it. `embedding_due_on` is when somebody is to look whether it still works;
    `embedded` what they found.
    """

    class End(models.TextChoices):
        CLOSED = "closed", "Closed"
        SUPERSEDED = "superseded", "Superseded"
        DUPLICATE = "duplicate", "Duplicate"
        NOT_ADOPTED = "not_adopted", "Not adopted"
        RISK_ACCEPTED = "risk_accepted", "Risk accepted"
        NO_LONGER_WARRANTED = "no_longer_warranted", "No longer warranted"
        CARRIED_FORWARD = "carried_forward", "Carried forward"

    class Achieved(models.TextChoices):
        YES = "yes", "Yes"
        IN_PART = "in_part", "In part"
        NOT_YET_KNOWN = "not_yet_known", "Not yet known"
        NO = "no", "No"

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="closures")
    completion = models.ForeignKey(Completion, on_delete=models.PROTECT, null=True, related_name="closures")
    end = models.CharField(max_length=20, choices=End)
    forum = models.CharField(max_length=200)
    on = models.DateField()
    minute = models.CharField(max_length=200, default="", blank=True)
    words = models.TextField(default="", blank=True)
    accepted_by = models.CharField(max_length=200, default="", blank=True)
    to_action = models.ForeignKey(Action, on_delete=models.PROTECT, null=True, related_name="+")
    to_plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, related_name="+")
    evidence_tested = models.BooleanField()
    achieved = models.CharField(max_length=15, choices=Achieved, default="", blank=True)
    achieved_words = models.TextField(default="", blank=True)
    claimed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    embedding_due_on = models.DateField(null=True)
    embedded = models.BooleanField(null=True)
    embedded_words = models.TextField(default="", blank=True)
    embedded_at = models.DateTimeField(null=True)
    embedded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reopened_because = models.TextField(default="", blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["embedding_due_on"], name="closure_by_embedding_check"),
            models.Index(fields=["on"], name="closure_by_day"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(reopened_at=None), name="closure_stands_once_an_action"
            ),
            models.CheckConstraint(
                condition=~Q(end="closed") | Q(evidence_tested=True, completion__isnull=False),
                name="closure_closed_with_evidence_tested",
            ),
            models.CheckConstraint(
                condition=Q(claimed_by=None) | ~Q(by=F("claimed_by")), name="closure_not_by_who_claimed"
            ),
            models.CheckConstraint(
                condition=~Q(end="risk_accepted") | ~Q(accepted_by=""), name="closure_risk_accepted_by"
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False),
                name="closure_reopened_at_and_by",
            ),
            models.CheckConstraint(
                condition=Q(embedded=None, embedded_at=None, embedded_by=None)
                | Q(embedded__isnull=False, embedded_at__isnull=False, embedded_by__isnull=False),
                name="closure_embedded_at_and_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_end_display()}: {self.action}"

    def get_absolute_url(self) -> str:
        return reverse("action", args=[self.action.plan.slug, self.action.number])

    @property
    def decided_in_words(self) -> str:
        """Who decided and when: "Audit Committee, 14 December 2026, minute 12"."""
        minute = f"minute {self.minute}" if self.minute else ""
        return ", ".join(filter(None, [self.forum, f"{self.on:%-d %B %Y}", minute]))

    @property
    def achieved_in_words(self) -> str:
        """Whether what it was for was achieved: "In part: two depots still use paper."."""
        said = self.get_achieved_display() or "Not said"
        return f"{said}: {self.achieved_words}" if self.achieved_words else said


# What the register says of an action that ended so.
STATUS_OF_END: dict[str, Status] = {
    Closure.End.CLOSED: Status.CLOSED,
    Closure.End.SUPERSEDED: Status.SUPERSEDED,
    Closure.End.DUPLICATE: Status.DUPLICATE,
    Closure.End.NOT_ADOPTED: Status.CANCELLED,
    Closure.End.RISK_ACCEPTED: Status.CANCELLED,
    Closure.End.NO_LONGER_WARRANTED: Status.CANCELLED,
    Closure.End.CARRIED_FORWARD: Status.CANCELLED,
}
