"""Letters to people by e-mail: what each says, what it stands for, and what became of it.

This app knows no plan. Whoever writes a letter gives it its words, and says in keys of its own what the
letter stands for, so that the same is never written twice.
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from followthrough.site.people.models import Organisation, User


class Notice(models.Model):
    """One letter to one person. `reason` says why it was not sent, or not yet.

    `began_at` is kept before anything leaves, `sent_at` once the mail server has taken it. Between the two
    nobody can tell whether it went, so a letter that stays there is shown as such and is never sent again
    by itself. `address` is where it went.
    """

    class State(models.TextChoices):
        HELD = "held", "Not sent: no mail server"
        WAITING = "waiting", "Waiting"
        SENDING = "sending", "May have been sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Not sent: refused"

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="notices")
    to = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    address = models.EmailField(max_length=254, blank=True, default="")
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "-made_at"], name="notices_of_an_organisation"),
            models.Index(fields=["state"], name="notices_by_state"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | ~Q(state="sent") & Q(sent_at=None),
                name="notice_sent_with_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["held", "waiting"], began_at=None, address="")
                | Q(state__in=["sending", "sent"], began_at__isnull=False) & ~Q(address="")
                | Q(state="failed"),
                name="notice_begun_with_its_moment_and_address",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(reason=""), name="notice_failed_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("letter", args=[self.pk])

    @property
    def may_be_sent_again(self) -> bool:
        """Whether a person may decide to send it (again): it is neither known to have gone nor on its way."""
        return self.state in (self.State.HELD, self.State.SENDING, self.State.FAILED)


class NoticeCover(models.Model):
    """One of the things that a letter stands for: `about` names what it tells of, `key` this very telling.

    A key is there once. Two runs at the same moment, or a day that is made up for, tell nothing twice.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="covers")
    about = models.CharField(max_length=60, db_index=True)
    key = models.CharField(max_length=200, unique=True)

    def __str__(self) -> str:
        return self.key


class Pause(models.Model):
    """That no letter of themselves go out about something until a person lifts it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="pauses")
    about = models.CharField(max_length=60, unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.about
