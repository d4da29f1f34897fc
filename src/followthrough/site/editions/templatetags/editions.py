"""Lets templates show editions: the state of one in a word, and those of a round."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from followthrough.site.editions.models import Edition
from followthrough.site.editions.queries import with_standing
from followthrough.site.rounds.models import Round

register = template.Library()

MOST_OF_A_ROUND = 12


@register.simple_tag
def edition_state(edition: Edition) -> SafeString:
    """The state of an edition in a word; what waits for somebody stands out."""
    if not edition.is_published:
        word = str(Edition.State(edition.state).label)
    elif hasattr(edition, "withdrawal"):
        word = "Withdrawn"
    else:
        word = "Superseded" if getattr(edition, "is_superseded", False) else "Published"
    look = "wants" if edition.state in (Edition.State.DRAFT, Edition.State.REVIEWED) else "plain"
    return format_html('<strong class="tag tag--{}">{}</strong>', look, word)


@register.inclusion_tag("editions/_of_round.html", takes_context=True)
def papers_of_round(context: template.Context, round_: Round) -> dict[str, Any]:
    """The papers of a round that the reader may see."""
    found = with_standing(round_.paper_editions.exclude(state=Edition.State.REMOVED))
    if "read_work" not in context["may"]:
        found = found.filter(state=Edition.State.PUBLISHED, audience=Edition.Audience.PUBLIC)
    editions = list(found[:MOST_OF_A_ROUND])
    return {"editions": editions, "may": context["may"], "plan": context["plan"], "round": round_}
