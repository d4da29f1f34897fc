"""What a list of posts and people comes to: who would be invited to hold what, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from followthrough.plan.owners import OwnerPart
from followthrough.site.people.models import Membership, Organisation, User
from followthrough.site.people.roles import PERMISSIONS, ROLES, Permission, Role
from followthrough.site.register.document.post_rows import posts_spelled
from followthrough.site.register.document.rows import folded
from followthrough.site.register.models import Ownership, Post
from followthrough.site.rounds.invitations.lists import ListRow, name_in


class Standing(Enum):
    """What is there of somebody's account already."""

    NEW = "new"
    WITHOUT_PASSWORD = "without_password"  # noqa: S105 -- added before, and has not signed in
    SIGNS_IN = "signs_in"


@dataclass
class Proposed:
    """One person with all the posts that they would hold."""

    email: str
    name: str
    standing: Standing
    role: Role
    posts: list[Post] = field(default_factory=list)
    membership: Membership | None = None

    @property
    def is_invited(self) -> bool:
        """Whether a letter with a link goes to them."""
        return self.standing is not Standing.SIGNS_IN

    @property
    def role_name(self) -> str:
        return ROLES[self.role].name

    @property
    def is_new(self) -> bool:
        return self.standing is Standing.NEW


@dataclass
class Understood:
    """The people of a list by their addresses, and a sentence for each row that can't be followed."""

    people: dict[str, Proposed] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def invited(self) -> list[Proposed]:
        return [each for each in self.people.values() if each.is_invited]

    @property
    def rows(self) -> list[list[str]]:
        """The rows that can be followed, as a page holds them between looking and sending."""
        return [[post.name, each.name, each.email] for each in self.people.values() for post in each.posts]


def understand(rows: Iterable[ListRow], organisation: Organisation) -> Understood:
    """Judge each row by itself: one that is wrong keeps none of the others."""
    rows = list(rows)
    known = _Known(organisation, rows)
    found = Understood()
    for row in rows:
        fault = known.fault_in(row)
        if fault:
            found.faults.append(f"Row {row.row}: {fault}" if row.row else fault)
        else:
            _add(row, known, found)
    for each in found.people.values():
        each.role = known.role_for(each)
    return found


def _add(row: ListRow, known: "_Known", found: Understood) -> None:
    person = found.people.setdefault(row.email, known.proposed(row))
    post = known.posts[folded(row.post)]
    if post not in person.posts:
        person.posts.append(post)
    if row.name and person.is_new:
        person.name = row.name


class _Known:
    """The posts and accounts that the rows name, in four queries."""

    def __init__(self, organisation: Organisation, rows: list[ListRow]) -> None:
        self.posts = posts_spelled({folded(row.post) for row in rows}, organisation)
        users = User.objects.filter(email__in={row.email for row in rows})
        self._users = {user.email: user for user in users}
        here = Membership.objects.filter(organisation=organisation, user__in=users).select_related("user")
        self._members = {membership.user.email: membership for membership in here}
        leading = Ownership.objects.filter(
            part=OwnerPart.ACCOUNTABLE.value, action__plan__approval_wanted=True, action__archived_at=None
        )
        self._leading = set(leading.filter(post__organisation=organisation).values_list("post", flat=True))

    def fault_in(self, row: ListRow) -> str:
        """What is wrong with a row in one sentence; "" where nothing is."""
        if not row.post:
            return f"There is no post beside {row.email or row.name or 'it'}."
        if folded(row.post) not in self.posts:
            return f"“{row.post}” is no post of your plans. Write it as it stands in the list of posts."
        if not row.email:
            return f"There is no e-mail address for {row.post}."
        try:
            validate_email(row.email)
        except ValidationError:
            return f"“{row.email}” is no e-mail address."
        return self._fault_of_account(row.email)

    def _fault_of_account(self, email: str) -> str:
        user, member = self._users.get(email), self._members.get(email)
        if user is None:
            return ""
        if member is None:
            return f"{email} can't be invited. Ask your administrator."
        if not user.is_active:
            return f"The account of {user.name} ({email}) is closed. An administrator can open it again."
        if Permission.ANSWER_RETURNS not in PERMISSIONS[Role(member.role)]:
            role = member.description.name.lower()
            return f"{user.name} ({email}) is a {role}, who can't send returns. Ask an administrator."
        return ""

    def proposed(self, row: ListRow) -> Proposed:
        member = self._members.get(row.email)
        if member is None:
            return Proposed(row.email, row.name or name_in(row.email), Standing.NEW, Role.UPDATE_OWNER)
        standing = Standing.SIGNS_IN if member.user.has_usable_password() else Standing.WITHOUT_PASSWORD
        return Proposed(row.email, member.user.name, standing, Role(member.role), membership=member)

    def role_for(self, person: Proposed) -> Role:
        """The role of the account; a new one leads where a post of theirs is to approve returns."""
        if not person.is_new:
            return person.role
        leads = any(post.pk in self._leading for post in person.posts)
        return Role.DIRECTOR_LEAD if leads else Role.UPDATE_OWNER
