"""What a public edition of a plan leaves out: what somebody marked as exempt, and the names of persons."""

from collections.abc import Iterable
from typing import NamedTuple

from followthrough.intake.kinds.posts import is_person
from followthrough.site.evidence.models import Evidence
from followthrough.site.people.models import User
from followthrough.site.register.models import Plan, Post, PostHolder, Update
from followthrough.site.reports.models import PaperText
from followthrough.site.risks.models import PlanRisk
from followthrough.site.rounds.models import Standing

# A shorter title, such as "Rain", is a word that others say too.
SHORTEST_WORDS = 8


class LeftOut(NamedTuple):
    """The refs, else titles, of exempt actions, by all the names that they ever had; the titles of whatever
    is exempt; and the names of persons."""

    exempt: frozenset[str]
    words: frozenset[str]
    persons: frozenset[str]


def left_out_of(plan: Plan) -> LeftOut:
    """What is left out of the public editions of a plan. What is below an exempt action is exempt too."""
    rows = list(plan.actions.values_list("pk", "number", "ref", "title", "parent", "exempt_because"))
    hidden = {key for key, *_, because in rows if because}
    while below := {key for key, *_, parent, _ in rows if parent in hidden} - hidden:
        hidden |= below
    numbers = [number for key, number, *_ in rows if key in hidden]
    named = {(ref, title) for key, _, ref, title, *_ in rows if key in hidden}
    if numbers:
        past = Standing.objects.filter(publication__round__plan=plan, number__in=numbers)
        named |= set(past.values_list("ref", "title"))
    titles = [title for _, title in named]
    titles += PlanRisk.objects.filter(plan=plan).exclude(exempt_because="").values_list("title", flat=True)
    exempt_evidence = Evidence.objects.filter(action__plan=plan, is_exempt=True)
    titles += exempt_evidence.values_list("words", flat=True)
    return LeftOut(
        exempt=frozenset(ref or title for ref, title in named),
        words=frozenset(title for title in titles if len(title) >= SHORTEST_WORDS),
        persons=frozenset(_persons_of(plan)),
    )


def _persons_of(plan: Plan) -> Iterable[str]:
    """Whoever has or had an account, and whoever stands by name where a post could: two words or more."""
    body = plan.organisation_id
    accounts = User.objects.filter(memberships__organisation=body).values_list("name", flat=True)
    holders = PostHolder.objects.filter(post__organisation=body).values_list("user__name", flat=True)
    posts = Post.objects.filter(organisation=body).values_list("name", flat=True)
    said = Update.objects.filter(action__plan=plan).exclude(by_text=None).values_list("by_text", flat=True)
    signed = PaperText.objects.filter(plan=plan).values_list("signed", flat=True)
    found = {*accounts, *holders, *posts, *said.distinct(), *signed.distinct()}
    return (name for name in found if name and len(name.split()) > 1 and is_person(name))
