"""One cell of owners into the posts, people and bodies that it names; and a cell that says when as well, in
either order: "Head of Audit March 2024 Cabinet June 2024"."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from followthrough.intake.kinds.posts import (
    ends_in_joiner,
    ends_in_post,
    has_open_field,
    is_bare_head,
    is_body,
    is_initials,
    is_person,
    is_post_initials,
    is_title,
    opens_post,
    opens_post_unmistakably,
)
from followthrough.intake.marks import is_error
from followthrough.plan.document import Milestone, Owner
from followthrough.plan.folding import fold_name, one_line
from followthrough.plan.lookalikes import with_latin_letters
from followthrough.plan.statuses import is_status_text
from followthrough.plan.when import When, read_when
from followthrough.plan.when.text import find_whens

_LINES = re.compile(r"([\n;•▪]+|\s{3,})")
# Where what a name is asked to do, or who helps it, begins; or the share of its time, "[50%]".
_INSTRUCTION = re.compile(
    r"\s*(?=\[\d{1,3}%\]$)|\s+(?:[–—-]\s+)?(?=(?:to\s+(?!the\b|a\b|an\b|be\b)[a-z]{3,}|will\b|who\b|overseen\s+by|supported\s+by"
    r"|(?:with|and)\s+support\s+(?:from|of)|in\s+(?:consultation|liaison|conjunction|partnership)\s+with"
    r"|reporting\s+to|working\s+with|on\s+behalf\s+of|as\s+(?:lead|required|appropriate)|via)\b)"
)
_LABEL = re.compile(
    r"((?:(?:named|lead|responsible|accountable)\s+)?(?:officer|owner|lead|person)|SRO)\s*[:–—-]\s*", re.I
)
_SEPARATOR = re.compile(
    r"\s*(?:[,;]\s*and\b|[,/&]|\band/or\b|\band\b|\bor\b|\bplus\b|\+)\s*(?:the\s+)?|\s+", re.I
)
# As boards of cards print a person whose name is that of the account: "jvoss (jvoss)".
_SAID_TWICE = re.compile(r"^(.{2,60}?)\s*\(\1\)$", re.I)
# Names of accounts, as programs list them: no post and no person is one word without a capital.
_ACCOUNTS = re.compile(r"[a-z0-9][a-z0-9._-]+(?:\s*,\s*[a-z0-9][a-z0-9._-]+)+")
_EDGES = " -–—,&/"
# Longer than any list of owners: running text that strayed into the column.
_LONGEST_CELL = 500
_NEXT_MARK = re.compile(r"\s*(?:[,/&+;]|\band\b|\bor\b)")
_NOBODY = re.compile(r"none|nil|0(?:\.0+)?|false|true|\[\]|\{\}", re.IGNORECASE)
# As programs write a list of people, "[Nia Powell,Tom Birch]", and a person with the address of letters.
_IN_BRACKETS = re.compile(r"\[([^\[\]]+)\]")
_ADDRESS = re.compile(r"(?<=\w)\s*(?:<([^\s<>@]+@[^\s<>]+)>|\(([^\s()@]+@[^\s()]+)\)|\((\d{4,12})\))")
# The share of a person's time, as programs of schedules print it behind each name of a list.
_SHARE = re.compile(r"\[\d{1,3}%\]")
# Headings that say whose names stand in brackets: "Lead (support)", "Owner (and deputy)".
_HEADS_BRACKETS = re.compile(
    r"[^()]*\((?:and |with |plus )?(?:support\w*|deput\w+|assist\w*|partners?|second|back-?up|others?)"
    r"(?: \w+)?\)\s*",
    re.IGNORECASE,
)
_LAST_BRACKETS = re.compile(r"(?<=\w)\s*\(([^()\n]+)\)[ \t]*(?=\n|;|$)")
# Where the heading of a cell that says who and when goes over to the when.
_AND = re.compile(r"\s*[/&\n]\s*|\s+and\s+", re.IGNORECASE)
# Of a cell that says who and when: words that tell when without a day.
_KINDS_OF_WORDS = {"complete", "none", "tbc", "ongoing", "recurring"}
_AT_ONCE = re.compile(r"(?:with )?immediate(?:ly| effect)?|as soon as possible|asap|at once", re.IGNORECASE)
_EDGES_OF_PART = " \n\t,;:–—-("


class OwnersReading(NamedTuple):
    """The names in one cell, in order, and the words there that say what they are to do."""

    names: list[str]
    instruction: str | None = None


@dataclass(frozen=True)
class KnownOwners:
    """The names that the owner cells of a document hold plainly, in one spelling each for matching."""

    names: frozenset[str] = frozenset()
    is_initialled: bool = False
    cache: dict[str, OwnersReading] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def learn(cls, cells: Iterable[str]) -> "KnownOwners":
        """Learn from the owner cells of all rows; where most are initials, a cell of initials is a list."""
        counts = Counter(cells)
        counts.pop("", None)
        names = {name for cell in counts for name in _read_cell(cell, cls()).names}
        lists = sum(count for cell, count in counts.items() if _is_all_initials(one_line(cell)))
        alone = {fold_name(name) for name in names if " " not in name or not _is_all_initials(name)}
        return cls(frozenset(alone), lists * 2 > counts.total())

    def __contains__(self, name: str) -> bool:
        return fold_name(name) in self.names


def split_owners(text: str, known: KnownOwners) -> OwnersReading:
    """The owners that a cell names; a cell that can't be parted safely is kept as one name."""
    if text not in known.cache:
        known.cache[text] = _read_cell(text, known)
    return known.cache[text]


