"""The files that a plan can be downloaded as, each with what it is good for."""

from typing import NamedTuple

from django.http import HttpResponse
from django.urls.converters import StringConverter

from followthrough.outputs.plan.file import plan_as
from followthrough.site.register.document.as_document import as_document
from followthrough.site.register.models import Plan

_OFFICE = "application/vnd.openxmlformats-officedocument"


class Format(NamedTuple):
    """A kind of file: how its name ends, its media type, its name for a person, and what it is good for."""

    ending: str
    media_type: str
    name: str
    purpose: str


FORMATS = (
    Format("docx", f"{_OFFICE}.wordprocessingml.document", "Word", "to edit, or to put into a report"),
    Format("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel", "to sort, filter and count"),
    Format("pdf", "application/pdf", "PDF", "to print, to publish, and for screen readers"),
    Format("html", "text/html; charset=utf-8", "Web page", "one file, to publish or to read on a phone"),
    Format("csv", "text/csv; charset=utf-8", "CSV", "the rows and the recommendations, for other programs"),
    Format("json", "application/json", "Plan document (JSON)", "everything, for another installation"),
)
_BY_ENDING = {each.ending: each for each in FORMATS}
MEDIA_TYPES = {each.ending: each.media_type for each in FORMATS}


class EndingConverter(StringConverter):
    """The ending of a file that a plan can be downloaded as; another address is not found."""

    regex = "|".join(_BY_ENDING)


def file_of(plan: Plan, ending: str) -> HttpResponse:
    """The plan as a file in its own layout, which a browser saves and does not open as a page of the site."""
    content = plan_as(as_document(plan), f".{ending}")
    file = HttpResponse(content, content_type=_BY_ENDING[ending].media_type)
    file["Content-Disposition"] = f'attachment; filename="{plan.slug}.{ending}"'
    return file
