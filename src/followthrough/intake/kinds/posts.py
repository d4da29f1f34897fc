"""How posts and bodies are named in local government: where a title begins, and when it is whole."""

import re


def _either(*words: str) -> str:
    return f"(?:{'|'.join(words)})"


_RANK = _either(
    "executive", "corporate", "service", "strategic", "assistant", r"asst\.?", "associate", "deputy",
    r"dept\.?", "interim", "acting", "group", "programme", "project", "senior", "principal", "joint",
    "managing", "regional", "divisional", "operational", "operations", "vice", "general", "business",
    "lead", "chief",
)  # fmt: skip
# Heads that name their field after them: "Director – Finance", "Head of Policy", "Group Manager Assurance".
_LEADING_HEAD = _either(
    "directors?", "managers?", "heads?(?= of| for| ?[-–—:])", "leads?", "officers?", r"ADs?\b",
    "cabinet members?", "portfolio holders?", "lead members?", "executive members?",
    "chair(?:man|person)?(?: of)?", "leaders?(?= of| ?[-–—])", "chief of staff", "champions?",
    "sponsors?", "partners?(?= ?[-–—:])", "group head",
)  # fmt: skip
# Titles that are whole as they stand.
_WHOLE = _either(
    r"(?:deputy |assistant |acting |interim )*chief executive(?: officer)?",
    r"chief (?:\w+ ){1,3}officer", r"(?:deputy |dept\.? )(?:council )?leader",
    "leader of (?:the )?(?:council|opposition)", "(?:deputy )?monitoring officer",
    r"(?:deputy )?(?:section|s\.?) ?151 officer", "data protection officer", "head of paid service",
    "town clerk", "caldicott guardian", "senior information risk owner",
    "(?:borough|county|city) solicitor", "head of internal audit", "chief of staff",
    r"(?:\w+ ){0,3}(?:leadership|management|senior) team", "person[ -]in[ -]charge", "responsible individual",
)  # fmt: skip
# Heads that name their field before them: "Finance Improvement Manager", "Audit Committee".
_TRAILING_HEAD = _either(
    "directors?", "managers?", "officers?", "leads?", "leaders?", "co-?ordinators?", "advis[eo]rs?",
    "partners?", "teams?", "boards?", "(?:sub-)?committees?", "groups?", "panels?", "forums?",
    "departments?", "directorates?", "solicitors?", "accountants?", "auditors?", "executives?",
    "heads?", "champions?", "councils?", "partnerships?", "commissioners?", "secretary", "members?",
    "chairs?", "holders?", "owners?", "analysts?", "specialists?", "consultants?", "lawyers?",
    "planners?", "surveyors?", "inspectors?", "trainers?", "engineers?", "supervisors?", "administrators?",
    "practitioners?", "nurses?", "matrons?", "midwi(?:fe|ves)", "workers?", "wardens?", "rangers?",
    "clerks?", "treasurers?", "registrars?", "librarians?", "principals?", "governors?", "teachers?",
    "volunteers?", "contractors?", "providers?",
)  # fmt: skip
_BODY = _either(
    "(?:full )?(?:cabinet|council)", "scrutiny", "overview and scrutiny", "commissioners?", "members",
    "leader", "executive board", "police", "clerk", "chair(?:man|person)?", "governors", "trustees",
    "head ?teacher", "bursar", "treasurer",
)  # fmt: skip
_POST_INITIALS = _either(
    "CE", "CEX", "CEO", "CFO", "COO", "CIO", "CTO", "CDO", "SRO", "SIRO", "DPO", "DCS", "DASS", "DPH",
    "MO", "S151", "ADs?", "HoS", "MD",
)  # fmt: skip
# Words of a council's business: capitals or not, "Social Care" is nobody's name.
_BUSINESS = _either(
    "and", "of", "for", "the", "adults?", "children'?s?", "families", "social", "care", "health",
    "housing", "finance", "law", "legal", "governance", "education", "skills", "growth", "regeneration",
    "place", "people", "services?", "resources", "strategy", "change", "customer'?s?", "business",
    "economy", "public", "policy", "performance", "audit", "procurement", "property", "assets?",
    "communit(?:y|ies)", "environment", "transport", "highways", "planning", "digital", "human",
    "corporate", "democratic", "improvement", "infrastructure", "transformation", "commissioning",
    "culture", "leisure", "waste", "safety", "risk", "assurance", "support", "development",
    "management", "council", "county", "borough", "city", "project", "programme", "delivery",
    "internal", "external", "communications?", "information", "technology", "data", "equality",
    "inclusion", "ict", "hr",
)  # fmt: skip
_JOINT = r"(?:\s*[-–—:,]\s*|\s+(?:of|for|to)\s+(?:the\s+)?|\s+)"
_JOINER_END = re.compile(r"(?:[&,/:–—-]|\b(?:and|of|for|the|to|with|in|on|by|a|an|or))$", re.I)
_SELF_EVIDENT_HEAD = _either(
    "directors?", "ADs?", "heads? (?:of|for)", "cabinet members?", "portfolio holders?", "lead members?",
    "executive members?", "chair(?:man|person)? of",
)  # fmt: skip
_CONNECTED = r"(?:\s*[-–—:]\s*|\s+(?:of|for)\s+)\S"
_OPENING_POST = re.compile(
    rf"(?:(?:{_WHOLE}|(?:{_RANK}\s+)+{_LEADING_HEAD}|{_SELF_EVIDENT_HEAD})(?!['’]s|\w)"
    rf"|{_LEADING_HEAD}{_CONNECTED})",
    re.I,
)
_POST_WITH_FIELD = re.compile(rf"(?:the\s+)?(?:{_RANK}\s+)*{_LEADING_HEAD}{_JOINT}\S.*$", re.I | re.S)
_FIELD_FOLLOWS = re.compile(rf"(?:(?:{_RANK}\s+)*{_LEADING_HEAD}{_CONNECTED}|{_WHOLE}(?!['’]s|\w))", re.I)
_WHOLE_TITLE = re.compile(rf"(?:the\s+)?{_WHOLE}(?:\s*\([^)]*\))?$", re.I)
_TRAILING_TITLE = re.compile(rf"(?:[\w&'’./-]+\s+)+{_TRAILING_HEAD}(?:\s*\([^)]*\))?$", re.I)
# "Clinical Director for Medicine": the head stands between its kind and its field.
_HEAD_WITHIN = re.compile(
    rf"(?:[\w&'’./-]+\s+){{1,3}}{_TRAILING_HEAD}\s+(?:of|for)\s+(?:[\w&'’-]+\s*){{1,4}}$", re.I
)
# A post that names its field after it, and at the end another that names its own before it.
_TWO_POSTS = re.compile(
    rf"(?:{_RANK}\s+)*{_either('directors?', 'heads?')}\s+(?:of|for)\s+(?:(?!the\b)[\w&'’/-]+\s+){{2,}}"
    rf"{_either('manager', 'officer', 'lead', 'leader', 'owner', 'director', 'head', 'secretary')}$",
    re.I,
)
# A post of one person that names its field before it.
_POST_AT_END = re.compile(
    r"(?:[\w&'’./-]+\s+)+(?:manager|officer|lead|leader|head|director|co-?ordinator)(?:\s*\([^)]*\))?$", re.I
)
_BARE_HEAD = re.compile(rf"(?:the\s+)?(?:{_RANK}\s+)*{_LEADING_HEAD}$", re.I)
_BODY_NAME = re.compile(rf"(?:the )?{_BODY}$", re.I)
_BUSINESS_WORD = re.compile(rf"\b{_BUSINESS}\b", re.I)
_INITIALS = re.compile(r"(?:[A-Z][A-Z&]{1,5}s?|[A-Z][a-z][A-Z]{1,3})$")
_KNOWN_INITIALS = re.compile(rf"{_POST_INITIALS}$")
_COURTESY = re.compile(
    r"(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Baroness"
    r"|DCI|(?:Ch )?Supt|(?:Ch )?Insp|Sgt|Capt|Cdr|Col|Rev)\.?\s+[A-Z]"
)
_SURNAME = r"[A-Z][a-z]*['’-]?[A-Z]?[a-z]+"
_PERSON = re.compile(
    rf"(?:[A-Z][a-z'’-]+(?:\s+[A-Z]\.?)?(?:\s+{_SURNAME}){{1,2}}|(?:[A-Z]\.\s?)+{_SURNAME})$"
)
_BRACKET_AT_END = re.compile(r"\s*\([^()]*\)$")


