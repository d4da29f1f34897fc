"""The words of a plan's papers: which there are, what was written last, and writing others."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from followthrough.outputs.report.register_facts import Commentary, PaperSection
from followthrough.outputs.report.sections.asked import FIXED_SECTIONS, LATE_PAPER
from followthrough.site.people.models import User
from followthrough.site.register.models import Plan
from followthrough.site.register.plan_events import record_in
from followthrough.site.reports.models import PaperText

COMMENTATORS = ("Overview and Scrutiny", "Audit committee", "External auditor", "Commissioners")
Kind = PaperText.Kind


class Key(NamedTuple):
    """Which text of a plan's papers."""

    kind: str
    name: str


class Words(NamedTuple):
    """What stands there, and who answers for it."""

    text: str
    signed: str = ""


KEYS = (
    *(Key(Kind.SECTION, name) for name in (*FIXED_SECTIONS, LATE_PAPER)),
    *(Key(Kind.COMMENT, name) for name in COMMENTATORS),
)


def words_of_papers(plan: Plan) -> dict[Key, Words]:
    """What was written last for each text. One query."""
    rows = plan.paper_texts.order_by("pk").values_list("kind", "name", "text", "signed")
    return {Key(kind, name): Words(text, signed) for kind, name, text, signed in rows}


def sections_of(words: Mapping[Key, Words]) -> list[PaperSection]:
    """The fixed sections for a report, those that nobody has written among them."""
    found = ((name, words.get(Key(Kind.SECTION, name), Words(""))) for name in (*FIXED_SECTIONS, LATE_PAPER))
    return [PaperSection(name, said.text or None, said.signed) for name, said in found]


def commentaries_of(words: Mapping[Key, Words]) -> list[Commentary]:
    """A comment for each who is named; None received where nothing came."""
    return [
        Commentary(name, words.get(Key(Kind.COMMENT, name), Words("")).text or None) for name in COMMENTATORS
    ]


@transaction.atomic
def write_paper_texts(plan: Plan, *, texts: Mapping[Key, Words], by: User, at: datetime) -> int:
    """Keep what differs from what stands, and say how many that is."""
    known = words_of_papers(plan)
    changed = {key: said for key, said in texts.items() if said != known.get(key, Words(""))}
    PaperText.objects.bulk_create(
        PaperText(plan=plan, kind=key.kind, name=key.name, text=said.text, signed=said.signed, by=by, at=at)
        for key, said in changed.items()
    )
    if changed:
        record_in(
            plan, "plan.paper_texts_written", by=by, at=at, words=", ".join(key.name for key in changed)
        )
    return len(changed)
