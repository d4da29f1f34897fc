"""What is to be done between bringing a plan in and its first round: each step with its state."""

from django.db.models import QuerySet
from django.urls import reverse

from followthrough.outputs.wording import counted
from followthrough.site import clock
from followthrough.site.page_parts import Task
from followthrough.site.people.models import Membership
from followthrough.site.register.models import Plan, PostHolder
from followthrough.site.register.posts.queries import holds_on
from followthrough.site.rounds.invitations.queries import NONE_SET
from followthrough.site.rounds.invitations.vacant import vacant_posts
from followthrough.site.rounds.models import Round


def steps_to_the_first_round(plan: Plan) -> list[Task]:
    """The steps in order; none once a round was opened, or where the plan is archived."""
    if plan.first_round_at is not None or plan.state == Plan.State.ARCHIVED:
        return []
    planned = plan.rounds.filter(state=Round.State.PLANNED).order_by("period").first()
    return [
        _read(plan),
        _posts(plan),
        _agree(plan),
        _rhythm(plan, planned),
        _invite(plan),
        _open(plan, planned),
    ]


def _read(plan: Plan) -> Task:
    questions = len(plan.problems)
    return Task(
        "Check what was read",
        reverse("about_plan", args=[plan.slug]),
        f"{counted(questions, 'thing')} to look at" if questions else "Nothing to look at",
        is_done=not questions,
        hint="What could not be read safely, with its place in the file",
    )


def _posts(plan: Plan) -> Task:
    vacant = len(vacant_posts(plan.organisation, day=clock.today(), plan=plan))
    return Task(
        "Say who holds the posts",
        f"{reverse('vacant_posts')}?plan={plan.slug}",
        f"{counted(vacant, 'post')} to fill" if vacant else "Done",
        is_done=not vacant,
        hint="By e-mail address, a pasted list or a spreadsheet; who is new gets an invitation",
    )


def _agree(plan: Plan) -> Task:
    is_agreed = plan.state == Plan.State.APPROVED
    return Task(
        "Agree the plan",
        reverse("approve_plan", args=[plan.slug]),
        "Done" if is_agreed else "Draft",
        is_done=is_agreed,
        hint="From then on dates and words move with a reason. Opening the first round agrees it too",
    )


def _rhythm(plan: Plan, planned: Round | None) -> Task:
    return Task(
        "Set the rhythm",
        reverse("make_rounds", args=[plan.slug]),
        "Done" if planned else "To do",
        is_done=planned is not None,
        hint="Monthly, quarterly, or by the dates of meetings",
    )


def _invite(plan: Plan) -> Task:
    waiting = _not_signed_in(plan).count()
    return Task(
        "Invite the people",
        reverse("invitations"),
        f"{waiting} not signed in yet" if waiting else "Done",
        is_done=not waiting,
        hint="Send an invitation again, or copy a link",
    )


def _not_signed_in(plan: Plan) -> QuerySet[Membership]:
    """Who holds a post of the plan and has set no password."""
    holders = PostHolder.objects.filter(holds_on(clock.today()), post__ownerships__action__plan=plan)
    waiting = Membership.objects.filter(organisation=plan.organisation, user__in=holders.values("user"))
    return waiting.filter(user__is_active=True, user__password__startswith=NONE_SET)


def _open(plan: Plan, planned: Round | None) -> Task:
    if planned is None:
        return Task("Open the round", None, "Set the rhythm first")
    return Task(
        "Open the round",
        reverse("open_round", args=[plan.slug, planned.period]),
        "Ready",
        hint=f"The {planned} opens on {planned.opens_on:%-d %B %Y} at the latest",
    )
