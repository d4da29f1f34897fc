"""The plan documents of imports as pages read them: a large one is taken apart once, not for each page."""

import json
from datetime import datetime
from functools import lru_cache

from followthrough.plan.document import PlanDocument
from followthrough.site.imports.models import Import

# A few files are reviewed at a time.
_MOST = 4


def document_of(read: Import) -> PlanDocument:
    """What was read in a file, to look at only: it is shared with the pages to come."""
    if read.read_at is None:
        return read.plan_document
    return _document(read.pk, read.read_at, read.sha256, json.dumps([read.fields, read.choices]))


@lru_cache(maxsize=_MOST)
def _document(pk: int, read_at: datetime, sha256: str, chosen: str) -> PlanDocument:
    """The document of a reading, which its moment tells, its file and what was chosen for it."""
    return Import.objects.only("document").get(pk=pk).plan_document


def forget_documents() -> None:
    """Take no document for one that is gone: for tests, whose rows go."""
    _document.cache_clear()
