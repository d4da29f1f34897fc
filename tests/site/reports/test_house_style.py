"""How an organisation's papers are made: chosen once, kept, and refused in a sentence where it can't be."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from followthrough.site.history.models import Event
from followthrough.site.history.sentences import sentence
from tests.outputs.report.test_house_style import tiny_png

pytestmark = pytest.mark.django_db


def choose(client, **said):
    place = reverse("house_style")
    first = {name: value for name, value in client.get(place).context["form"].initial.items() if value}
    return client.post(place, first | said)


def paper(client, round_):
    place = [round_.plan.slug, round_.period, "cabinet", "json"]
    return json.loads(client.get(reverse("report_file", args=place)).content)


def test_what_is_chosen_stands_in_every_paper_from_then_on(opened, client_of, alice):
    client = client_of(alice)
    logo = SimpleUploadedFile("logo.png", tiny_png())
    answer = choose(
        client,
        title_cabinet="Our plan",
        goes_next_to="Council",
        implications_first="on",
        short=["cabinet"],
        logo=logo,
    )
    made = paper(client, opened)

    assert answer.status_code == 302
    assert made["title"] == "Our plan"
    assert {"name": "Goes next to", "text": "Council"} in made["cover"]
    assert [each["heading"] for each in made["sections"][:2]] == ["Decisions wanted", "Implications"]
    assert made["sections"][-1]["heading"] == "What this short paper leaves out"
    assert "A logo is there" in client.get(reverse("house_style")).content.decode()
    assert "chose how the papers" in sentence(Event.objects.get(type="reports.house_style_chosen"))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"logo": SimpleUploadedFile("logo.png", b"GIF89a and more")}, "no PNG and no JPEG"),
        (
            {"logo": SimpleUploadedFile("logo.png", b"\x89PNG\r\n\x1a\n" + b"0" * 400_000)},
            "larger than 300 kB",
        ),
        ({"template": SimpleUploadedFile("body.docx", b"%PDF-1.7")}, "not a Word file"),
        ({"colour": "red"}, "six letters or figures"),
        ({"colour": "ffee00"}, "too pale"),
    ],
)
def test_what_can_not_be_used_is_refused_in_a_sentence_and_nothing_is_changed(
    opened, client_of, alice, riverbank, said, why
):
    answer = choose(client_of(alice), **said)

    assert why in answer.content.decode()
    assert not Event.objects.filter(type="reports.house_style_chosen").exists()


def test_a_sentence_is_worded_for_a_round_and_the_computed_one_stays_beside_it(opened, client_of, alice):
    client, place = client_of(alice), reverse("word_headline", args=[opened.plan.slug, opened.period])
    form = client.get(place).context["form"]
    computed = form.sentences[1]
    boxes = {f"sentence_{at}": said for at, said in enumerate(form.sentences)}
    refused = client.post(place, boxes | {"sentence_1": f"{computed} And 77 more."}).content.decode()
    client.post(place, boxes | {"sentence_1": f"Note: {computed}"})
    made = paper(client, opened)

    assert "The figures are computed and stay: this changes 77." in refused
    assert made["headline"][1] == {"lead": "", "text": f"Note: {computed}", "computed": computed}
    client.post(place, boxes)
    assert "computed" not in paper(client, opened)["headline"][1]
