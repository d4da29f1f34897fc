"""Silence in the register: of a file's periods, of rounds that were run here, before and after their lock."""

import pytest
from django.http import QueryDict

from followthrough.plan.document import Status
from followthrough.rules.answers import Answer
from followthrough.rules.calendars import monthly
from followthrough.rules.silence import silences_of as silences_in
from followthrough.site.register.conditions import condition
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.lists.listing import Listing
from followthrough.site.register.queries import with_rows_of_the_register
from followthrough.site.register.silence import silences_of
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from followthrough.site.rounds.past_rounds import rounds_from_periods
from followthrough.site.rounds.returns.answering import send_return
from tests.site.cast import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(library, opened, owen):
    """The November round in which L1.1 alone gave its return."""
    rounds_from_periods(library, by=None, at=NOW)
    one = opened.returns.get(action__ref="L1.1")
    answer = Answer(done="All nine are done.", status=Status.COMPLETE)
    send_return(one, answer=answer, version=0, by=owen, at=NOW)
    return opened


def sentences(plan) -> dict[str, str]:
    rows = list(with_rows_of_the_register(plan.actions.filter(archived_at=None)))
    found = silences_of(plan, rows)
    return {row.ref: found[row.pk].sentence for row in rows if row.pk in found}


def refs(plan, name: str) -> set[str]:
    return set(plan.actions.filter(condition(name, plan, TODAY)).values_list("ref", flat=True))


def in_document(plan) -> dict[str, str]:
    document = as_document(plan)
    pairs = zip(document.actions, silences_in(document), strict=True)
    return {action.ref: silence.sentence for action, silence in pairs if silence and silence.running}


def test_while_a_round_is_open_its_silence_is_not_counted(library, answered):
    assert refs(library, "no_return_yet") >= {"L1.2"}
    assert sentences(library) == in_document(library)
    assert not any("November" in each for each in sentences(library).values())


def test_a_list_by_status_says_how_many_of_it_have_given_no_return_since(library, answered, alice):
    lock_round(answered, by=alice, at=NOW)
    silent = library.actions.filter(condition("open", library, TODAY), condition("no_return", library, TODAY))
    by_status = Listing(library, QueryDict(f"status={silent[0].status}"), day=TODAY)
    led_to = Listing(library, QueryDict(by_status.query_of_silent), day=TODAY)

    assert 0 < by_status.number_silent <= by_status.number_found
    assert by_status.number_silent == led_to.number_found
    assert led_to.number_silent == 0
    assert Listing(library, QueryDict(""), day=TODAY).number_silent == 0


def test_once_it_is_locked_who_gave_no_return_is_silent(library, answered, alice):
    lock_round(answered, by=alice, at=NOW)
    missing = set(answered.returns.filter(state="not_started").values_list("action__ref", flat=True))

    assert refs(library, "no_return") == missing
    assert refs(library, "no_return_yet") == set()
    assert set(sentences(library)) == missing
    assert sentences(library) == in_document(library)
    assert sentences(library)["L1.2"].endswith("no return in November 2022.")


def test_published_figures_name_the_same(library, answered, alice):
    lock_round(answered, by=alice, at=NOW)
    published = publish_round(answered, by=alice, at=NOW)
    missing = set(published.standings.filter(missing_return=True).values_list("ref", flat=True))

    assert set(sentences(library)) == missing == refs(library, "no_return")


def test_twice_running_is_both_of_the_last_two_rounds(library, answered, alice):
    lock_round(answered, by=alice, at=NOW)
    (december,) = make_rounds(library, days=monthly("2022-12", "2022-12"), by=alice, at=NOW)
    lock_round(open_round(december, by=alice, at=NOW), by=alice, at=NOW)

    assert "L1.1" in refs(library, "no_return")
    assert refs(library, "no_return_twice") == refs(library, "no_return") - {"L1.1"}
    assert sentences(library)["L1.2"].endswith("no return in November or December 2022, 2 rounds running.")
    assert sentences(library) == in_document(library)


def test_the_number_of_queries_does_not_grow(library, answered, alice, django_assert_num_queries):
    lock_round(answered, by=alice, at=NOW)
    rows = list(with_rows_of_the_register(library.actions.all()))

    with django_assert_num_queries(3):
        silences_of(library, rows)
    with django_assert_num_queries(3):
        silences_of(library, rows[:2])