def _read_cell(text: str, known: KnownOwners) -> OwnersReading:
    if len(text) > _LONGEST_CELL and len(clean := one_line(text)) > _LONGEST_CELL:
        return OwnersReading([clean])
    names: list[str] = []
    shares = _SHARE.findall(text)
    if "," in text and shares:
        text = _SHARE.sub("", text).replace(",", ";")
    said = [*("".join(found) for found in _ADDRESS.findall(text)), *(shares if ";" in text else [])]
    if listed := _IN_BRACKETS.fullmatch(text.strip()):
        text = ";".join(listed[1].split(","))
    for line in _whole_lines(with_latin_letters(_ADDRESS.sub(";", text))):
        parts, words = _read_line(line, known)
        names.extend(_SAID_TWICE.sub(r"\1", part) for part in parts)
        said.extend(words)
    return OwnersReading(list(dict.fromkeys(names)), "; ".join(said) or None)


def _read_line(line: str, known: KnownOwners) -> tuple[list[str], list[str]]:
    """The names of a line and what it says of them, each name read again until none parts any more.

    What follows a mark is judged by all that stands after it, and a cut further on makes that shorter:
    in "Cabinet & Leader Head of Parks" the "&" parts two names only once the head stands apart.
    """
    name, said = _without_instruction(line)
    parts = [part for part in _names_in(name, known) if part]
    if parts == [line]:
        return parts, said
    again = [_read_line(part, known) for part in parts]
    return [each for names, _ in again for each in names], [
        *said,
        *(each for _, words in again for each in words),
    ]


def _whole_lines(text: str) -> Iterator[str]:
    """The lines of a cell; one that was only wrapped, within a title, is joined to the next."""
    begun = ""
    pieces = _LINES.split(text)
    for mark, piece in zip(["", *pieces[1::2]], pieces[::2], strict=True):
        line = " ".join(piece.split())
        is_wrapped = ";" not in mark or line.startswith(("and ", "or "))
        if begun and line and is_wrapped and _goes_on(begun, line):
            begun = f"{begun} {line}"
        elif is_person(begun) and is_title(line):
            begun = f"{begun}, {line}"
        else:
            yield begun.strip(_EDGES)
            begun = line
    yield begun.strip(_EDGES)


def _goes_on(begun: str, line: str) -> bool:
    return line[0].islower() or ends_in_joiner(begun) or (is_bare_head(begun) and not opens_post(line))


def _without_instruction(line: str) -> tuple[str, list[str]]:
    """The names of a line, and the label before them and the instruction after them."""
    said = []
    if (label := _LABEL.match(line)) and _is_whole(line[label.end() :]):
        said.append(label[1])
        line = line[label.end() :]
    found = _INSTRUCTION.search(line)
    if found and (opens_post(line) or _is_whole(line[: found.start()].rstrip(" ,"))):
        said.append(line[found.end() :])
        line = line[: found.start()].rstrip(" ,")
    return line, said


def _names_in(line: str, known: KnownOwners) -> list[str]:
    tokens = line.split()
    if len(tokens) > 1 and _is_all_initials(line):
        together = known.is_initialled or all(token in known for token in tokens)
        return tokens if together else [line]
    if _ACCOUNTS.fullmatch(line):
        return [name.strip() for name in line.split(",")]
    names, begun = [], 0
    for mark in _SEPARATOR.finditer(line):
        left, right = line[begun : mark.start()], line[mark.end() :]
        if mark.start() > begun and right and _parts(left, mark[0], right, known):
            names.append(left)
            begun = mark.end()
    return [name.strip(_EDGES) for name in (*names, line[begun:])]


