"""The parts of pages (`{% load parts %}`): what CONTRIBUTING.md lists under "The parts of a page"."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from followthrough.site import drawn

register = template.Library()

register.simple_tag(drawn.shape)
register.simple_tag(drawn.status_tag)
register.simple_tag(drawn.status_bar)

# The pages of a plan that its bar leads to, and what each is called.
TABS = [
    ("Overview", "plan"),
    ("Actions", "actions"),
    ("Timeline", "timeline"),
    ("Changes", "changes"),
    ("Rounds", "plan_rounds"),
    ("Reports", "reports"),
    ("Assurance", "assurance"),
    ("Risks", "risks"),
    ("Checks", "checks"),
    ("About", "about_plan"),
]
# Pages whose address does not begin with that of the tab from which one comes to them.
PAGES_OF_TABS = {"actions": ["close_several", "archived"], "timeline": ["dependencies"]}
TABS_OF_WHAT_IS_PUBLISHED = [
    ("Last published round", "published_plan"),
    ("Actions", "published_actions"),
    ("Published rounds", "published_plan_rounds"),
    ("Papers", "papers"),
]


@dataclass(frozen=True)
class Tile:
    """A figure: a number, what it counts, its list, one short comparison; `rest` is said to readers alone."""

    number: int
    label: str
    address: str
    beside: str = ""
    rest: str = ""


@dataclass(frozen=True)
class Need:
    """What needs somebody: a number, the sentence that goes on from it, who or which, one button."""

    number: int
    sentence: str
    beside: str
    address: str
    button: str


@dataclass(frozen=True)
class Task:
    """A step to be done: what, where, its state in words, and what it is for."""

    label: str
    address: str | None
    state: str
    is_done: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Choice:
    """The words of a choice, and what stands under them."""

    words: str
    hint: str = ""

    def __str__(self) -> str:
        return self.words


@register.simple_tag(takes_context=True)
def plan_tabs(context: template.Context, plan: Any) -> list[dict[str, Any]]:
    """The tabs of a plan's bar for whoever looks."""
    may, path = context["may"], context["request"].path
    tabs = TABS if "read_work" in may else TABS_OF_WHAT_IS_PUBLISHED
    if "edit_plans" in may:
        tabs = [*tabs, ("Edit", "edit_plan")]
    return [_tab(label, view, plan.slug, path) for label, view in tabs]


def _tab(label: str, view: str, slug: str, path: str) -> dict[str, Any]:
    address = reverse(view, args=[slug])
    # The overview's address begins those of all the other pages.
    is_in = path == address or (view not in ("plan", "published_plan") and path.startswith(address))
    is_in = is_in or path in [reverse(page, args=[slug]) for page in PAGES_OF_TABS.get(view, [])]
    return {"label": label, "address": address, "is_current": path == address, "is_in": is_in}


@register.simple_block_tag
def question(
    content: str,
    *,
    title: str,
    key: str = "",
    level: int = 3,
    is_calm: bool = False,
    takes_focus: bool = False,
) -> SafeString:
    """A question box around what stands in it; `key` is its id, to which a link can lead."""
    shown = {
        "content": content,
        "title": title,
        "key": key,
        "level": level,
        "is_calm": is_calm,
        "takes_focus": takes_focus,
    }
    return render_to_string("parts/question.html", shown)


@register.simple_block_tag
def crumbs(content: str) -> SafeString:
    """The way back above a heading, of list items; nothing where there are none."""
    return render_to_string("parts/crumbs.html", {"content": content}) if content.strip() else SafeString("")
