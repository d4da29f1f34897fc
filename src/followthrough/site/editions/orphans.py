"""Files of papers that a process which was killed left in the store, and how they go."""

from datetime import datetime, timedelta

import structlog

from followthrough.site.editions.files import delete_files, edition_store
from followthrough.site.editions.models import EditionFile
from followthrough.site.stored_files import keys_in

# The files of an edition are written in minutes, and named by its rows right after.
LEFT_BEHIND = timedelta(days=1)

log = structlog.get_logger(__name__)


def sweep_edition_files(*, at: datetime) -> list[str]:
    """Delete the files that no edition names and that are older than a day; their keys.

    Nothing is deleted where the database names no file at all, or one that the store lacks: the two may not
    belong together, as while a backup is being put back.
    """
    try:
        store = edition_store()
        stored, named = set(keys_in(store)), set(EditionFile.objects.values_list("key", flat=True))
        left = [key for key in sorted(stored - named) if store.get_modified_time(key) < at - LEFT_BEHIND]
    except Exception:  # every library of a store has errors of its own; the next look is soon enough
        log.exception("edition_files_not_looked_at")
        return []
    if left and (not named or named - stored):
        log.warning("edition_files_not_swept", unnamed=len(left), missing=len(named - stored))
        return []
    delete_files(left)
    if left:
        log.info("edition_files_swept", count=len(left))
    return left
