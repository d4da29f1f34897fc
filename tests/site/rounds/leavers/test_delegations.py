"""Letting somebody answer for another, from one day to another."""

from datetime import date

import pytest
from django.urls import reverse

from followthrough.site.people.roles import Role
from followthrough.site.rounds.models import Delegation
from tests.site.cast import person

PAGE = "delegations"
DAYS = {"from_on": "2022-12-01", "to_on": "2022-12-24"}


def ask(client, **form):
    return client.post(reverse(PAGE), DAYS | form)


def test_somebody_who_goes_away_lets_another_answer(owen, dora, client_of):
    client = client_of(owen)
    ask(client, to_user=dora.pk)
    page = client.get(reverse(PAGE)).content.decode()

    made = Delegation.objects.get()
    assert (made.from_user, made.to_user, made.to_on) == (owen, dora, date(2022, 12, 24))
    assert "Dora answers for Owen from 1 December 2022 to 24 December 2022." in page


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"to_on": "2022-11-30"}, "The last day is before the first."),
        ({"from_on": "2022-11-01", "to_on": "2022-11-02"}, "The last day has passed."),
        ({"from_on": "soon"}, "Write the day like 5 December 2026."),
        ({"from_on": ""}, "Enter the first day."),
        ({"to_user": ""}, "Choose who answers meanwhile."),
        ({"to_user": "99999"}, "Choose one of the people in the list."),
    ],
)
def test_what_is_wrong_is_said_beside_its_box(owen, dora, client_of, form, sentence):
    page = ask(client_of(owen), **{"to_user": dora.pk} | form).content.decode()

    assert sentence in page
    assert not Delegation.objects.exists()


def test_a_day_may_be_typed_in_words(owen, dora, client_of):
    ask(client_of(owen), to_user=dora.pk, from_on="1 December 2022", to_on="24/12/2022")

    assert Delegation.objects.get().from_on == date(2022, 12, 1)


def test_asking_for_the_same_day_again_says_to_end_it_first(owen, dora, client_of):
    client = client_of(owen)
    ask(client, to_user=dora.pk)
    again = ask(client, to_user=dora.pk, to_on="2022-12-30")

    assert "Dora answers from this day already. End that first." in again.content.decode()


def test_nobody_gives_away_the_work_of_another(owen, dora, rita, client_of):
    page = ask(client_of(owen), to_user=owen.pk, from_user=dora.pk).content.decode()

    assert "Choose one of the people in the list." in page
    assert "Rita" not in page


def test_the_office_chooses_for_whom(alice, owen, dora, client_of):
    client = client_of(alice)
    ask(client, from_user=owen.pk, to_user=dora.pk)
    same = ask(client, from_user=owen.pk, to_user=owen.pk)

    assert Delegation.objects.get().from_user == owen
    assert "Choose somebody else than who is away." in same.content.decode()


def test_it_is_ended_by_whoever_gave_or_holds_it_and_by_nobody_else(owen, dora, client_of, riverbank):
    ask(client_of(owen), to_user=dora.pk)
    path = reverse("stop_delegation", args=[Delegation.objects.get().pk])
    stranger = person("Olga", riverbank, Role.UPDATE_OWNER)
    assert client_of(stranger).post(path).status_code == 404
    client_of(dora).post(path)

    assert not Delegation.objects.exists()


def test_somebody_of_another_organisation_can_not_be_chosen(owen, charlie, client_of):
    assert "Charlie" not in client_of(owen).get(reverse(PAGE)).content.decode()
