"""Owners: names that hold nobody to anything, what a role stands for."""

import re
from collections.abc import Sequence
from enum import StrEnum

from followthrough.plan.folding import one_line

_UNOWNED = re.compile(
    r"|n/?a|none|nobody|no ?one|tbc|tbd|tba|vacan(?:t|cy)|unassigned|unallocated|unknown|\W+|x+"
    r"|to be (?:confirmed|determined|agreed|decided|appointed|identified|allocated)"
    r"|not (?:yet )?(?:assigned|allocated|appointed|applicable|known)"
)
_MANY = (
    r"(?:director(?:ate)?s|departments|services|officers|managers|members|staff|teams|heads of service|leads"
    r"|owners|partners|assistant directors|ads|councillors|employees)"
)
_ALL = re.compile(
    rf"all(?: of us| (?:\w+ )*{_MANY}(?: .*)?)?|every(?:one|body)|various(?: .*)?|several|multiple|{_MANY}"
    r"|(?:the )?(?:whole |full )?council|corporate|council[- ]?wide|organisation(?:[- ]wide)?"
)
_DEPARTMENT = re.compile(
    r"(?!.*\b(?:director|manager|head|lead|leader|officer|chief|team)s?\b)"
    r".*\b(?:directorate|department|division)s?"
)


_POLITICAL = re.compile(
    r"\b(?:cabinet|portfolio|(?:lead |executive )?members?|councillors?|cllrs?|political)\b"
)
_UPDATING = re.compile(r"\b(?:updat\w*|report(?:er|ing)s?)\b")
_SUPPORTING = re.compile(
    r"\b(?:others?|support(?:s|ed|ing)?|secondary|deput(?:y|ies)|additional|partners?|contribut\w+|consult\w+"
    r"|assist(?:s|ed|ing)?|help(?:s|ed|ing|ers?)?)\b"
)


class OwnerPart(StrEnum):
    """What an owner is to an action, whatever a plan's heading calls the role."""

    ACCOUNTABLE = "accountable"
    POLITICAL = "political"
    SUPPORTING = "supporting"
    UPDATE_OWNER = "update_owner"


def parts_of(roles: Sequence[str]) -> list[OwnerPart]:
    """The part of each owner of one action, by the words of the roles.

    A role that says nothing else is accountable. Where nobody is, the first who supports answers for it.
    """
    parts = [_part_of(role) for role in roles]
    if OwnerPart.ACCOUNTABLE not in parts and OwnerPart.SUPPORTING in parts:
        parts[parts.index(OwnerPart.SUPPORTING)] = OwnerPart.ACCOUNTABLE
    return parts


def _part_of(role: str) -> OwnerPart:
    words = _plain(role)
    if _POLITICAL.search(words):
        return OwnerPart.POLITICAL
    if _UPDATING.search(words):
        return OwnerPart.UPDATE_OWNER
    return OwnerPart.SUPPORTING if _SUPPORTING.search(words) else OwnerPart.ACCOUNTABLE


def is_unowned(name: str) -> bool:
    """Whether a name says that there is no owner yet: blank, TBC, vacant."""
    return bool(_UNOWNED.fullmatch(_plain(name)))


def is_broad(name: str) -> bool:
    """Whether a name takes in so many that nobody answers: ALL, the council, a whole department."""
    plain = _plain(name)
    return bool(_ALL.fullmatch(plain) or _DEPARTMENT.fullmatch(plain))


def _plain(name: str) -> str:
    return one_line(name).casefold().strip(" .")
