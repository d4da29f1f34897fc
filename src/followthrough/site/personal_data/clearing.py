"""Clears what an organisation has stored for so many months: letters, imported files, closed accounts."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from followthrough.outputs.wording import counted
from followthrough.site.history.models import Event
from followthrough.site.history.operations import record
from followthrough.site.imports.models import Import
from followthrough.site.notices.models import Notice
from followthrough.site.people.models import Organisation, User
from followthrough.site.personal_data.models import ClearingRule
from followthrough.site.personal_data.somebody import address_left

CLEARED, RULE_CHANGED = "personal_data.cleared", "personal_data.rule_changed"
CLEARED_LETTER, NO_ADDRESS = "The words of this letter were cleared by rule.", "cleared@erased.invalid"
_DAYS_A_MONTH = 30.44


@dataclass(frozen=True)
class Months:
    """For how many months each is stored: letters from when they were made, imported files from when they
    were decided about, closed accounts from when they were closed."""

    letters: int = 24
    files: int = 36
    accounts: int = 24

    @property
    def in_words(self) -> str:
        return (
            f"letters after {counted(self.letters, 'month')}, imported files after "
            f"{counted(self.files, 'month')}, closed accounts after {counted(self.accounts, 'month')}"
        )


@dataclass(frozen=True)
class Cleared:
    """How many of each were cleared, or would be."""

    letters: int
    files: int
    accounts: int

    @property
    def in_words(self) -> str:
        parts = (counted(self.letters, "letter"), counted(self.files, "imported file"))
        return f"{', '.join(parts)} and {counted(self.accounts, 'closed account')}"


def rule_of(organisation: Organisation) -> Months | None:
    """What the organisation has cleared each day, None where it has chosen nothing."""
    rule = ClearingRule.objects.filter(organisation=organisation).first()
    return Months(letters=rule.letters, files=rule.files, accounts=rule.accounts) if rule else None


@transaction.atomic
def change_rule(organisation: Organisation, months: Months | None, *, by: User, at: datetime) -> None:
    """Has what is older than so many months cleared each day from now on, or nothing."""
    before = rule_of(organisation)
    if months == before:
        return
    if months is None:
        ClearingRule.objects.filter(organisation=organisation).delete()
    else:
        ClearingRule.objects.update_or_create(organisation=organisation, defaults=asdict(months))
    record(
        type=RULE_CHANGED,
        by=by,
        organisation=organisation,
        subject=organisation,
        at=at,
        details={
            "rule": months.in_words if months else "nothing",
            "before": before.in_words if before else "nothing",
        },
    )


def clear_by_rule(*, at: datetime) -> None:
    """Clears what each organisation's rule says; of an organisation without one, nothing."""
    for rule in ClearingRule.objects.select_related("organisation"):
        months = Months(letters=rule.letters, files=rule.files, accounts=rule.accounts)
        clear(rule.organisation, months, by=None, at=at, write=True)


@transaction.atomic
def clear(
    organisation: Organisation, months: Months, *, by: User | None, at: datetime, write: bool
) -> Cleared:
    """Clears what is older, and records how much; without `write` it says so and changes nothing."""
    letters = Notice.objects.filter(
        # One that was not sent may still be sent again.
        organisation=organisation,
        state=Notice.State.SENT,
        made_at__lt=_before(at, months.letters),
    ).exclude(text=CLEARED_LETTER)
    files = Import.objects.filter(organisation=organisation, decided_at__lt=_before(at, months.files))
    files = files.exclude(content=b"")
    closed = _closed_before(organisation, _before(at, months.accounts))
    found = Cleared(letters.count(), files.count(), len(closed))
    if write and found != Cleared(0, 0, 0):
        letters.update(text=CLEARED_LETTER, address=NO_ADDRESS)
        files.update(content=b"")
        for user in closed:
            _clear_account(user)
        record(
            type=CLEARED,
            by=by,
            organisation=organisation,
            subject=organisation,
            at=at,
            details={"what": found.in_words},
        )
    return found


def _before(at: datetime, months: int) -> datetime:
    return at - timedelta(days=months * _DAYS_A_MONTH)


def _closed_before(organisation: Organisation, moment: datetime) -> list[User]:
    """The accounts of this organisation alone that were closed before a moment and not opened since."""
    closed = []
    accounts = User.objects.filter(memberships__organisation=organisation, is_active=False)
    for user in accounts.exclude(email__endswith=".invalid"):
        turns = Event.objects.filter(subject_type="people.user", subject_id=str(user.pk))
        last = turns.filter(type="person.closed").order_by("-at").first()
        is_elsewhere = user.memberships.exclude(organisation=organisation).exists()
        if last is not None and last.at < moment and not is_elsewhere:
            closed.append(user)
    return closed


def _clear_account(user: User) -> None:
    """The address and what signs in go; the name stays with what was done in it."""
    for model in (EmailAddress, SocialAccount, Authenticator):
        model._base_manager.filter(user=user).delete()
    user.email = address_left(user)
    user.set_unusable_password()
    user.save(update_fields=["email", "password"])
