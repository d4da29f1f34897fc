"""The administrator's pages about people."""

import re

from django.urls import reverse

from followthrough.site.people.models import Membership
from followthrough.site.people.roles import Role
from tests.site.cast import person


def test_the_list_has_everybody_of_the_organisation_and_nobody_else(adam, mary, charlie, client_of):
    page = client_of(adam).get(reverse("people")).content.decode()

    assert "2 accounts of Riverbank Council" in page
    assert "mary@riverbank.example" in page
    assert "charlie" not in page.lower()


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    adam, mary, client_of, riverbank, django_assert_max_num_queries
):
    client = client_of(adam)
    with django_assert_max_num_queries(5):
        client.get(reverse("people"))
    for number in range(20):
        person(f"Otter{number}", riverbank, Role.MEMBER)
    with django_assert_max_num_queries(5):
        client.get(reverse("people"))


def test_a_person_is_added_and_can_then_be_given_a_link(adam, riverbank, client_of):
    client = client_of(adam)
    form = {"name": "Otter", "email": "otter@riverbank.example", "role": "member"}

    added = client.post(reverse("add_person"), form, follow=True)

    otter = Membership.objects.get(user__email="otter@riverbank.example", organisation=riverbank)
    assert otter.role == Role.MEMBER
    assert added.request["PATH_INFO"] == reverse("invitations")
    assert "Otter is added. Nothing was sent: copy a link" in added.content.decode()


def test_adding_says_everything_that_is_missing(adam, client_of):
    page = client_of(adam).post(reverse("add_person")).content.decode()

    for wanted in (
        "Enter the person&#x27;s name.",
        "Enter the person&#x27;s e-mail address.",
        "Choose a role.",
    ):
        assert page.count(wanted) == 2, "once in the summary and once at its box"


def test_an_address_longer_than_the_register_of_accounts_holds_is_refused(adam, client_of):
    form = {"name": "Otter", "email": f"{'o' * 60}@{'r.' * 100}example", "role": "member"}

    page = client_of(adam).post(reverse("add_person"), form).content.decode()

    assert "Use 254 letters or fewer" in page


def test_an_address_that_has_an_account_is_refused(adam, charlie, client_of):
    form = {"name": "Charlie", "email": "CHARLIE@hillside.example", "role": "member"}

    page = client_of(adam).post(reverse("add_person"), form).content.decode()

    assert "has an account already" in page
    assert charlie.memberships.count() == 1


def test_a_person_is_changed(adam, mary, client_of):
    address = reverse("person", args=[mary.memberships.get().pk])

    client_of(adam).post(address, {"name": "Mary Weir", "role": "reviewer", "can_sign_in": "on"})

    mary.refresh_from_db()
    assert (mary.name, mary.memberships.get().role, mary.is_active) == ("Mary Weir", "reviewer", True)


def test_nobody_changes_their_own_role_or_closes_their_own_account(adam, client_of):
    address = reverse("person", args=[adam.memberships.get().pk])

    client_of(adam).post(address, {"name": "Adam Weir", "role": "member", "can_sign_in": ""})

    adam.refresh_from_db()
    assert (adam.name, adam.memberships.get().role, adam.is_active) == ("Adam Weir", "administrator", True)


def test_a_link_is_shown_once_and_kept_by_nobody(adam, mary, client_of):
    answer = client_of(adam).post(reverse("password_link", args=[mary.memberships.get().pk]))

    assert re.search(r"http://testserver/set-password/\w+-[\w-]+/", answer.content.decode())
    assert "no-store" in answer["Cache-Control"]


def test_a_closed_account_gets_no_link(adam, mary, client_of):
    mary.is_active = False
    mary.save()

    assert client_of(adam).post(reverse("password_link", args=[mary.memberships.get().pk])).status_code == 404


def test_an_account_page_says_what_the_role_may_do(mary, client_of):
    page = client_of(mary).get(reverse("account")).content.decode()

    assert "Member. Reads what the rounds of every plan published." in page
