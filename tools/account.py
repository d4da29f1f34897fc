"""What became of each return that was sent while processes died: stored whole, absent, lost, or half there.

Used by tools/load.py and by the tests. Called with Django set up, on the database that the site served from.
"""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Account(NamedTuple):
    """How many were sent, acknowledged and stored; in words what must not be: what was acknowledged and is
    not there, and what is there in part."""

    sent: int
    acknowledged: int
    stored: int
    lost: list[str]
    half: list[str]

    @property
    def is_well(self) -> bool:
        return not self.lost and not self.half

    def in_words(self) -> str:
        unsure = self.sent - self.acknowledged
        whole = self.stored - self.acknowledged + len(self.lost)
        return (
            f"{self.sent} returns sent, {self.acknowledged} acknowledged, of these {len(self.lost)} lost; "
            f"{unsure} without an answer, of these {whole} stored whole, {unsure - whole} absent; "
            f"{len(self.half)} half stored"
        )


def account_for(said: Path) -> Account:
    """Holds the register to what was said: a line of JSON for each return that was sent or acknowledged,
    `[what, address of the return, words]`, with the words in two boxes of it."""
    lines = [json.loads(line) for line in said.read_text().splitlines()]
    sent = {(address, words) for what, address, words in lines if what == "sent"}
    acknowledged = {(address, words) for what, address, words in lines if what == "acknowledged"}
    stored, half = stored_among({address for address, _ in sent})
    lost = [f"{address}: “{words}” was acknowledged" for address, words in sorted(acknowledged - stored)]
    return Account(len(sent), len(acknowledged), len(stored & sent), lost, half)


def stored_among(addresses: set[str]) -> tuple[set[tuple[str, str]], list[str]]:
    """The returns that are there, each sending by its address and words, and what is there only in part.

    A sending is a version of the return, an update of the register and an event; the return itself says what
    its last version says.
    """
    from followthrough.site.history.models import Event
    from followthrough.site.rounds.models import ActionReturn

    events = Counter(Event.objects.filter(type="return.sent").values_list("subject_id", flat=True))
    stored, half = set(), []
    for row in ActionReturn.objects.select_related("round__plan", "action").prefetch_related("versions"):
        address = row.get_absolute_url()
        if address not in addresses:
            continue
        versions = list(row.versions.all())
        sendings = [version.answer for version in versions if version.state == "sent"]
        stored |= {(address, words_of(answer)) for answer in sendings}
        half += [f"{address}: {why}" for why in parts_missing(row, versions, events[str(row.action_id)])]
    return stored, half


def parts_missing(row, versions, events: int) -> Iterable[str]:
    sendings = [version.answer for version in versions if version.state == "sent"]
    updates = row.action.updates.filter(period=row.round.period, by__isnull=False).count()
    if not len(sendings) == updates == events:
        yield f"{len(sendings)} versions sent, {updates} updates, {events} events"
    if [version.version for version in versions] != list(range(1, row.version + 1)):
        yield f"version {row.version} of {[version.version for version in versions]}"
    if versions and (row.done, row.next_steps) != tuple(
        versions[-1].answer[box] for box in ("done", "next_steps")
    ):
        yield "the return says something else than its last version"
    for answer in sendings:
        if answer["done"].startswith("Done: ") and answer["next_steps"] != f"Next: {words_of(answer)}.":
            yield f"“{answer['done']}” beside “{answer['next_steps']}”"


def words_of(answer: dict[str, str]) -> str:
    return answer["done"].removeprefix("Done: ").removesuffix(".")
