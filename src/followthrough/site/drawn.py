"""Small pieces of pages that stand on one page a hundred times: tags, long texts, the choices of a field.

They are drawn here and not by templates, for a template takes some ten times as long for each.
"""

from collections.abc import Sequence
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.forms.utils import flatatt
from django.template.defaultfilters import linebreaksbr, truncatechars
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString

from followthrough.site.status_kinds import Kind, classes_of_tag, kind_of

# How many letters of a very long text a page shows at most.
_SHOWN = 4000


def shape(status: str | None) -> SafeString:
    """The shape of a status, without its word: it never stands alone."""
    kind = kind_of(status)
    return _shape_of(kind) if kind else SafeString("")


def _shape_of(kind: Kind) -> SafeString:
    drawn = '<svg class="shape shape--{}" aria-hidden="true" focusable="false"><use href="#s-{}"/></svg>'
    return format_html(drawn, kind.name, kind.name)


def status_tag(status: str | None, label: str | None) -> SafeString:
    """A status, neutral or None: shape, colour and always its word, `label`, as the plan has it."""
    kind, word = kind_of(status), label or "No status"
    if kind is None:
        return format_html('<span class="no-status">{}</span>', word)
    classes = classes_of_tag(kind, word)
    return format_html('<strong class="{}">{}{}</strong>', classes, _shape_of(kind), word)


def status_bar(counts: Sequence[tuple[str | None, int]], *, unit: float, height: int = 20) -> SafeString:
    """Counts by status as the parts of one bar. The numbers stand in the table beside it."""
    kinds = [(kind_of(status), count) for status, count in counts]
    parts = [
        (f"part--{kind.name if kind else 'other'}", (kind and kind.pattern) or "", count)
        for kind, count in kinds
    ]
    return bar(parts, unit=unit, height=height)


def bar(parts: Sequence[tuple[str, str, int]], *, unit: float, height: int) -> SafeString:
    """A bar of parts (class, pattern or "", count), `unit` pixels for each counted; hidden from readers."""
    x, drawn = 0.0, []
    for name, pattern, count in parts:
        if count:
            drawn.append(_part(name, pattern, x, max(count * unit - 3, 1), height))
            x += max(count * unit, 4)
    svg = (
        '<svg class="bar" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-hidden="true"'
        ' focusable="false">{2}</svg>'
    )
    return format_html(svg, f"{x:.0f}", height, SafeString("".join(drawn)))


def _part(name: str, pattern: str, x: float, width: float, height: int) -> SafeString:
    fill = format_html(' fill="url(#{})"', pattern) if pattern else ""
    drawn = '<rect class="{}"{} x="{}" y="0.5" width="{}" height="{}" rx="1"/>'
    return format_html(drawn, name, fill, f"{x + 0.5:.1f}", f"{width:.1f}", height - 1)


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
