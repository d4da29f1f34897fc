"""What the database holds to about accounts."""

import pytest
from django.db import IntegrityError

from followthrough.site.people.models import Membership, User
from followthrough.site.people.roles import Role


def test_an_email_address_has_one_account_however_it_is_written(alice):
    with pytest.raises(IntegrityError):
        User.objects.create_user("ALICE@riverbank.example", "Another Alice")


def test_an_email_address_is_kept_in_lower_case(alice):
    with pytest.raises(IntegrityError):
        User.objects.filter(pk=alice.pk).update(email="Alice@riverbank.example")


def test_an_account_has_one_role_in_an_organisation(alice, riverbank):
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=alice, organisation=riverbank, role=Role.MEMBER)


def test_a_role_that_is_none_is_refused(mary):
    with pytest.raises(IntegrityError):
        mary.memberships.update(role="emperor")


def test_a_new_account_without_a_password_has_none_that_works(db):
    user = User.objects.create_user("otter@riverbank.example", "Otter")

    assert not user.has_usable_password()
    assert not user.check_password("")
