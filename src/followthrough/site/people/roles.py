"""The roles, as code: a change to who may do what is a change that somebody reviews."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """One thing that a role may do."""

    READ_PLANS = "read_plans"  # as published; with READ_WORK as they are now
    READ_EXEMPT = "read_exempt"  # what was published for those with an account, with what is exempt
    READ_WORK = "read_work"  # drafts, sent returns, open figures, the live register, what the checks doubt
    IMPORT_PLANS = "import_plans"
    EDIT_PLANS = "edit_plans"  # by hand, and who holds which post
    UNDO_IMPORTS = "undo_imports"
    READ_HISTORY = "read_history"
    INVITE_PEOPLE = "invite_people"  # update owners, director leads and members; see INVITED_BY_THE_OFFICE
    MANAGE_PEOPLE = "manage_people"
    ANSWER_RETURNS = "answer_returns"  # one's own and those delegated; the office also for who is absent
    APPROVE_RETURNS = "approve_returns"
    ASK_FOR_CHANGES = "ask_for_changes"  # of what was agreed; who decides them is named plan by plan
    RUN_ROUNDS = "run_rounds"
    REVIEW_PAPERS = "review_papers"  # before they are published; not one's own
    VERIFY_EVIDENCE = "verify_evidence"  # of actions in which one has no part
    CLOSE_ACTIONS = "close_actions"  # record what a forum decided, and re-open
    WRITE_NOTES = "write_notes"  # on the record of a plan or an action, for good
    RESPOND_TO_LATENESS = "respond_to_lateness"  # for the leadership team, in its paper
    OVERSEE_PLANS = "oversee_plans"  # of other organisations, as published, where they consented


class Role(StrEnum):
    """What an account is in its organisation; the value is what the database holds."""

    ADMINISTRATOR = "administrator"
    PROGRAMME_OFFICE = "programme_office"
    UPDATE_OWNER = "update_owner"
    DIRECTOR_LEAD = "director_lead"
    POLITICAL_LEAD = "political_lead"
    COMMITTEE_MEMBER = "committee_member"
    MEMBER = "member"
    REVIEWER = "reviewer"
    OVERSEER = "overseer"


@dataclass(frozen=True)
class RoleDescription:
    """A role as it is shown: its name and a sentence on what it may do."""

    name: str
    may: str

    def __str__(self) -> str:
        return self.name

    @property
    def hint(self) -> str:
        """What stands under the name where a role is chosen."""
        return self.may


ROLES = {
    Role.ADMINISTRATOR: RoleDescription(
        "Administrator", "Adds people and chooses their roles, and may do all that the programme office may."
    ),
    Role.PROGRAMME_OFFICE: RoleDescription(
        "Programme office",
        "Imports and edits plans, runs the rounds, publishes papers, verifies evidence, records what was "
        "closed, invites "
        "update owners, director leads and members, and reads every plan and its history.",
    ),
    Role.UPDATE_OWNER: RoleDescription(
        "Update owner", "Sends the returns that a round asks for, and reads every plan as it is now."
    ),
    Role.DIRECTOR_LEAD: RoleDescription(
        "Director lead",
        "Approves and sends returns, reviews papers before they are published, writes the leadership team's "
        "response to what is late, and reads every plan as it is now, and its history.",
    ),
    Role.POLITICAL_LEAD: RoleDescription(
        "Political lead",
        "Reads every plan as it is now, and writes notes on the record, as a cabinet member or portfolio "
        "holder does.",
    ),
    Role.COMMITTEE_MEMBER: RoleDescription(
        "Committee member",
        "Reads what the rounds of every plan published, and published papers with what is exempt.",
    ),
    Role.MEMBER: RoleDescription("Member", "Reads what the rounds of every plan published."),
    Role.REVIEWER: RoleDescription(
        "Reviewer",
        "Reads every plan as it is now, and its history, writes notes on the record and verifies evidence, "
        "as an auditor or a commissioner does.",
    ),
    Role.OVERSEER: RoleDescription(
        "Overseer",
        "Sees side by side what other organisations published for everybody, where they consented, and "
        "nothing else.",
    ),
}

INVITED_BY_THE_OFFICE = (
    Role.UPDATE_OWNER,
    Role.DIRECTOR_LEAD,
    Role.POLITICAL_LEAD,
    Role.COMMITTEE_MEMBER,
    Role.MEMBER,
)

_P = Permission
_EVERYBODY = {_P.READ_PLANS}
_WORK = _EVERYBODY | {_P.READ_WORK, _P.READ_EXEMPT}
_OVERSIGHT = _WORK | {_P.READ_HISTORY}
_OFFICE = _OVERSIGHT | {_P.IMPORT_PLANS, _P.EDIT_PLANS, _P.UNDO_IMPORTS, _P.RUN_ROUNDS}
_OFFICE |= {_P.ANSWER_RETURNS, _P.ASK_FOR_CHANGES, _P.INVITE_PEOPLE, _P.VERIFY_EVIDENCE, _P.CLOSE_ACTIONS}
_OFFICE |= {_P.REVIEW_PAPERS, _P.WRITE_NOTES, _P.RESPOND_TO_LATENESS}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(_OFFICE | {_P.MANAGE_PEOPLE}),
    Role.PROGRAMME_OFFICE: frozenset(_OFFICE),
    Role.UPDATE_OWNER: frozenset(_WORK | {_P.ANSWER_RETURNS, _P.ASK_FOR_CHANGES}),
    Role.DIRECTOR_LEAD: frozenset(
        _OVERSIGHT
        | {_P.ANSWER_RETURNS, _P.APPROVE_RETURNS, _P.ASK_FOR_CHANGES, _P.REVIEW_PAPERS}
        | {_P.RESPOND_TO_LATENESS}
    ),
    Role.POLITICAL_LEAD: frozenset(_WORK | {_P.WRITE_NOTES}),
    Role.COMMITTEE_MEMBER: frozenset(_EVERYBODY | {_P.READ_EXEMPT}),
    Role.MEMBER: frozenset(_EVERYBODY),
    Role.REVIEWER: frozenset(_OVERSIGHT | {_P.VERIFY_EVIDENCE, _P.WRITE_NOTES}),
    Role.OVERSEER: frozenset({_P.OVERSEE_PLANS}),
}
