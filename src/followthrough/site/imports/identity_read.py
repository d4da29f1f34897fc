"""What a file says of itself: what the plan is called, whose it is and which day it speaks for."""

from dataclasses import dataclass

from followthrough.plan.document import PlanDocument
from followthrough.plan.when.days_in_words import day_in_words
from followthrough.site.register.words import where_in_words

# The code of the problem that another text could as well be the title.
TITLE_CONTENDED = "title_contended"


@dataclass(frozen=True)
class Named:
    """One of the three: its value, None where none was found, and where it stands and why it counts."""

    name: str
    value: str | None
    source: str


def identity_of(document: PlanDocument) -> list[Named]:
    """The three in the order that somebody would ask for them."""
    day = day_in_words(document.as_at) if document.as_at else None
    return [
        Named("Title", document.title, source_of(document, "title")),
        Named("Body", document.organisation, source_of(document, "organisation")),
        Named("Day", day, source_of(document, "as_at")),
    ]


def source_of(document: PlanDocument, field: str) -> str:
    """The words in the file, their place and why they count: "“June 2026”, page 1. A heading names it."."""
    origin = next((origin for origin in document.origins if origin.field == field), None)
    if origin is None:
        return ""
    place = where_in_words(origin.where)
    return f"“{origin.text}”{f', {place}' if place else ''}. {origin.reason}"


def titles_of(document: PlanDocument) -> list[str]:
    """What the plan may be called: its title, and another text where one could as well be it."""
    said = [origin.text for origin in document.origins if origin.field == "title"]
    return list(dict.fromkeys([document.title, *said[1:]])) if document.title else []
