"""The plan document comes back as it went, and what is none is refused with a sentence."""

import pytest

from followthrough.intake.grid import UnreadableFileError
from followthrough.intake.read import read_bytes
from followthrough.intake.readers.document import read_document
from followthrough.outputs.plan.as_json import to_json
from followthrough.plan.document import Action, Owner, PlanDocument, Problem, Remark, Source
from followthrough.plan.when import read_when

PLAN = PlanDocument(
    title="Improvement plan",
    source=Source(name="old.docx", media_type="text/plain", sha256="0" * 64),
    actions=[
        Action(
            ref="1", title="Publish it", owners=[Owner(role="Lead", name="CTO")], due=read_when("Spring 2026")
        )
    ],
    remarks=[Remark(text="A note.")],
    problems=[Problem(code="missing_ref", severity="warning", message="One row has no ref.")],
)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_plan_document_comes_back_as_it_went(mark):
    assert read_document(mark + to_json(PLAN).encode()) == PLAN


def test_the_source_is_the_file_that_was_read():
    plan = read_bytes(to_json(PLAN).encode(), "plan.json")

    assert (plan.source.name, plan.source.media_type) == ("plan.json", "application/json")
    assert plan.source.size == len(to_json(PLAN).encode())
    assert plan.actions == PLAN.actions


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"actions": [', "not whole"),
        (b'{"actions": ' + b"[" * 100_000, "not whole"),
        (b'{"title": "\xff"}', "not valid JSON"),
        (b'{"version": 2}', "version does not fit"),
        (b'{"actions": [{"title": "a"}, {"ref": "2"}]}', "actions 2, title does not fit"),
        (b'{"a": 1, "b": 2, "c": 3}', "a and 2 more places does not fit"),
        (b'{"as_at": "soon"}', "as_at does not fit"),
    ],
    ids=["cut", "deep", "not utf-8", "newer", "no title", "another format", "no date"],
)
def test_what_is_no_plan_document_is_refused_with_its_place(content, said):
    with pytest.raises(UnreadableFileError, match=said):
        read_bytes(content, "plan.json")
