"""What falls due as a calendar file (RFC 5545), which calendar programs read and subscribe to."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from followthrough.site.assurance.timetable import Occurrence

MEDIA_TYPE = "text/calendar; charset=utf-8"
# How often a calendar program looks again.
_LOOKS_EACH = timedelta(hours=12)


def calendar_of(
    occurrences: Iterable[Occurrence], *, name: str, at: datetime, address_of: Callable[[Occurrence], str]
) -> bytes:
    """A calendar of whole days, one an occurrence; `address_of` is the page of one, empty for none."""
    calendar = Calendar()
    calendar.add("prodid", "-//Followthrough//Assurance actions//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _LOOKS_EACH, parameters={"VALUE": "DURATION"})
    for each in occurrences:
        event = Event()
        # The same occurrence keeps its name, so that a program moves it and never doubles it.
        event.add("uid", f"assurance-{each.action}-{each.due_on:%Y%m%d}@followthrough")
        event.add("dtstamp", at)
        event.add("dtstart", each.due_on)
        event.add("dtend", each.due_on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", f"{each.state_words}: {each.name}"[:200])
        said = f"\n{each.evidence}" if each.evidence else ""
        event.add("description", f"{each.plan_title}{said}")
        if address := address_of(each):
            event.add("url", address)
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
