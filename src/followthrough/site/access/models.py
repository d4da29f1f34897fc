"""What happened to accounts, and what an organisation asks of those who sign in."""

from typing import ClassVar

from django.db import models

from followthrough.site.people.models import Organisation
from followthrough.site.people.roles import Role


class AccessEvent(models.Model):
    """One thing that happened to an account or a file: who, when, from where. Rows are added, never changed.

    No foreign keys: it stays when what it tells of has gone. `organisation_id` is empty where an address
    that nobody here has was tried. `words` says more: by what somebody came in, or which file.
    """

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "Signed in"
        REFUSED = "refused", "Refused"
        SLOWED = "slowed", "Had to wait after too many tries"
        SIGNED_OUT = "signed_out", "Signed out"
        TIMED_OUT = "timed_out", "Signed out by the site"
        PASSWORD_SET = "password_set", "Set a password by a link"  # no password
        PASSWORD_CHANGED = "password_changed", "Changed the password"  # no password
        STEP_ADDED = "step_added", "Set up a second step"
        STEP_REMOVED = "step_removed", "Removed a second step"
        SESSION_ENDED = "session_ended", "Ended sessions"
        FILE_UNREADABLE = "file_unreadable", "File could not be read"
        EVIDENCE_DOWNLOADED = "evidence_downloaded", "Downloaded evidence"
        REPORT_DOWNLOADED = "report_downloaded", "Downloaded a report"

    at = models.DateTimeField()
    organisation_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=30, choices=Kind)
    user_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=150, blank=True)
    email = models.CharField(max_length=254, blank=True)
    ip = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["organisation_id", "-at"], name="access_of_an_organisation"),
            models.Index(fields=["user_id", "-at"], name="access_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.name or self.email}"


class SignInRules(models.Model):
    """The roles that an organisation lets in with a second step alone; without a row it asks none of it."""

    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="sign_in_rules")
    second_step_roles = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"Rules of signing in for {self.organisation}"

    @property
    def roles(self) -> list[Role]:
        return [Role(role) for role in self.second_step_roles]
