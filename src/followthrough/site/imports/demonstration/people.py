"""Who signs in to the demonstration: an account for each role, and more owners, with the posts they hold."""

from dataclasses import dataclass

from followthrough.site.people.roles import ROLES, Role

DOMAIN = "alderbrook.example"


@dataclass(frozen=True)
class DemonstrationAccount:
    """An account, what it is called before the @, and the posts of the demonstration plan that it holds."""

    local_part: str
    name: str
    role: Role
    posts: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.local_part}@{DOMAIN}"

    @property
    def line(self) -> str:
        """What is printed of it: the address, its role and its posts."""
        held = f": {', '.join(self.posts)}" if self.posts else ""
        return f"  {self.email:42}{ROLES[self.role].name}{held}"


def _of_role(role: Role, *posts: str) -> DemonstrationAccount:
    return DemonstrationAccount(
        role.value.replace("_", "."), f"{ROLES[role].name} of Alderbrook", role, posts
    )


OFFICE = _of_role(Role.PROGRAMME_OFFICE)
OWNER = _of_role(Role.UPDATE_OWNER, "Head of HR")
DEMOCRATIC_SERVICES = DemonstrationAccount(
    "democratic.services",
    "Democratic Services Manager of Alderbrook",
    Role.UPDATE_OWNER,
    ("Democratic Services Manager",),
)
ACCOUNTANT = DemonstrationAccount(
    "chief.accountant",
    "Chief Accountant of Alderbrook",
    Role.UPDATE_OWNER,
    ("Chief Accountant", "Head of Financial Planning"),
)
DIRECTOR = _of_role(Role.DIRECTOR_LEAD, "Director of Finance", "Director of People and Change")
CHIEF_EXECUTIVE = DemonstrationAccount(
    "chief.executive",
    "Chief Executive of Alderbrook",
    Role.DIRECTOR_LEAD,
    ("Chief Executive", "Director of Law and Governance"),
)
ACCOUNTS = (
    OFFICE,
    OWNER,
    DEMOCRATIC_SERVICES,
    ACCOUNTANT,
    DIRECTOR,
    CHIEF_EXECUTIVE,
    _of_role(Role.ADMINISTRATOR),
    _of_role(Role.MEMBER),
    _of_role(Role.REVIEWER),
)
