"""What the cells of lists of actions hold, drawn without a template for each, as in `site/drawn.py`."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.template.defaultfilters import linebreaksbr, truncatechars
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from followthrough.site.drawn import folded, status_tag
from followthrough.site.register.models import Action, Ownership

# How many letters of an update stand open in a list, and how many of it a list shows at most.
_OPEN, _SHOWN = 150, 8000
_MOST_NAMED = 2


def owners_of(owners: Sequence[Ownership], action: Action) -> SafeString:
    """Who owns an action, short: both of two, else the first named, and how many more."""
    named = owners if len(owners) <= _MOST_NAMED else owners[:1]
    names = format_html_join("", '<span class="register__owner">{}</span>', ((each.name,) for each in named))
    if len(owners) > len(named):
        return format_html('{}<span class="as-written">and {} others</span>', names, len(owners) - 1)
    return names or SafeString("No owner" if action.is_open else "")


def due_of(action: Action, day: date) -> SafeString:
    """A due date in the plan's words, and overdue in ours."""
    if action.due:
        due = format_html("{}", action.due["text"])
    elif action.milestones:
        dated = ((each["title"], each["due"]["text"]) for each in action.milestones)
        due = format_html_join("", '<span class="register__owner">{}: {}</span>', dated)
    else:
        due = SafeString("No date" if action.is_open else "")
    return format_html('{} <strong class="overdue">Overdue</strong>', due) if action.is_overdue(day) else due


def status_of(status: str | None, labels: Mapping[str, str]) -> SafeString:
    """A status in the plan's own words."""
    if status:
        return status_tag(status, labels.get(status))
    return SafeString('<span class="no-status">No status</span>')


def clipped(text: str, of: str | None) -> SafeString:
    """What was said of an action, `of`: its ref. Of a long text the beginning first, the rest on asking."""
    if len(text) <= _OPEN:
        return linebreaksbr(text)
    is_longer = len(text) > _SHOWN
    rest = '<p class="as-written">The rest stands on the page of the action.</p>' if is_longer else ""
    whole = truncatechars(text, _SHOWN)
    return folded(
        truncatechars(text, _OPEN), whole, SafeString(rest), of=f"the update of {of or 'this action'}"
    )
