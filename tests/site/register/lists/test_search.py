"""Finding actions by their words, and the indexes that the database keeps right."""

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from followthrough.plan.document import Action as PlannedAction
from followthrough.plan.document import Note, Owner, PlanDocument
from followthrough.plan.document import Update as PlannedUpdate
from followthrough.site.register.lists.search import search
from followthrough.site.register.lists.search_index import create_search, drop_search, mend_search
from followthrough.site.register.models import Action, Update
from followthrough.site.register.operations import apply, remove_plan
from tests.site.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(library):
    """A function that gives the refs of what is found in the library's plan."""

    def refs(words: str) -> list[str | None]:
        return [action.ref for action in library.actions.filter(search(words))]

    return refs


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        ("nine branches", ["L1.1"]),
        ("tender", ["L1.2"]),
        ("seven", ["L1.1"]),
        ("clerk", ["L2.0"]),
        ("culture", ["L1.1"]),
    ],
    ids=["title", "milestone", "update", "note", "owner"],
)
def test_words_are_found_wherever_an_action_has_them(found, words, refs):
    assert found(words) == refs


def test_each_word_must_be_there_but_not_in_the_same_text(found):
    assert found("survey seven culture") == ["L1.1"]
    assert found("survey clerk") == []


def test_a_word_is_found_in_its_other_forms_and_by_its_beginning(found):
    assert found("surveying") == ["L1.1"]
    assert found("contr") == ["L1.2"]
    assert found("MENDED") == ["L1.0"]


def test_a_quoted_phrase_is_those_words_in_that_order(found):
    assert found('"library roof"') == ["L1.0"]
    assert found('"roof library"') == []
    assert found("“library roof”") == ["L1.0"]


def test_a_ref_is_found_with_what_mentions_it_and_what_stands_under_it(found):
    assert found("L1.1") == ["L1.1", "L1.2"]
    assert found("l2") == ["L2.0"]


def test_a_ref_of_numbers_is_found_with_what_stands_under_it(riverbank):
    document = PlanDocument(actions=[PlannedAction(ref=ref, title="x") for ref in ("1.2", "1.2.3", "2.1")])
    plan = apply(document, organisation=riverbank, by=None, at=NOW)

    assert [action.ref for action in plan.actions.filter(search("1.2"))] == ["1.2", "1.2.3"]


def test_the_names_of_what_json_holds_are_no_words(found):
    assert found("earliest") == []


@pytest.mark.parametrize("odd", ["''", '"', "* ^ -", "%", "\x00", "🙂", "--", "NEAR(", ")"])
def test_odd_characters_find_nothing_and_break_nothing(found, odd):
    assert found(odd) == [] or odd == "NEAR("


@pytest.mark.parametrize(
    "around", ["clerk*", "-clerk", "clerk)", "(clerk", "clerk' OR", "clerk:", "{clerk}", "clerk;"]
)
def test_odd_characters_around_a_word_are_passed_over(found, around):
    assert found(around.removesuffix(" OR")) == ["L2.0"]


def test_words_of_a_searching_language_are_words_like_others(found):
    assert found("survey OR clerk") == []
    assert found("survey NEAR roofs") == []


@settings(max_examples=25)
@given(asked=st.text(max_size=40))
def test_whatever_is_asked_is_answered(found_quietly, asked):
    assert isinstance(found_quietly(asked), list)


@pytest.fixture(scope="module")
def found_quietly(django_db_setup, django_db_blocker):
    """A function that searches an empty register, for many examples in a row."""
    with django_db_blocker.unblock():
        yield lambda words: list(Action.objects.filter(search(words)))


def test_a_very_long_question_is_asked_by_its_first_words(found):
    assert found("clerk " * 5000) == ["L2.0"]


def test_a_text_that_is_edited_is_found_by_its_new_words_alone(library, found):
    library.actions.filter(ref="L2.0").update(title="Agree closing days", notes=[])
    Update.objects.filter(action__ref="L2.0").update(text="Done in June.")

    assert found("closing") == found("june") == ["L2.0"]
    assert found("opening") == found("clerk") == found("july") == []


def test_what_is_added_later_is_found(library, found, alice):
    action = library.actions.get(ref="L3.0")
    Update.objects.create(action=action, position=9, text="Questionnaires printed", by=alice, at=NOW)

    assert found("questionnaire") == ["L3.0"]


def test_what_was_taken_out_is_found_no_more(library, alice):
    remove_plan(library, by=alice, at=NOW)

    assert not Action.objects.filter(search("roof")).exists()


def test_a_text_longer_than_any_index_takes_can_still_be_kept(riverbank):
    words = " ".join(f"word{number}" for number in range(150_000))
    action = PlannedAction(title="Short", updates=[PlannedUpdate(text=words)], notes=[Note(text=words)])
    plan = apply(PlanDocument(actions=[action]), organisation=riverbank, by=None, at=NOW)

    assert plan.actions.filter(search("word17")).exists()


def test_accents_and_other_alphabets_are_found(riverbank):
    action = PlannedAction(title="Rénover l’école", owners=[Owner(role="Lead", name="Прораб")])
    plan = apply(PlanDocument(actions=[action]), organisation=riverbank, by=None, at=NOW)

    assert plan.actions.filter(search("école")).exists()
    assert plan.actions.filter(search("прораб")).exists()


def test_the_index_is_filled_with_what_is_there_already(library, found):
    connection.check_constraints()
    editor = connection.schema_editor()
    drop_search(apps, editor)
    create_search(apps, editor)

    assert found("clerk") == ["L2.0"]


def test_triggers_lost_by_a_migration_of_sqlite_are_made_anew(library, found):
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER register_update_words_INSERT")
        Update.objects.create(action=library.actions.get(ref="L3.0"), position=9, text="Zebra")
        assert found("zebra") == []
        assert mend_search(connection)
        assert found("zebra") == ["L3.0"]

    assert not mend_search(connection)
