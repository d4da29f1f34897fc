"""The figures at the top of the control page, each with its list."""

from django.urls import reverse

from followthrough.site.page_parts import Tile
from followthrough.site.register.doubts import Doubts
from followthrough.site.rounds.control.page import Control


def tiles_of_returns(control: Control) -> list[Tile]:
    """Returns in, approved, missing."""
    round_, returns = control.round, control.returns
    address = reverse("round_returns", args=[round_.plan.slug, round_.period])
    tiles = [Tile(returns.number_in, "returns in", f"{address}?state=in", f"of {returns.asked}")]
    if round_.plan.approval_wanted:
        tiles.append(Tile(returns.approved, "approved", f"{address}?state=approved"))
    return [*tiles, Tile(returns.missing, "not in", f"{address}?state=missing")]


def tiles_in_hand(control: Control, *, doubts: Doubts, changes: int) -> list[Tile]:
    """The same while a round is not published, with actions that need an answer and change requests."""
    plan, doubted = [control.round.plan.slug], doubts.number_doubted
    answers = "action needs an answer" if doubted == 1 else "actions need an answer"
    asked = "change request" if changes == 1 else "change requests"
    settle = doubts.number_to_settle
    must = f"{settle} question{'' if settle == 1 else 's'} must be answered" if settle else ""
    return [
        *tiles_of_returns(control),
        Tile(doubted, answers, reverse("checks", args=plan), must),
        Tile(changes, asked, reverse("changes", args=plan)),
    ]
