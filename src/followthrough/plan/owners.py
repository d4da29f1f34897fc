"""Names of owners: one spelling a post for matching, and names that hold nobody to anything."""

import re
from functools import lru_cache

from followthrough.plan.lookalikes import with_latin_letters

_SHORT_FORMS = {
    "ad": "assistant director",
    "ads": "assistant directors",
    "asst": "assistant",
    "cllr": "councillor",
    "dept": "deputy",
    "exec": "executive",
    "mgr": "manager",
}
_JOINING = frozenset({"and", "of", "for", "the"})
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


@lru_cache(maxsize=4096)
def fold_name(name: str) -> str:
    """One spelling a name for matching: no case, dashes, "&", short forms, "of" or look-alike letters."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)*", with_latin_letters(name).casefold().replace("’", "'"))
    longer = (_SHORT_FORMS.get(word, word) for word in words)
    return " ".join(word for word in longer if word not in _JOINING)


def is_unowned(name: str) -> bool:
    """Whether a name says that there is no owner yet: blank, TBC, vacant."""
    return bool(_UNOWNED.fullmatch(_plain(name)))


def is_broad(name: str) -> bool:
    """Whether a name takes in so many that nobody answers: ALL, the council, a whole department."""
    plain = _plain(name)
    return bool(_ALL.fullmatch(plain) or _DEPARTMENT.fullmatch(plain))


def _plain(name: str) -> str:
    return " ".join(with_latin_letters(name).casefold().split()).strip(" .")
