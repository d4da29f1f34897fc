"""The editions of papers: drafts that change, and what was published, which the database keeps as it was."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from followthrough.outputs.report.kinds import BY_NAME
from followthrough.plan.when.periods import words_of
from followthrough.site.people.models import User
from followthrough.site.register.models import Plan
from followthrough.site.rounds.models import Publication, Round


class Edition(models.Model):
    """A paper of a kind on a round, for a forum on a day; `number` is its lasting name in the plan.

    `content` is all that it says, frozen when the draft was made, with the `digest` of it, the `publication`
    whose figures it has and the `day` that they are of. `checks` are what was found to stand in the way of
    publishing it. `confirmed` names the commentators of whom the reviewer confirmed that no comment came;
    `because` is why it is published with grave questions open. `progress`, `heard_at` and `attempts` are
    what was heard of the job that makes or publishes it, `failure` why that last went wrong.

    From `published_at` on the database refuses every change. `issue` counts what was published of the same
    round, kind and audience: the highest is in force unless it was withdrawn. `seal_number` and
    `seal_digest` are the head of the organisation's history then.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be made"
        MAKING = "making", "Being made"
        FAILED = "failed", "Could not be made"
        DRAFT = "draft", "Draft"
        REVIEWED = "reviewed", "Reviewed"
        TO_PUBLISH = "to_publish", "Waiting to be published"
        PUBLISHING = "publishing", "Being published"
        PUBLISHED = "published", "Published"
        REMOVED = "removed", "Removed"

    class Audience(models.TextChoices):
        PUBLIC = "public", "Public"
        EXEMPT = "exempt", "Exempt (Part 2)"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="editions")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="paper_editions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    audience = models.CharField(max_length=10, choices=Audience)
    forum = models.CharField(max_length=200, default="", blank=True)
    forum_on = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, null=True, related_name="+")
    content = models.JSONField(null=True)
    digest = models.CharField(max_length=64, default="", blank=True)
    day = models.DateField(null=True)
    checks = models.JSONField(default=list)
    no_comment_from = models.JSONField(default=list)
    made_at = models.DateTimeField(null=True)
    progress = models.TextField(default="", blank=True)
    heard_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(default="", blank=True)
    reviewed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    confirmed = models.JSONField(default=list)
    because = models.TextField(default="", blank=True)
    published_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    issue = models.PositiveIntegerField(null=True)
    period = models.CharField(max_length=7)
    title = models.TextField(default="", blank=True)
    plan_title = models.TextField(default="", blank=True)
    figures = models.JSONField(default=dict)
    seal_number = models.PositiveBigIntegerField(null=True)
    seal_digest = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [
            models.Index(fields=["plan", "state", "audience"], name="editions_of_a_plan"),
            models.Index(fields=["state", "heard_at"], name="editions_in_hand"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="edition_number_once_a_plan"),
            models.UniqueConstraint(
                fields=["round", "kind", "audience", "issue"], name="edition_issue_once_a_paper"
            ),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False, issue__isnull=False)
                | (~Q(state="published") & Q(published_at=None, issue=None)),
                name="edition_published_with_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["reviewed", "to_publish", "publishing", "published"])
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="edition_reviewed_before_it_is_published",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=models.F("by")),
                name="edition_reviewed_by_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {words_of(self.period)}"

    def get_absolute_url(self) -> str:
        return reverse("paper", args=[self.plan.slug, self.number])

    @property
    def name(self) -> str:
        """What the paper is called, whatever edition it is of."""
        return BY_NAME[self.kind].called if self.kind in BY_NAME else self.kind

    @property
    def period_in_words(self) -> str:
        return words_of(self.period)

    @property
    def is_public(self) -> bool:
        return self.audience == Edition.Audience.PUBLIC

    @property
    def is_pending(self) -> bool:
        """Whether a job has still to make or publish it."""
        return self.state in PENDING

    @property
    def content_is_made(self) -> bool:
        """Whether there is something to review: its content was made at least once."""
        return self.made_at is not None

    @property
    def is_published(self) -> bool:
        return self.state == Edition.State.PUBLISHED

    @property
    def forum_in_words(self) -> str:
        """For whom and when: "Cabinet, 14 December 2026"; empty where nobody said."""
        return ", ".join(filter(None, [self.forum, f"{self.forum_on:%-d %B %Y}" if self.forum_on else ""]))

    @property
    def file_name(self) -> str:
        """What its files are called, without their ending."""
        which = f"edition-{self.issue}" if self.issue else f"draft-{self.number}"
        return f"{self.plan.slug}-{self.period}-{self.kind}-{self.audience}-{which}"


PENDING = (
    Edition.State.WAITING,
    Edition.State.MAKING,
    Edition.State.TO_PUBLISH,
    Edition.State.PUBLISHING,
)


class EditionFile(models.Model):
    """One file of an edition in the store: its format, its `key` there, how long it is and its SHA-256.

    Those of a draft go when it is made again; those of what was published stay for ever.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=10)
    key = models.CharField(max_length=200, unique=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "form"], name="edition_file_once_a_format"),
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.form}"


class EditionAction(models.Model):
    """How a published edition says that one action stands, for pages that read editions alone.

    `key` names the action in addresses: its ref, else its title, made plain.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=100)
    ref = models.TextField(default="", blank=True)
    title = models.TextField()
    theme = models.TextField(default="", blank=True)
    owner = models.TextField(default="", blank=True)
    status = models.TextField(default="", blank=True)
    status_kind = models.CharField(max_length=30, null=True)
    status_before = models.TextField(default="", blank=True)
    first_date = models.TextField(default="", blank=True)
    date_now = models.TextField(default="", blank=True)
    day_now = models.DateField(null=True)
    expected = models.TextField(default="", blank=True)
    months_late = models.IntegerField(null=True)
    no_return = models.BooleanField(default=False)
    text = models.TextField(default="", blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "key"], name="edition_action_once_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}".strip()


class Withdrawal(models.Model):
    """That a published edition was withdrawn, by whom and why. It stays in its place and says so."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="withdrawal")
    reason = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.edition} withdrawn"


class PublicPage(models.Model):
    """That the published editions of a plan are open to everybody, at which address and with which words.

    Its address, title and the name of the body are its own, so that the public pages need no register.
    """

    plan = models.OneToOneField(Plan, on_delete=models.CASCADE, related_name="public_page")
    body_slug = models.SlugField(max_length=100)
    slug = models.SlugField(max_length=80)
    body = models.CharField(max_length=200)
    title = models.TextField(default="", blank=True)
    words = models.TextField(default="", blank=True)
    contact = models.CharField(max_length=200, default="", blank=True)
    is_open = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body_slug", "slug"], name="public_page_once_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.body_slug}/{self.slug}"
