"""A report that was frozen: as plain values, and the same files made from them again."""

import json

import pytest

from followthrough.outputs.report.file import FORMATS
from followthrough.outputs.report.frozen import digest_of, file_of, freeze, stamped
from followthrough.outputs.report.kinds import BY_NAME, KINDS
from followthrough.outputs.report.making import make_report
from tests.outputs.report.test_formats import facts, plan, position


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_what_is_frozen_gives_the_same_file_again(kind):
    stand, known = position(plan()), facts()
    kept = json.loads(json.dumps(freeze(kind, stand, known)))

    assert file_of(kept, "json") == make_report(kind, stand, known, "json")
    assert file_of(kept, "html") == make_report(kind, stand, known, "html")


@pytest.mark.parametrize("form", FORMATS)
def test_each_format_is_made_again(form):
    stand, known = position(plan()), facts()
    kept = json.loads(json.dumps(freeze(BY_NAME["cabinet"], stand, known)))

    assert file_of(kept, form) == make_report(BY_NAME["cabinet"], stand, known, form)


def test_its_digest_is_that_of_what_it_says():
    kept = freeze(BY_NAME["cabinet"], position(plan()), facts())
    again = freeze(BY_NAME["cabinet"], position(plan()), facts())
    other = freeze(BY_NAME["cabinet"], position(plan(text="The pump is out.")), facts())

    assert digest_of(kept) == digest_of(again) == digest_of(json.loads(json.dumps(kept)))
    assert digest_of(kept) != digest_of(other)


@pytest.mark.parametrize("kind", ["cabinet", "own-shape"])
def test_a_stamp_stands_in_each_file_that_has_room_for_it(kind):
    kept = stamped(freeze(BY_NAME[kind], position(plan()), facts()), [("Edition", "Edition 7")])

    assert "Edition 7" in file_of(kept, "json").decode()
    assert "Edition 7" in file_of(kept, "html").decode()
