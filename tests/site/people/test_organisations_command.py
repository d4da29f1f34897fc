"""The commands with which whoever runs an installation adds organisations."""

import json
import re

import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from followthrough.cli import main
from followthrough.site.history.models import Event
from followthrough.site.people.models import Membership, Organisation
from followthrough.site.people.operations import create_organisation
from followthrough.site.people.roles import Role
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db


def run(*arguments: str):
    return CliRunner().invoke(main, ["organisations", *arguments])


def add(name: str = "Upper Weir Council", email: str = "otter@weir.example", *more: str):
    return run("add", name, "--administrator", "Otter", "--email", email, *more)


def test_a_further_organisation_comes_with_an_administrator_and_the_link_for_them(riverbank):
    answer = add("Upper Weir Council", "otter@weir.example", "--address", "https://plans.weir.example/")

    assert (answer.exit_code, answer.stderr) == (0, "")
    membership = Membership.objects.get()
    assert (membership.role, membership.organisation.slug) == (Role.ADMINISTRATOR, "upper-weir-council")
    link = re.search(r"https://plans.weir.example(/set-password/\S+)", answer.stdout)
    assert Client().get(link.group(1)).status_code == 302
    listed = json.loads(run("list", "--format", "json").stdout)
    assert [(each["slug"], each["plans"], each["accounts"]) for each in listed] == [
        ("riverbank", 0, 0),
        ("upper-weir-council", 0, 1),
    ]


@pytest.mark.parametrize(
    ("name", "email", "said"),
    [
        ("riverbank council", "otter@weir.example", "already, with the short name riverbank"),
        ("  ", "otter@weir.example", "a name of 1 to 200 letters"),
        ("x" * 201, "otter@weir.example", "a name of 1 to 200 letters"),
        ("Weir", "otter", "otter is no e-mail address."),
        ("Weir", "Mary@riverbank.example", "an account belongs to one organisation"),
    ],
)
def test_what_cant_be_added_is_one_sentence_and_changes_nothing(mary, name, email, said):
    answer = add(name, email)

    assert answer.exit_code == 2
    assert said in answer.stderr
    assert Organisation.objects.count() == 1
    assert not Event.objects.exists()


def test_names_that_read_alike_get_short_names_apart(db):
    names = ("Weir & Dale", "Weir, Dale", "Weir Dale", "水")
    slugs = [create_organisation(name=name, by=None, at=NOW).slug for name in names]

    assert slugs == ["weir-dale", "weir-dale-2", "weir-dale-3", "organisation"]


def test_it_is_said_which_organisation_oversees_and_each_change_is_an_event_once(riverbank):
    for answer in ("yes", "yes", "no"):
        assert run("oversees", "riverbank", answer).exit_code == 0

    types = list(Event.objects.order_by("pk").values_list("type", flat=True))
    assert types == ["organisation.oversees", "organisation.oversees_no_more"]
    refused = run("oversees", "weir", "yes")
    assert (refused.exit_code, "There is no organisation “weir”" in refused.stderr) == (2, True)


def test_people_are_told_which_organisation_they_are_in(mary, client_of):
    page = client_of(mary).get(reverse("account")).content.decode()

    assert page.count("Riverbank Council") >= 3  # title, head, and the line on the account
