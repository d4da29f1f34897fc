"""Forms as they are drawn."""

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.urls import get_resolver
from lxml import html


def forms_of_the_site() -> list[type[forms.Form]]:
    """Each form of its own that the site can be sent, but for filters, which find nothing instead; what a
    form of another package says is said where it is made."""
    get_resolver().url_patterns  # noqa: B018  -- brings in the views, and with them their forms
    found, waiting = [], [forms.Form]
    while waiting:
        below = [each for each in waiting.pop().__subclasses__() if not each.__module__.startswith("allauth")]
        waiting += below
        found += [each for each in below if each.__module__.startswith("followthrough.site")]
    return [each for each in found if not each.__name__.endswith("Filters")]


def test_each_box_that_holds_so_much_says_so_in_words_of_its_own():
    boxes = [(form, box) for form in forms_of_the_site() for box in form.base_fields.items()]

    assert len(boxes) > 100
    assert [
        f"{form.__name__}.{name}"
        for form, (name, field) in boxes
        if getattr(field, "max_length", None) and "max_length" not in field.error_messages
    ] == []


class EveryForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="As it is printed.")
    email = forms.EmailField()
    password = forms.CharField(widget=forms.PasswordInput)
    words = forms.CharField(widget=forms.Textarea)
    theme = forms.ChoiceField(choices=[("", "Any"), ("1", "Roofs")])
    role = forms.ChoiceField(widget=forms.RadioSelect, choices=[("a", "First"), ("b", "Second")])
    kinds = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=[("a", "A"), ("b", "B")])
    sure = forms.BooleanField(label="Sure")
    due = forms.DateField(help_text="For example, 31 October 2022.")
    file = forms.FileField()
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form: forms.Form, **context: Any) -> html.HtmlElement:
    return html.fromstring(f"<div>{form}</div>")


@pytest.fixture(scope="module")
def empty() -> html.HtmlElement:
    return drawn(EveryForm())


@pytest.fixture(scope="module")
def refused() -> html.HtmlElement:
    return drawn(EveryForm({}))


def test_every_box_has_a_label(empty):
    boxes = empty.xpath("//input[not(@type='hidden')] | //textarea | //select")

    assert len(boxes) == 12
    for box in boxes:
        assert empty.xpath(f"//label[@for='{box.get('id')}']"), box.get("name")


def test_choices_stand_in_a_group_with_a_legend(empty):
    legends = [legend.text for legend in empty.xpath("//fieldset/legend")]

    assert legends == ["Role", "Kinds"]


def test_a_hint_is_tied_to_its_box(empty):
    title = empty.get_element_by_id("id_title")

    assert empty.get_element_by_id(title.get("aria-describedby")).text == "As it is printed."


def test_a_hint_and_an_error_are_both_tied_to_the_box(refused):
    described = refused.get_element_by_id("id_title").get("aria-describedby").split()

    assert [refused.get_element_by_id(one).text_content().split()[0] for one in described] == ["As", "Error:"]


def test_an_error_of_choices_is_tied_to_their_group(refused):
    group = refused.xpath("//fieldset[legend='Role']")[0]

    assert "Error:" in refused.get_element_by_id(group.get("aria-describedby")).text_content()


def test_every_id_that_is_named_is_there_once(refused):
    ids = refused.xpath("//@id")
    named = [one for value in refused.xpath("//@aria-describedby") for one in value.split()]

    assert len(ids) == len(set(ids))
    assert set(named) <= set(ids)


def test_the_error_summary_leads_to_the_first_box_of_each_field():
    form = EveryForm({})
    summary = html.fromstring(render_to_string("partials/error_summary.html", {"form": form}))
    page = drawn(form)

    targets = [link.lstrip("#") for link in summary.xpath("//a/@href")]
    assert [page.get_element_by_id(one).tag for one in targets] == [
        "input", "input", "input", "textarea", "select", "input", "input", "input", "input", "input",
    ]  # fmt: skip
    assert "id_role_0" in targets


def test_the_error_summary_is_not_there_when_nothing_is_wrong():
    assert render_to_string("partials/error_summary.html", {"form": EveryForm()}).strip() == ""


def test_what_was_entered_stays_except_a_password():
    page = drawn(EveryForm({"title": "Mend <the> weir", "password": "otters", "role": "b", "kinds": ["a"]}))

    assert page.get_element_by_id("id_title").get("value") == "Mend <the> weir"
    assert page.get_element_by_id("id_password").get("value") is None
    assert page.xpath("//input[@type='radio' and @checked]/@value") == ["b"]
    assert page.xpath("//input[@type='checkbox' and @checked]/@value") == ["a"]


def test_a_label_from_outside_is_never_markup():
    class OddForm(forms.Form):
        title = forms.CharField(label="<b>Title</b>")

    assert drawn(OddForm()).xpath("//b") == []
