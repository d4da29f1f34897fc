"""Sets up the invented council whose plan and round show what Followthrough does."""

from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from followthrough.demonstration import earlier_plan_path
from followthrough.site.imports import operations
from followthrough.site.imports.demonstration.agreed import (
    ask_for_other_dates,
    decide_on_dates,
    hang_together,
    move_a_date_twice,
    score_actions,
)
from followthrough.site.imports.demonstration.at_risk import write_down_risks
from followthrough.site.imports.demonstration.last_round import first_moment, run_last_round
from followthrough.site.imports.demonstration.people import ACCOUNTS, OFFICE, DemonstrationAccount
from followthrough.site.imports.demonstration.proved import record_assurance, show_what_is_done
from followthrough.site.imports.demonstration.round import have_posts_held, set_up_round
from followthrough.site.imports.reading import read_in_background
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.operations import add_person, create_organisation

COUNCIL = "Alderbrook Borough Council"
# Known to everybody who reads this, so it is only ever given to accounts of an empty database.
PASSWORD = "follow it through"  # noqa: S105


class InUseError(Exception):
    """The database has accounts that are not the demonstration's, so nothing is added to it."""


@transaction.atomic
def set_up_demonstration(*, at: datetime) -> None:
    """The accounts and the demonstration plan, by the intake that any file goes through, with two rounds.

    It has each state that somebody new should see: one round published, in which one owner was silent and one
    action forgotten, one under way; a date that moved twice; changes that wait, one approved and one refused;
    actions that wait for late ones, a critical milestone; evidence to verify, accepted and refused, and an
    action closed with a check to come; assurance actions done and missed; risks of the plan and of actions,
    one of them past its review; posts that nobody holds.

    Does nothing where they are there already, whatever has become of them since.
    Raises InUseError where there are other accounts.
    """
    if Organisation.objects.filter(name=COUNCIL).exists():
        return
    if User.objects.exists():
        raise InUseError
    began = first_moment(at)
    council = create_organisation(name=COUNCIL, by=None, at=began)
    # One hash for all: it takes a good part of a second, and this password is no secret.
    encoded = make_password(PASSWORD)
    accounts = {account: _add_account(account, council, encoded, at=began) for account in ACCOUNTS}
    path, office = earlier_plan_path(), accounts[OFFICE]
    read = operations.upload_file(
        content=path.read_bytes(), name=path.name, organisation=council, by=office, at=began
    )
    read_in_background.func(read.pk)  # at once; the job that waits for a worker finds it done
    read.refresh_from_db()
    plan = operations.take_in(read, title=read.plan_document.title or path.stem, by=office, at=began)
    have_posts_held(plan, accounts, at=began)
    run_last_round(plan, accounts, office=office, at=at)
    write_down_risks(plan, by=office, at=at)
    move_a_date_twice(plan, by=office, at=at)
    decide_on_dates(plan, accounts, office=office, at=at)
    hang_together(plan, by=office, at=at)
    score_actions(plan, by=office, at=at)
    show_what_is_done(plan, accounts, office=office, at=at)
    record_assurance(plan, office=office, at=at)
    ask_for_other_dates(plan, accounts, at=at)
    set_up_round(plan, accounts, by=office, at=at)


def _add_account(account: DemonstrationAccount, council: Organisation, encoded: str, *, at: datetime) -> User:
    added = add_person(
        organisation=council, email=account.email, name=account.name, role=account.role, by=None, at=at
    )
    added.user.password = encoded
    added.user.save(update_fields=["password"])
    return added.user
