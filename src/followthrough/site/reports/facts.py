"""What the register knows of a round beside the plan itself, for its reports."""

from followthrough.outputs.report.register_facts import Meeting, OwnersAnswer, RegisterFacts
from followthrough.site.rounds.models import Round
from followthrough.site.rounds.publications import Publication


def register_facts(round_: Round, published: Publication | None) -> RegisterFacts:
    """The facts of a round as an edition published them; None where nothing of the kind is known."""
    meeting = Meeting(
        forum=round_.forum,
        on=round_.forum_on,
        cover=[("Signed off by", published.signed_off_by)] if published and published.signed_off_by else [],
        published_on=published.at.date() if published and not published.imported else None,
    )
    if published is None or published.imported:
        return RegisterFacts(meeting=meeting)
    said = list(published.standings.values_list("ref", "nothing_changed", "redated"))
    return RegisterFacts(
        answers=[OwnersAnswer(ref or "", nothing_changed=unchanged) for ref, unchanged, _ in said],
        moves={ref: redated for ref, _, redated in said if ref},
        meeting=meeting,
    )
