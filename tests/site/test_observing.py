"""What is noted of requests, and who may see it."""

import logging

import pytest
from django.urls import reverse

from followthrough.site.history.models import Event


def test_each_answer_has_a_number_that_is_in_the_log_and_in_the_event(client_of, adam, caplog):
    with caplog.at_level(logging.INFO, logger="followthrough.site.observing"):
        form = {"email": "new@riverbank.example", "name": "Newcomer", "role": "member"}
        answer = client_of(adam).post(reverse("add_person"), form)

    number = answer["X-Request-ID"]
    (line,) = [record.msg for record in caplog.records if record.msg.get("page") == "add_person"]
    assert (line["event"], line["request_id"], line["status"]) == ("answered", number, 302)
    assert line["by"] == adam.pk
    assert Event.objects.get(type="person.added").details["request_id"] == number


def test_a_line_of_the_log_has_no_word_that_anybody_wrote(client_of, alice, caplog):
    with caplog.at_level(logging.INFO, logger="followthrough.site.observing"):
        client_of(alice).get(reverse("search_plans"), {"q": "a very private matter"})

    logged = str([record.msg for record in caplog.records])
    assert "search_plans" in logged
    assert "private" not in logged
    assert alice.email not in logged


@pytest.mark.parametrize(
    ("token", "request_", "code"),
    [
        ("", {}, 200),
        ("", {"REMOTE_ADDR": "10.1.2.3"}, 404),
        ("", {"HTTP_X_FORWARDED_FOR": "10.1.2.3"}, 404),
        ("a long token", {}, 404),
        ("a long token", {"HTTP_AUTHORIZATION": "Bearer a long token", "REMOTE_ADDR": "10.1.2.3"}, 200),
        ("a long token", {"HTTP_AUTHORIZATION": "Bearer another"}, 404),
    ],
)
def test_counts_are_for_this_machine_or_for_who_has_the_token(db, client, settings, token, request_, code):
    settings.METRICS_TOKEN = token

    answer = client.get("/metrics", **request_)

    assert answer.status_code == code
    assert ("followthrough_answers_total" in answer.content.decode()) == (code == 200)


def test_whoever_finds_a_weakness_is_told_where_to_say_so(db, client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@riverbank.example"

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    assert lines == [
        "Contact: mailto:security@riverbank.example",
        "Expires: 2023-05-29T00:00:00Z",
        "Preferred-Languages: en",
    ]
