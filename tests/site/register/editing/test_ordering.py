"""The order of actions, themes and workstreams, and the themes of a plan written by hand."""

import html

import pytest
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from followthrough.site.register.editing.ordering import move_action, move_place
from followthrough.site.register.editing.plan import approve_plan
from followthrough.site.register.editing.themes import NotEmptyError, change_places
from followthrough.site.register.models import Plan
from tests.site.cast import NOW


def refs(plan: Plan) -> list[str | None]:
    return list(plan.actions.order_by("position").values_list("ref", flat=True))


def boxes(client, plan: Plan) -> dict[str, str]:
    form = client.get(reverse("edit_themes", args=[plan.slug])).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def retitled(client, plan: Plan, **sent: str) -> str:
    address = reverse("edit_themes", args=[plan.slug])
    return html.unescape(client.post(address, {**boxes(client, plan), **sent}, follow=True).content.decode())


def test_an_action_passes_the_one_beside_it_with_its_parts(library, alice):
    before = refs(library)
    last = library.actions.get(ref="L3.0")

    assert move_action(last, up=True, by=alice, at=NOW)

    after = refs(library)
    assert after.index("L3.0") == after.index("L2.0") - 1
    assert sorted(map(str, after)) == sorted(map(str, before))
    assert move_action(last, up=False, by=alice, at=NOW)
    assert refs(library) == before


def test_the_first_of_a_place_can_not_move_up(library, alice, client_of):
    first = library.actions.get(ref="L2.0")
    address = reverse("order_action", args=[library.slug, first.number])

    page = client_of(alice).post(address, {"up": "yes"}, follow=True).content.decode()

    assert "It is the first in its place already." in page
    assert not Event.objects.filter(type="action.moved").exists()


def test_a_theme_passes_its_neighbour_with_all_that_stands_in_it(library, alice):
    first, second = library.themes.order_by("position")[:2]
    moving = list(library.actions.filter(theme=second).order_by("position").values_list("ref", flat=True))

    assert move_place(second, up=True, by=alice, at=NOW)

    assert list(library.themes.order_by("position"))[:2] == [second, first]
    assert refs(library)[: len(moving)] == moving
    assert sentence(Event.objects.order_by("pk").last()).endswith("moved up.")
    assert not move_place(library.themes.get(pk=second.pk), up=True, by=alice, at=NOW)


def test_a_theme_moves_by_its_button(library, alice, client_of):
    first = library.themes.order_by("position").first()

    client_of(alice).post(reverse("edit_themes", args=[library.slug]), {"down": f"theme_{first.pk}"})

    assert library.themes.order_by("position").first() != first


@pytest.mark.parametrize("wanted", ["theme_x", "theme_", "plan_1", "theme_999999", "theme_" + "9" * 5000, ""])
def test_a_button_for_nothing_changes_nothing(library, alice, client_of, wanted):
    answer = client_of(alice).post(reverse("edit_themes", args=[library.slug]), {"up": wanted})

    assert answer.status_code in {200, 302, 404}
    assert not Event.objects.filter(type="place.moved").exists()


def test_themes_are_added_renamed_and_taken_away_where_nothing_stands_in_them(library, alice, client_of):
    client, theme = client_of(alice), library.themes.order_by("position").first()
    retitled(client, library, new_theme="Later", **{f"theme_{theme.pk}": "Now"})
    added = library.themes.get(title="Later")
    assert library.themes.get(pk=theme.pk).title == "Now"

    assert "Something stands in “Now”." in retitled(client, library, **{f"theme_{theme.pk}": ""})
    retitled(client, library, **{f"theme_{added.pk}": ""})
    assert not library.themes.filter(pk=added.pk).exists()


def test_a_workstream_is_added_to_its_theme(library, alice, client_of):
    theme = library.themes.order_by("position").first()

    retitled(client_of(alice), library, **{f"new_workstream_{theme.pk}": "Attics"})

    assert theme.workstreams.get(title="Attics").plan == library


def test_renaming_what_is_agreed_wants_a_reason(library, alice, client_of):
    approve_plan(library, by=alice, at=NOW)
    client, theme = client_of(alice), library.themes.order_by("position").first()

    assert "Say why this changes." in retitled(client, library, **{f"theme_{theme.pk}": "Now"})
    retitled(client, library, reason="Clearer.", **{f"theme_{theme.pk}": "Now"})
    assert library.themes.get(pk=theme.pk).title == "Now"


def test_nothing_changes_where_one_of_several_can_not(library, alice):
    theme, other = library.themes.order_by("position")[:2]

    with pytest.raises(NotEmptyError):
        change_places(
            library,
            themes={theme.pk: "Now", other.pk: ""},
            workstreams={},
            new_theme="",
            new_workstreams={},
            reason="",
            by=alice,
            at=NOW,
        )

    assert library.themes.get(pk=theme.pk).title == theme.title
