"""Who has access to what, and when they were last here: the page and the file that an auditor asks for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from followthrough.outputs.layout.table import TableCell
from followthrough.outputs.list_file import list_as_csv
from followthrough.site import clock
from followthrough.site.access.second_step import STEPS
from followthrough.site.people.models import Membership, Organisation
from followthrough.site.people.permissions import MemberRequest, Permission, requires
from followthrough.site.people.queries import people_of
from followthrough.site.register.models import PostHolder
from followthrough.site.register.posts.queries import holds_on
from followthrough.site.rounds.models import Delegation

HEADINGS = [
    "Name",
    "E-mail address",
    "Role",
    "What the role may do",
    "Posts held",
    "Answers for",
    "Can sign in",
    "Second step",
    "Last signed in",
]


@dataclass(frozen=True)
class Access:
    """What one account has: its role, its posts, and for whom it answers today."""

    membership: Membership
    posts: list[str]
    answers_for: list[str]
    has_second_step: bool

    @property
    def can_sign_in(self) -> str:
        user = self.membership.user
        if not user.is_active:
            return "No: closed"
        return "Yes" if user.has_usable_password() or user.last_login else "Not yet: no password set"

    @property
    def last_seen(self) -> datetime | None:
        return self.membership.user.last_login


def access_of(organisation: Organisation, *, day: date) -> list[Access]:
    """The access of every account of an organisation on a day, by name. Four queries."""
    posts: defaultdict[int, list[str]] = defaultdict(list)
    holders = PostHolder.objects.filter(holds_on(day), post__organisation=organisation)
    for user, post in holders.order_by("post__name").values_list("user", "post__name"):
        posts[user].append(post)
    answers_for: defaultdict[int, list[str]] = defaultdict(list)
    delegations = Delegation.objects.filter(organisation=organisation, from_on__lte=day, to_on__gte=day)
    for user, name in delegations.order_by("from_user__name").values_list("to_user", "from_user__name"):
        answers_for[user].append(name)
    steps = Authenticator.objects.filter(user__memberships__organisation=organisation, type__in=STEPS)
    with_a_step = set(steps.values_list("user", flat=True))
    return [
        Access(each, posts[each.user_id], answers_for[each.user_id], each.user_id in with_a_step)
        for each in people_of(organisation)
    ]


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def show_access(request: MemberRequest) -> HttpResponse:
    found = access_of(request.organisation, day=clock.today())
    context = {
        "accesses": found,
        "today": clock.today(),
        "never": sum(each.last_seen is None and each.membership.user.is_active for each in found),
    }
    return render(request, "people/access.html", context)


@require_safe
@requires(Permission.MANAGE_PEOPLE)
def download_access(request: MemberRequest) -> StreamingHttpResponse:
    """The same as CSV."""
    rows = _rows(access_of(request.organisation, day=clock.today()))
    file = StreamingHttpResponse(list_as_csv(HEADINGS, rows), content_type="text/csv; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="who-has-access-{clock.today()}.csv"'
    return file


def _rows(found: Iterable[Access]) -> Iterator[list[TableCell]]:
    zone = ZoneInfo(settings.TIME_ZONE)
    for each in found:
        user, role = each.membership.user, each.membership.description
        seen = f"{each.last_seen.astimezone(zone):%Y-%m-%d %H:%M}" if each.last_seen else "Never"
        posts, for_whom = "; ".join(each.posts), "; ".join(each.answers_for)
        step = "Yes" if each.has_second_step else "No"
        said = (user.name, user.email, role.name, role.may, posts, for_whom, each.can_sign_in, step, seen)
        yield [TableCell(text) for text in said]
