"""The history as a file for an auditor: a row for each field that changed, one for what changed none."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from followthrough.outputs.layout.table import TableCell
from followthrough.outputs.list_file import list_as_csv
from followthrough.site.history.changed import Changed, changes_of, on_behalf_of, reason_of
from followthrough.site.history.models import Event
from followthrough.site.history.sentences import kind_of, sentence

HEADINGS = [
    "When",
    "Who",
    "On behalf of",
    "Kind",
    "What was done",
    "To what",
    "Field",
    "Old",
    "New",
    "Reason",
]
EVENTS_AT_A_TIME = 1000


def history_as_csv(events: QuerySet[Event]) -> StreamingHttpResponse:
    """The events as CSV, each moment as on the pages, written as they are read."""
    file = StreamingHttpResponse(list_as_csv(HEADINGS, _rows(events)), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = 'attachment; filename="history.csv"'
    return file


def _rows(events: QuerySet[Event]) -> Iterator[list[TableCell]]:
    zone = ZoneInfo(settings.TIME_ZONE)
    for event in events.iterator(chunk_size=EVENTS_AT_A_TIME):
        when = f"{event.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
        said = [when, event.by_name, on_behalf_of(event), kind_of(event.type), sentence(event)]
        for each in changes_of(event) or [Changed(event.subject_label, "", "", "")]:
            yield [TableCell(text) for text in (*said, *each, reason_of(event))]
