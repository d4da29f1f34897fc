"""Who signs in to the demonstration: an account for each role in a council, more owners, and their posts.

All of them are invented. Some posts of the plan have nobody, as in the first week of a real council.
"""

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
        """What is printed of it: the address, the name, its role and its posts."""
        posts = f": {', '.join(self.posts)}" if self.posts else ""
        return f"  {self.email:40}{self.name}, {ROLES[self.role].name.lower()}{posts}"


OFFICE = DemonstrationAccount("programme.office", "Grace Oyelaran", Role.PROGRAMME_OFFICE)
OWNER = DemonstrationAccount("update.owner", "Tomasz Zielinski", Role.UPDATE_OWNER, ("Head of HR",))
DEMOCRATIC_SERVICES = DemonstrationAccount(
    "democratic.services", "Hannah Price", Role.UPDATE_OWNER, ("Democratic Services Manager",)
)
ACCOUNTANT = DemonstrationAccount(
    "chief.accountant",
    "Rukhsana Malik",
    Role.UPDATE_OWNER,
    ("Chief Accountant", "Head of Financial Planning"),
)
# Sent nothing in the last round.
SILENT = DemonstrationAccount(
    "head.of.procurement", "Callum Fraser", Role.UPDATE_OWNER, ("Head of Procurement", "Commercial Manager")
)
REPAIRS = DemonstrationAccount("repairs.manager", "Ravi Deshmukh", Role.UPDATE_OWNER, ("Repairs Manager",))
DIRECTOR = DemonstrationAccount(
    "director.lead",
    "Nadia Haddad",
    Role.DIRECTOR_LEAD,
    ("Director of Finance", "Director of People and Change"),
)
CHIEF_EXECUTIVE = DemonstrationAccount(
    "chief.executive",
    "Martin Lindqvist",
    Role.DIRECTOR_LEAD,
    ("Chief Executive", "Director of Law and Governance"),
)
HOUSING = DemonstrationAccount(
    "director.of.housing",
    "Joanne Tierney",
    Role.DIRECTOR_LEAD,
    ("Director of Housing", "Director of Place", "Director of Adults and Communities"),
)
REVIEWER = DemonstrationAccount("reviewer", "Eleanor Whitlock", Role.REVIEWER)
ACCOUNTS = (
    OFFICE,
    OWNER,
    DEMOCRATIC_SERVICES,
    ACCOUNTANT,
    SILENT,
    REPAIRS,
    DIRECTOR,
    CHIEF_EXECUTIVE,
    HOUSING,
    DemonstrationAccount("administrator", "Wei Ling Chan", Role.ADMINISTRATOR),
    DemonstrationAccount("political.lead", "Councillor Beatriz Romero", Role.POLITICAL_LEAD),
    DemonstrationAccount("committee.member", "Councillor Idris Bello", Role.COMMITTEE_MEMBER),
    DemonstrationAccount("member", "Councillor Samuel Achebe", Role.MEMBER),
    REVIEWER,
)
