"""A person is given what is stored of them, and nothing that would open their account."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.urls import reverse

from followthrough.cli import main
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.people.models import Membership
from followthrough.site.people.roles import Role
from tests.site.cast import showing_who_they_are
from tests.site.personal_data.conftest import NAME

pytestmark = pytest.mark.django_db


def unpacked(content: bytes) -> tuple[dict, str]:
    with ZipFile(BytesIO(content)) as packed:
        return json.loads(packed.read("personal data.json")), packed.read("personal data.html").decode()


def test_somebody_gets_what_is_stored_of_them_and_the_history_says_so(acted, client_of):
    secret = Authenticator.objects.get(user=acted)
    secret.data = {"secret": "open sesame"}
    secret.save()

    answer = client_of(acted).post(reverse("download_my_data"))

    facts, page = unpacked(answer.content)
    assert (facts["name"], facts["email"]) == (NAME, acted.email)
    assert facts["stored"]["Post holder (user)"][0]["user"] == str(acted.pk)
    assert facts["stored"]["Action return (sent by)"][0]["done"] == "Eight of nine done."
    done = facts["stored"]["History: what they did and what was done to their account"]
    assert any("sent the return for" in each["what was done"] for each in done)
    assert [each["kind"] for each in facts["stored"]["Sign-ins and downloads"]][-1] == "refused"
    assert "Eight of nine done." in page
    for hidden in ("open sesame", acted.password, client_of(acted).session.session_key):
        assert hidden not in json.dumps(facts) + page
    assert sentence(Event.objects.latest("pk")) == f"{NAME} downloaded what is stored of {NAME}."


def test_an_administrator_gets_it_after_showing_who_they_are(acted, adam, client_of):
    address = reverse("download_person_data", args=[acted.memberships.get().pk])
    late = showing_who_they_are(client_of(adam), adam, seconds_ago=3600)
    assert late.post(address).status_code == 302
    facts, _ = unpacked(client_of(adam).post(address).content)
    assert facts["email"] == acted.email
    assert sentence(Event.objects.latest("pk")) == f"Adam downloaded what is stored of {NAME}."


def test_who_is_of_another_organisation_too_is_theirs_alone_to_give(acted, adam, hillside, client_of):
    Membership.objects.create(user=acted, organisation=hillside, role=Role.MEMBER)
    person = acted.memberships.order_by("pk").first().pk
    assert client_of(adam).post(reverse("download_person_data", args=[person])).status_code == 403
    page = client_of(adam).get(reverse("person_data", args=[person])).content.decode()
    assert "another organisation too" in page
    assert "Download" not in page


def test_the_command_writes_it_to_a_file(acted, tmp_path):
    told = CliRunner().invoke(main, ["people", "data", acted.email, str(tmp_path / "data.zip")])
    assert told.exit_code == 0, told.output
    assert unpacked((tmp_path / "data.zip").read_bytes())[0]["name"] == NAME