def opens_post(text: str) -> bool:
    """Whether a text begins with the title of a post that names its field after it, or is whole."""
    return bool(_OPENING_POST.match(text) or _COURTESY.match(text))


def opens_post_unmistakably(text: str) -> bool:
    """The same, where nothing but a blank stands before: the title is whole or says "of", "for" or a dash."""
    return bool(_FIELD_FOLLOWS.match(text))


def is_person(text: str) -> bool:
    """Whether a text has the shape of a person's name and no word of a council's business."""
    if _COURTESY.match(text):
        return True
    name = _BRACKET_AT_END.sub("", text)
    return bool(_PERSON.match(name)) and not _BUSINESS_WORD.search(name) and not is_title(name)


def is_body(text: str) -> bool:
    """Whether a text is a body that needs no further word: Cabinet, Council, Scrutiny."""
    return bool(_BODY_NAME.match(text))


def is_initials(text: str) -> bool:
    """Whether a text is an abbreviation in capitals, as of a directorate."""
    return bool(_INITIALS.match(text))


def is_post_initials(text: str) -> bool:
    """Whether a text is the initials that a post goes by everywhere: CFO, SIRO."""
    return bool(_KNOWN_INITIALS.match(text))


def has_open_field(text: str) -> bool:
    """Whether a title's field stands last, so that "and …" may carry it on."""
    return bool(_POST_WITH_FIELD.match(text)) and not _WHOLE_TITLE.match(text)


def is_title(text: str) -> bool:
    """Whether a text is the whole title of a post or name of a body, with its field where it needs one."""
    if ends_in_joiner(text):
        return False
    return any(
        pattern.match(text) for pattern in (_WHOLE_TITLE, _POST_WITH_FIELD, _TRAILING_TITLE, _HEAD_WITHIN)
    )


def ends_in_post(text: str) -> bool:
    """Whether a text is the post of one person, its field before it: "Virtual School Head"."""
    return bool(_POST_AT_END.match(text)) and not ends_in_joiner(text)


def could_be_two_posts(text: str) -> bool:
    """Whether a name is as long as two posts that stand on two lines: "Head of Parks Play Area Manager"."""
    return bool(_TWO_POSTS.match(text))


def is_bare_head(text: str) -> bool:
    """Whether a text is a title that lacks its field: "Service Director"."""
    return bool(_BARE_HEAD.match(text))


def ends_in_joiner(text: str) -> bool:
    """Whether a text breaks off before its end: "Director of", "Finance &"."""
    return bool(_JOINER_END.search(text))
