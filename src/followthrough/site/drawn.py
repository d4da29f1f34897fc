"""Small pieces of pages that stand on one page a hundred times: tags, long texts, the choices of a field.

They are drawn here and not by templates, for a template takes some ten times as long for each.
"""

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.forms.utils import flatatt
from django.template.defaultfilters import linebreaksbr, truncatechars
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from followthrough.plan.document import Status

# Each of these tags has 4.5:1 between its word and its ground; the word says the status, not the colour.
COLOURS: dict[str, str] = {
    Status.NEW: "blue",
    Status.IN_PROGRESS: "blue",
    Status.ONGOING: "blue",
    Status.ON_TRACK: "green",
    Status.MEDIUM_SLIPPAGE: "yellow",
    Status.SIGNIFICANT_SLIPPAGE: "red",
    Status.ON_HOLD: "orange",
    Status.COMPLETE: "turquoise",
    Status.CLOSED: "turquoise",
    Status.ASSURANCE: "purple",
}
# How many letters of a very long text a page shows at most.
_SHOWN = 4000


def status_colour(status: str | None) -> str:
    """The class that colours a tag; grey for what has no colour of its own."""
    # A StrEnum's member and its value are the same key.
    return f"govuk-tag--{COLOURS.get(status or '', 'grey')}"


def status_tag(status: str | None, label: str | None) -> SafeString:
    """A status, neutral or None: a colour and always its word, `label`, as the plan has it."""
    return format_html(
        '<strong class="govuk-tag {}">{}</strong>', status_colour(status), label or "No status"
    )


def long_text(text: str, *, clip: int, of: str) -> SafeString:
    """A text, called `of`: one of more than `clip` letters folded, of a very long one the first pages."""
    if len(text) <= clip:
        return linebreaksbr(text)
    rest = ""
    if len(text) > _SHOWN:
        words = '<p class="as-written">Of {} letters the first {} are shown; all are kept.</p>'
        rest = format_html(words, intcomma(len(text)), intcomma(_SHOWN))
    return folded(truncatechars(text, clip), truncatechars(text, _SHOWN), rest, of=of)


def folded(beginning: str, whole: str, rest: str, *, of: str) -> SafeString:
    """The beginning of a text, and on asking the whole of it in paragraphs and what is said of the rest."""
    return format_html(
        '<div class="clipped"><p class="clipped__beginning">{}</p><details><summary>More'
        '<span class="govuk-visually-hidden"> of {}</span></summary>'
        '<div class="clipped__whole">{}{}</div></details></div>',
        beginning,
        of,
        SafeString(linebreaks(whole, autoescape=True)),
        rest,
    )


def options(widget: dict[str, Any]) -> SafeString:
    """The options of a list to choose from, of what Django tells the template of its widget."""
    drawn = []
    for group, choices, _ in widget["optgroups"]:
        of_group = SafeString("\n".join(map(_option, choices)))
        drawn.append(
            format_html('<optgroup label="{}">{}</optgroup>', group, of_group) if group else of_group
        )
    return SafeString("\n".join(drawn))


def _option(option: dict[str, Any]) -> SafeString:
    attributes = flatatt(option["attrs"]) if option["attrs"] else ""
    return format_html('<option value="{}"{}>{}</option>', option["value"], attributes, option["label"])


def boxes(widget: dict[str, Any], kind: str, look: str) -> SafeString:
    """The boxes to tick, "checkbox" or "radio", with their labels and hints."""
    drawn = (_box(each, kind, look) for _, choices, _ in widget["optgroups"] for each in choices)
    return SafeString("\n".join(drawn))


def _box(option: dict[str, Any], kind: str, look: str) -> SafeString:
    described, hint, key = "", getattr(option["label"], "hint", ""), option["attrs"].get("id", "")
    if hint:
        described = format_html(' aria-describedby="{}_hint"', key)
        hint = format_html('<div class="govuk-hint govuk-{}__hint" id="{}_hint">{}</div>', look, key, hint)
    return format_html(
        '<div class="govuk-{look}__item"><input class="govuk-{look}__input" type="{kind}" name="{name}"'
        ' value="{value}"{attributes}{described}> <label class="govuk-label govuk-{look}__label"'
        ' for="{key}">{label}</label> {hint}</div>',
        look=look,
        kind=kind,
        name=option["name"],
        value=option["value"],
        attributes=flatatt(option["attrs"]),
        described=described,
        key=key,
        label=option["label"],
        hint=hint,
    )
