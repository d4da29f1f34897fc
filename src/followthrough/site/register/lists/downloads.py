"""Exactly what a list of actions shows, as a file: its filters, its columns, its order."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls.converters import StringConverter

from followthrough.outputs.layout.table import TableCell
from followthrough.outputs.list_file import NARROW, WIDE, WIDEST, list_as_csv, list_as_excel
from followthrough.site.register.document.downloads import MEDIA_TYPES
from followthrough.site.register.judging import day_or_none
from followthrough.site.register.lists.columns import LEVELS_SHOWN, REF, TITLE
from followthrough.site.register.lists.listing import Listing

# So many actions are in memory at a time, with what their columns show.
ROWS_AT_A_TIME = 1000
_WIDE = dict.fromkeys(("owners", *LEVELS_SHOWN), WIDE)
_WIDTHS = _WIDE | dict.fromkeys(("title", "update", "measures"), WIDEST)


class ListEndingConverter(StringConverter):
    """The ending of a file that a list can be downloaded as; another address is not found."""

    regex = "csv|xlsx"


def file_of_list(listing: Listing, ending: str) -> HttpResponseBase:
    """All rows of the list, on whatever page they stand, as a file that a browser saves."""
    columns = (REF, TITLE, *listing.columns)
    headings = [column.heading for column in columns]
    if ending == "csv":
        file: HttpResponseBase = StreamingHttpResponse(
            list_as_csv(headings, _rows(listing)), content_type=MEDIA_TYPES[ending]
        )
    else:
        content = list_as_excel(
            _lines(listing), headings, _rows(listing), [_WIDTHS.get(c.name, NARROW) for c in columns]
        )
        file = HttpResponse(content, content_type=MEDIA_TYPES[ending])
    file["Content-Disposition"] = f'attachment; filename="{listing.plan.slug}-actions.{ending}"'
    return file


def _rows(listing: Listing) -> Iterator[Sequence[TableCell]]:
    columns = (REF, TITLE, *listing.columns)
    for stretch in listing.stretches(ROWS_AT_A_TIME):
        for row in stretch:
            yield [column.cell(row, listing.labels) for column in columns]


def _lines(listing: Listing) -> list[str]:
    """What the file is of: the plan, how many of how many, the filters that are on, the day."""
    filters = "; ".join(chip.label for chip in listing.chips)
    number = f"{listing.number_found} of {listing.total} actions"
    return [str(listing.plan), f"{number}, {filters}" if filters else number, day_or_none(listing.day)]
