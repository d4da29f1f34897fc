"""What a process that was killed left between the database and the store, and how it is mended."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.files.storage import Storage

from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import confirm_arrival, evidence_store, sha256_of
from followthrough.site.stored_files import keys_in

# A file is written in seconds; what has not arrived after so long was left by a process that has gone.
STILL_ARRIVING = timedelta(hours=1)


@dataclass
class Orphans:
    """What was found, and mended where that was asked for.

    `arrived`: the file is whole and its row waits, so it counts; `never_arrived`: rows without a whole file,
    which never counted; `without_a_row`: files that nothing names; `missing`: evidence whose file has gone
    from the store, which no command can mend.
    """

    arrived: list[Evidence] = field(default_factory=list)
    never_arrived: list[Evidence] = field(default_factory=list)
    without_a_row: list[str] = field(default_factory=list)
    missing: list[Evidence] = field(default_factory=list)

    @property
    def can_be_mended(self) -> int:
        return len(self.arrived) + len(self.never_arrived) + len(self.without_a_row)


def find_orphans(*, at: datetime, mend: bool = False) -> Orphans:
    """Compare the store with the database. Nothing younger than an hour is touched: it may be arriving."""
    store, found = evidence_store(), Orphans()
    named = set(Evidence.objects.filter(form=Evidence.Form.FILE).values_list("key", flat=True))
    deleted = set(Evidence.objects.filter(state=Evidence.State.REMOVED).values_list("key", flat=True))
    for key in keys_in(store):
        is_unnamed = key not in named and store.get_modified_time(key) < at - STILL_ARRIVING
        if key in deleted or is_unnamed:
            found.without_a_row.append(key)
    rows = Evidence.objects.filter(form=Evidence.Form.FILE).exclude(state=Evidence.State.REMOVED)
    for evidence in rows.select_related("action__plan", "by"):
        if evidence.state != Evidence.State.ARRIVING:
            if not store.exists(evidence.key):
                found.missing.append(evidence)
        elif evidence.at < at - STILL_ARRIVING:
            (found.arrived if _is_whole(store, evidence) else found.never_arrived).append(evidence)
    if mend:
        _mend(store, found)
    return found


def _mend(store: Storage, found: Orphans) -> None:
    for evidence in found.arrived:
        confirm_arrival(evidence)
    for evidence in found.never_arrived:
        store.delete(evidence.key)
        evidence.delete()
    for key in found.without_a_row:
        store.delete(key)


def _is_whole(store: Storage, evidence: Evidence) -> bool:
    if not store.exists(evidence.key):
        return False
    with store.open(evidence.key) as file:
        return sha256_of(file) == evidence.sha256
