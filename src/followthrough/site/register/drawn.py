"""What the cells of lists of actions hold, drawn without a template for each, as in `site/drawn.py`."""

from calendar import month_abbr
from collections.abc import Mapping, Sequence
from datetime import date

from django.template.defaultfilters import truncatechars
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from followthrough.plan.document import Status
from followthrough.rules.figures import NO_RETURN
from followthrough.rules.implied_status import differs
from followthrough.rules.silence import Silence
from followthrough.site.drawn import status_tag
from followthrough.site.register.models import Action, Ownership, Update
from followthrough.site.register.moved_dates import Moved

# How many letters of an update certainly fit on two lines, and how many of it a list shows at most.
_OPEN, _SHOWN = 90, 8000
_MORE = (
    '<details class="more-of"><summary><span class="more-of__shut">More</span>'
    '<span class="more-of__open">Less</span>'
    '<span class="govuk-visually-hidden"> of the update of {}</span></summary></details>'
)
_MOST_NAMED = 2


def owners_of(owners: Sequence[Ownership], action: Action) -> SafeString:
    """Who owns an action, short: both of two, else the first named, and how many more."""
    named = owners if len(owners) <= _MOST_NAMED else owners[:1]
    names = format_html_join("", '<span class="register__owner">{}</span>', ((each.name,) for each in named))
    if len(owners) > len(named):
        return format_html('{} <span class="meta">and {} others</span>', names, len(owners) - 1)
    return names or SafeString("No owner" if action.is_open else "")


def due_of(action: Action, day: date, moved: Moved | None = None) -> SafeString:
    """A due date in the plan's words; below it the first one, how far it moved, who decided, and overdue."""
    if action.due:
        due = format_html("{}", action.due["text"])
    elif action.milestones:
        dated = ((each["title"], each["due"]["text"]) for each in action.milestones)
        due = format_html_join("", '<span class="register__owner">{}: {}</span>', dated)
    else:
        due = SafeString("No date" if action.is_open else "")
    if moved:
        due = format_html('{}<span class="sub">First {}: {}</span>', due, moved.first, moved.words)
        if moved.decided:
            due = format_html('{}<span class="sub">{}</span>', due, moved.decided)
    if action.is_overdue(day):
        return format_html('{}<strong class="sub late">Overdue</strong>', due)
    return due


def status_of(status: str | None, labels: Mapping[str, str]) -> SafeString:
    """A status in the plan's own words."""
    if status:
        return status_tag(status, labels.get(status))
    return SafeString('<span class="no-status">No status</span>')


def status_in_sentence(status: str | None, labels: Mapping[str, str]) -> str:
    """A status's word inside a sentence: "on track", but RAG stays RAG."""
    label = "No return" if status == NO_RETURN else labels.get(status or "", "No status")
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def status_of_row(
    status: str | None, labels: Mapping[str, str], *, silence: Silence | None, implied: str | None
) -> SafeString:
    """A status as a row has it: what is silent says so, with its last word; else what its dates say."""
    if silence:
        said = silence.sentence.split(";")[0]
        return format_html('{}<span class="sub">{}</span>', status_tag(NO_RETURN, "No return"), said)
    tag = status_of(status, labels)
    if implied and status and differs(Status(status), Status(implied)):
        return format_html(
            '{}<span class="sub">By its dates: {}</span>', tag, status_in_sentence(implied, labels)
        )
    return tag


def said_of(update: Update, ref: str | None, *, day: date) -> SafeString:
    """What was said of an action last, after its month."""
    return _two_lines(_month_of(update, day), update.text or "", ref)


def clipped(text: str, of: str | None) -> SafeString:
    """What was said of an action, `of`: its ref."""
    return _two_lines(SafeString(""), text, of)


def _two_lines(month: SafeString, text: str, ref: str | None) -> SafeString:
    """Two lines of a text, and "More" where it is longer: that only lifts the cut, the whole is there."""
    is_long = len(text) > _OPEN or text.count("\n") > 1
    return format_html(
        '<div class="update-cell{}"><p>{}{}</p>{}</div>',
        " update-cell--long" if is_long else "",
        month,
        truncatechars(text, _SHOWN),
        format_html(_MORE, ref or "this action") if is_long else "",
    )


def _month_of(update: Update, day: date) -> SafeString:
    if not update.period:
        return SafeString("")
    year, month = map(int, update.period.split("-"))
    words = month_abbr[month] if year == day.year else f"{month_abbr[month]} {year}"
    return format_html('<span class="update-cell__month">{}</span> ', words)
