"""The writes about people, each with its event."""

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.people.models import User
from followthrough.site.people.operations import (
    add_person,
    change_person,
    create_organisation,
    make_password_link,
)
from followthrough.site.people.roles import Role
from tests.site.cast import NOW


def told() -> list[str]:
    return [sentence(event) for event in Event.objects.order_by("pk")]


def test_a_new_organisation_has_a_slug_of_its_name(db):
    organisation = create_organisation(name="Upper Weir District Council", by=None, at=NOW)

    assert organisation.slug == "upper-weir-district-council"
    assert told() == ["The system set up Upper Weir District Council."]


def test_a_person_is_added_with_a_role(riverbank, adam):
    person = add_person(
        organisation=riverbank,
        email="Otter@Riverbank.example",
        name="Otter",
        role=Role.MEMBER,
        by=adam,
        at=NOW,
    )

    assert (person.user.email, person.role) == ("otter@riverbank.example", Role.MEMBER)
    assert told() == ["Adam added Otter (Member)."]


def test_each_change_of_a_person_is_told(adam, mary):
    change_person(
        membership=mary.memberships.get(),
        name="Mary Weir",
        role=Role.REVIEWER,
        can_sign_in=False,
        by=adam,
        at=NOW,
    )

    changed = User.objects.get(pk=mary.pk)
    assert (changed.name, changed.is_active) == ("Mary Weir", False)
    assert changed.memberships.get().role == Role.REVIEWER
    assert told() == [
        "Adam changed the name of Mary to Mary Weir.",
        "Adam changed the role of Mary Weir from Member to Reviewer.",
        "Adam closed the account of Mary Weir.",
    ]


def test_saving_a_person_as_they_are_tells_nothing(adam, mary):
    change_person(
        membership=mary.memberships.get(), name="Mary", role=Role.MEMBER, can_sign_in=True, by=adam, at=NOW
    )

    assert told() == []


def test_making_a_password_link_is_told_without_the_link(adam, mary):
    path = make_password_link(membership=mary.memberships.get(), by=adam, at=NOW)

    assert told() == ["Adam made a link with which Mary can set a password."]
    assert path not in str(Event.objects.values())


def test_a_password_link_works_once(adam, mary, client):
    path = make_password_link(membership=mary.memberships.get(), by=adam, at=NOW)
    form = client.get(path)["Location"]
    new = {"password1": "otters swim at dawn", "password2": "otters swim at dawn"}

    assert client.post(form, new)["Location"] == reverse("account_reset_password_from_key_done")
    assert User.objects.get(pk=mary.pk).check_password("otters swim at dawn")
    assert "does not work any more" in client.get(path).content.decode()


def test_a_password_link_is_over_after_three_days(adam, mary, client, monkeypatch):
    path = make_password_link(membership=mary.memberships.get(), by=adam, at=NOW)
    made = PasswordResetTokenGenerator()._num_seconds(PasswordResetTokenGenerator()._now())
    monkeypatch.setattr(
        PasswordResetTokenGenerator,
        "_num_seconds",
        lambda self, now: made + settings.PASSWORD_RESET_TIMEOUT + 60,
    )

    assert "does not work any more" in client.get(path).content.decode()
