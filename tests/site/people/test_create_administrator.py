"""The command that lets the first administrator in."""

import re

import pytest
from django.core.management import CommandError, call_command

from followthrough.site.history.models import Event
from followthrough.site.people.models import Membership, Organisation
from followthrough.site.people.roles import Role


def create(email: str = "otter@weir.example", organisation: str = "Upper Weir Council", **more: str) -> None:
    call_command("create_administrator", organisation=organisation, name="Otter", email=email, **more)


def test_it_adds_an_administrator_of_a_new_organisation_and_prints_a_link(db, capsys, client):
    create(address="https://plans.weir.example/")

    membership = Membership.objects.get()
    assert (membership.role, str(membership.organisation)) == (Role.ADMINISTRATOR, "Upper Weir Council")
    link = re.search(r"https://plans.weir.example(/set-password/\S+)", capsys.readouterr().out)
    assert client.get(link.group(1)).status_code == 302, "on to the form, without the key in its address"


def test_it_adds_one_more_to_an_organisation_that_is_there(riverbank):
    create(organisation="Riverbank Council")

    assert Organisation.objects.get().memberships.count() == 1


@pytest.mark.parametrize(
    ("email", "said"), [("otter", "no e-mail address"), ("mary@riverbank.example", "already")]
)
def test_an_odd_address_changes_nothing(email, said, mary):
    with pytest.raises(CommandError, match=said):
        create(email)

    assert not Event.objects.exists()
