"""The demonstration: an invented council in an empty database, and nowhere else."""

from io import StringIO

import pytest
from django.core.management import call_command

from followthrough.site.imports.demonstration import COUNCIL, PASSWORD
from followthrough.site.imports.models import Import
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import Role
from followthrough.site.register.models import Plan

pytestmark = pytest.mark.django_db


def demonstrate() -> str:
    out = StringIO()
    call_command("demonstration", stdout=out)
    return out.getvalue()


def test_an_empty_database_gets_a_plan_and_an_account_for_each_role():
    printed = demonstrate()

    assert PASSWORD in printed
    assert {membership.role for membership in Membership.objects.all()} == set(Role)
    for user in User.objects.all():
        assert user.email in printed
        assert user.check_password(PASSWORD)
    assert Plan.objects.get().actions.count() > 50
    assert Import.objects.get().state == "taken_in"


def test_a_second_time_adds_nothing_and_prints_the_same():
    first = demonstrate()

    assert demonstrate() == first
    assert Organisation.objects.get().name == COUNCIL
    assert Plan.objects.count() == 1


def test_a_demonstration_plan_that_was_taken_out_stays_out():
    demonstrate()
    Import.objects.update(state="read", plan=None, decided_at=None, decided_by=None)
    Plan.objects.all().delete()
    demonstrate()

    assert not Plan.objects.exists()


def test_an_account_that_was_closed_is_not_printed():
    demonstrate()
    User.objects.filter(email="member@alderbrook.example").update(is_active=False)

    assert "member@alderbrook.example" not in demonstrate()


def test_a_database_in_use_gets_nothing(alice):
    printed = demonstrate()

    assert "no demonstration was added" in printed
    assert User.objects.get() == alice
    assert not Plan.objects.exists()