def _parts(left: str, mark: str, right: str, known: KnownOwners) -> bool:
    """Whether a name ends before `mark` and another begins after it."""
    if not mark.strip():
        return _parts_at_blank(left, right, known)
    following = right[: found.start()] if (found := _NEXT_MARK.search(right)) else right
    # Of 76 cells of the labelled tables with a stroke between blanks 70 name two, and 3 one in two languages.
    if mark.startswith(" /") and mark.endswith(" "):
        return True
    if not (_is_whole(left) or left in known):
        return False
    if mark == "/" and left in known and following in known:
        return True
    if mark == "/" and not is_initials(left) and _shares_field(left):
        return False
    # A person and the post after it are one owner.
    if mark.startswith(",") and is_person(left) != is_person(following):
        return False
    # "Head of People, Virtual School Head": a field goes on after a comma, and ends in no post of its own.
    if mark.startswith(",") and has_open_field(left) and ends_in_post(following):
        return True
    return opens_post(right) or _stands_alone(following, left, known)


def _parts_at_blank(left: str, right: str, known: KnownOwners) -> bool:
    """Whether two names meet with nothing between them but a blank."""
    if opens_post_unmistakably(right):
        return is_title(left) or is_body(left)
    if left in known and right in known and right[0].isalnum():
        return True
    # What follows a name that stands alone elsewhere is a name as well, if it can be one.
    return left in known and is_title(left) and (is_body(right) or (is_initials(right) and len(right) > 2))


def _stands_alone(following: str, left: str, known: KnownOwners) -> bool:
    """Whether the words up to the next mark are a name, not the rest of the field that `left` ends in."""
    if is_person(following) or is_initials(following):
        same_kind = is_person(left) if is_person(following) else is_initials(left)
        return same_kind or following in known or is_post_initials(following)
    if has_open_field(left):
        return following in known and is_title(following)
    return following in known or is_title(following) or is_body(following)


def _shares_field(left: str) -> bool:
    """Bare heads before a slash share what follows: "Directors/Managers with responsibility for care"."""
    return not has_open_field(left) and not opens_post_unmistakably(left) and not is_body(left)


def _is_whole(name: str) -> bool:
    return is_title(name) or is_body(name) or is_initials(name) or is_person(name)


def _is_all_initials(text: str) -> bool:
    return all(map(is_initials, text.split()))


@dataclass(frozen=True)
class SharedCell:
    """What a cell that says who and when was read as."""

    owners: tuple[Owner, ...] = ()
    due: When | None = None
    milestones: tuple[Milestone, ...] = ()


def read_who_when(text: str, heading: str, known: KnownOwners) -> SharedCell:
    """The owners and the date of a shared cell. More than one date: the due date spans them all, and each is
    a milestone of the owners that stand before it."""
    found = find_whens(text)
    parts = owner_parts(text)
    names: list[str] = []
    for part in parts:
        for name in split_owners(part, known).names if part else []:
            if name not in names:
                names.append(name)
    role = _AND.split(heading)[0].strip() or heading
    dates = list(dict.fromkeys(when.when for when in found))
    words = [name for name in names if _tells_when(name)]
    names = [name for name in names if name not in words]
    dates = dates or [read_when(word) for word in words]
    milestones = tuple(
        Milestone(title=part or heading, due=when.when) for part, when in zip(parts, found, strict=False)
    )
    return SharedCell(
        owners=tuple(Owner(role=role, name=name) for name in names),
        due=_spanning(text, dates),
        milestones=milestones if len(dates) > 1 else (),
    )


def _tells_when(name: str) -> bool:
    """Whether what stands where a name could is a word for a date or a status: "Implemented", "N/A"."""
    return is_status_text(name) or read_when(name).kind in _KINDS_OF_WORDS or bool(_AT_ONCE.fullmatch(name))


def owner_parts(text: str) -> list[str]:
    """What stands before each date of a shared cell, and after the last: the owners, some of them empty."""
    found = find_whens(text)
    starts = [0, *(when.end for when in found)]
    ends = [*(when.start for when in found), len(text)]
    # A bracket that was opened before a date is closed after it; one that a name ends in stays.
    return [
        text[a:b].lstrip(_EDGES_OF_PART + ")").rstrip(_EDGES_OF_PART)
        for a, b in zip(starts, ends, strict=True)
    ]


def _spanning(text: str, dates: list[When]) -> When | None:
    """One date as it is; several as a range from the first to the last."""
    if len(dates) <= 1:
        return dates[0] if dates else None
    first = min((when.earliest for when in dates if when.earliest), default=None)
    last = max((when.latest for when in dates if when.latest), default=None)
    if first is None or last is None:
        return dates[0]
    words = " ".join(when.text for when in dates)
    return read_when(words).model_copy(
        update={"text": words, "kind": "range", "earliest": first, "latest": last}
    )


def beside_brackets(text: str, heading: str) -> str:
    """A cell of owners with those in brackets beside the others, where the heading says who they are."""
    return _LAST_BRACKETS.sub(r"; \1", text) if _HEADS_BRACKETS.fullmatch(heading) else text


def is_nobody(text: str) -> bool:
    """Whether a cell of owners holds an error, or a word for there being none."""
    return is_error(text) or bool(_NOBODY.fullmatch(text.strip(" .-")))
