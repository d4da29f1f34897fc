"""The body's own way with its papers on the site: what it chose, and choosing something else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from followthrough.outputs.report.house import House
from followthrough.site.history.operations import record
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Plan
from followthrough.site.register.plan_events import record_in
from followthrough.site.reports.models import HeadlineEdit, HouseStyle
from followthrough.site.rounds.models import Round

LARGEST_LOGO = 300_000
_SIGNS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}


def is_picture(content: bytes) -> bool:
    """Whether it is a PNG or a JPEG by what is in it, whatever its name says."""
    return any(content.startswith(sign) for sign in _SIGNS)


def house_of(organisation: Organisation, round_: Round | None = None) -> House:
    """What the organisation chose, with the sentences that were worded otherwise for a round."""
    edits = dict(round_.headline_edits.values_list("computed", "words")) if round_ else {}
    row = HouseStyle.objects.filter(organisation=organisation).first()
    if row is None:
        return House(edits=edits)
    sets = {name: frozenset(row.choices.get(name, [])) for name in ("left_out", "short")}
    chosen: dict[str, Any] = {**row.choices, **sets}
    return House(**chosen, logo=bytes(row.logo), template=bytes(row.template), edits=edits)


@transaction.atomic
def choose_house_style(
    organisation: Organisation,
    *,
    choices: Mapping[str, Any],
    logo: bytes | None,
    template: bytes | None,
    by: User,
    at: datetime,
) -> HouseStyle:
    """Make papers in this way from now on. `logo` and `template` None: those that there are stay."""
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    files = {name: file for name, file in (("logo", logo), ("template", template)) if file is not None}
    made, _ = HouseStyle.objects.update_or_create(
        organisation=organisation, defaults={"choices": dict(choices), **files, "changed_at": at, "by": by}
    )
    record(
        type="reports.house_style_chosen",
        by=by,
        organisation=organisation,
        subject=organisation,
        at=at,
        details={"words": ", ".join(sorted(files)) or "the order and the looks"},
    )
    return made


@transaction.atomic
def word_headline(round_: Round, *, words: Mapping[str, str], by: User, at: datetime) -> int:
    """Put these words in the place of computed sentences; empty ones take an earlier wording back.

    The computed sentence stays beside each.
    """
    known = dict(round_.headline_edits.values_list("computed", "words"))
    changed = {computed: said for computed, said in words.items() if said != known.get(computed, "")}
    for computed, said in changed.items():
        if said:
            HeadlineEdit.objects.update_or_create(
                round=round_, computed=computed, defaults={"words": said, "by": by, "at": at}
            )
        else:
            round_.headline_edits.filter(computed=computed).delete()
    if changed:
        plan: Plan = round_.plan
        record_in(plan, "plan.headline_worded", by=by, at=at, of=round_, count=len(changed))
    return len(changed)
