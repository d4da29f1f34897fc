"""Mentions of other actions in running text: which action is meant, how it is spelled, what is said of it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from followthrough.plan.document import LinkKind
from followthrough.plan.refs import NUMBERED_WORDS, is_date_or_stage, shape_of

_CLAUSE_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)(?<!\bno)(?<!\bref)[.;:!?](?=\s)|\n")
_NUMBER = r"\d{1,3}(?:\.\d{1,3})*(?:[a-j]\b)?(?![\w%/]|\.\d)"
# What stands between the numbers of "actions 3, 4 and 6 to 8".
_BETWEEN = r"\s*(?:,\s*and\b|[,&–-]|\b(?:and|or|to)\b)\s*"
# A bare sub-ref is a mention after these words: "as said at 2b".
_POINTING = r"(?:see|under|per|above|below|at|in|of|with|and|from|to|as)\s+"
_SUB_NUMBER = r"\d{1,3}(?:\.\d{1,3})*[a-j]\b"
_ANNOUNCED = re.compile(r"\b(?:actions?|see|per|under|refs?\.?|links? to|with)\W*$", re.I)
# Letters on each side of a mention that can say something of it.
_NEAR = 500
_RANGE = re.compile(r"\s*(?:[–-]|to)\s*$")

_KINDS: tuple[tuple[LinkKind, re.Pattern[str]], ...] = (
    ("duplicate_of", re.compile(r"\brepeat(?:s|ed)?\b|\bduplicat|\bsame action as\b", re.I)),
    (
        "replaced_by",
        re.compile(r"\breplaced (?:by|with)\b|\bsupers[ec]ded\b|\b(?:to|now|will) becomes?\b", re.I),
    ),
    (
        "incorporated_in",
        re.compile(
            r"\bincorporated\b|\bmerged?\b|\b(?:forms?|now|as|be|is|are) part of\b"
            r"|\b(?:covered|included) (?:by|in|under|within)\b|\babsorbed\b|\bcombined (?:with|into)\b",
            re.I,
        ),
    ),
    (
        "depends_on",
        re.compile(
            r"\bdepend(?:s|ent|ant|ing|ency)\b|\bawait(?:s|ing)?\b|\bpending\b|\bsubject to\b"
            r"|\bwill follow\b|\b(?:once|when|until|after|following)\b.*\bcomplet"
            r"|\bcontingent (?:on|upon)\b|\breli(?:es|ant) on\b",
            re.I,
        ),
    ),
)


class FoundRef(NamedTuple):
    """A mention of an action in a text.

    `start` and `end` bound it in the text; `printed` is how it stands there; `to` is the canonical ref of the
    action that is meant, or the printed one where the plan has no such action (`is_known` False);
    `malformed`: it is spelled otherwise than the plan spells it; `words` is the clause that it stands in.
    """

    start: int
    end: int
    printed: str
    to: str
    is_known: bool
    malformed: bool
    words: str


@dataclass(frozen=True, slots=True)
class KnownRefs:
    """The refs of one plan, made ready to be found in its texts."""

    refs: frozenset[str]
    by_letters: dict[str, str]
    lettered: frozenset[int]
    pattern: re.Pattern[str] | None

    @classmethod
    def learn(cls, refs: Iterable[str], heading: str = "") -> "KnownRefs":
        """Learn the canonical refs of a plan. `heading` is the plan's own for its rows or their refs:
        plain numbers are mentions only after a word of it ("Task no."), or after "action" where it has none.
        """
        known = frozenset(refs)
        codes = {ref for ref in known if ref[:1].isalpha() and re.search(r"\d", ref)}
        short = {_squeezed(ref[:-2]): ref for ref in sorted(codes) if re.search(r"[^\w]0$", ref)}
        exact = {_squeezed(ref): ref for ref in sorted(codes, reverse=True)}
        numbers = any(ref[:1].isdigit() for ref in known)
        ways = [_code_pattern(codes)] * bool(codes) + [_number_pattern(heading)] * numbers
        pattern = re.compile("|".join(ways)) if ways else None
        return cls(known, short | exact, frozenset(map(_letters_in, codes)), pattern)

    def meant_by(self, printed: str) -> str | None:
        """The known ref that `printed` stands for: itself, or its letters and digits; a final .0 may lack."""
        if printed in self.refs:
            return printed
        if printed[:1].isdigit():
            return found if (found := f"{printed}.0") in self.refs else None
        return self.by_letters.get(_squeezed(printed))


def find_refs(text: str, known: KnownRefs) -> list[FoundRef]:
    """The mentions of actions in `text`, in order; one of the plan's make that it lacks is not known."""
    hits = list(known.pattern.finditer(text)) if known.pattern and text else []
    if not hits:
        return []
    starts = [0, *(mark.end() for mark in _CLAUSE_END.finditer(text)), len(text)]
    found: list[FoundRef] = []
    for hit in hits:
        clause = bisect_right(starts, hit.start()) - 1
        words = _clause_around(hit, starts[clause], starts[clause + 1])
        found.extend(_mentions(hit, known, words))
    return found


def _clause_around(hit: re.Match[str], first: int, last: int) -> str:
    """The clause between two places in a mention's text; of a very long one, the words near the mention."""
    before = hit.string[max(first, hit.start() - _NEAR) : hit.start()]
    after = hit.string[hit.end() : min(last, hit.end() + _NEAR)]
    if hit.start() - first > _NEAR:
        before = before.partition(" ")[2]
    if last - hit.end() > _NEAR:
        after = after.rpartition(" ")[0]
    return f"{before}{hit[0][:_NEAR]}{after}".strip()


def link_kind(words: str) -> LinkKind:
    """What the words around a mention say of it; a mention that says nothing more is "see"."""
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "see")


def _code_pattern(codes: Iterable[str]) -> str:
    """Codes that begin as the plan's own do, however they are dotted; and any of the make of its long ones,
    which are unmistakable."""
    openings = {found[0] for code in codes if (found := re.match("[A-Za-z]+", code))}
    begin = "|".join(sorted(openings, key=lambda letters: (-len(letters), letters)))
    mark = "[./_-]? ?" if any(" " in code for code in codes) else "[./_-]?"
    own = rf"(?i:{begin})(?:{mark}(?:\d{{1,3}}(?!\d)|(?i:[A-Z]{{1,2}})(?={mark}\d)))+(?:[a-j]\b)?"
    shapes = sorted({shape for code in codes if _is_long(shape := shape_of(code))})
    makes = (re.escape(shape).replace("A", "[A-Z]{1,4}").replace("9", r"\d{1,3}") for shape in shapes)
    return rf"(?<!\w)(?P<code>{'|'.join([*makes, own])})(?![\w%])"


def _number_pattern(heading: str) -> str:
    named = [word for word in NUMBERED_WORDS if word in heading.casefold()] or ["action"]
    announced = rf"(?i:(?:{'|'.join(named)})s?)(?i:\s*(?:points?|nos?\.?|numbers?|refs?\.?))?[ \t]*\(?"
    return (
        rf"\b(?:{announced}(?P<numbers>{_NUMBER}(?:{_BETWEEN}{_NUMBER})*)"
        rf"|(?i:{_POINTING})(?P<pointed>{_SUB_NUMBER}))"
    )


def _mentions(hit: re.Match[str], known: KnownRefs, words: str) -> Iterator[FoundRef]:
    """The mentions of one match: a code is one, "actions 3, 4 and 6 to 8" are five."""
    groups = hit.groupdict()
    if groups.get("code"):
        yield from _code_mention(hit, known, words)
        return
    group = "numbers" if groups["numbers"] else "pointed"
    base, listed, last, ended = hit.start(group), hit[group], None, 0
    for number in re.finditer(_NUMBER, listed):
        printed = number[0]
        between = listed[ended : number.start()]
        if last and _RANGE.search(between) and printed.isdecimal() and last.isdecimal():
            yield from _between(int(last), int(printed), (hit.start(group), hit.end(group)), known, words)
        meant = known.meant_by(printed)
        if meant or group == "numbers":
            start, end = base + number.start(), base + number.end()
            yield FoundRef(start, end, printed, meant or printed, meant is not None, False, words)
        last, ended = printed, number.end()


def _between(
    first: int, last: int, span: tuple[int, int], known: KnownRefs, words: str
) -> Iterator[FoundRef]:
    """The known actions that "3 to 6" takes in without naming them."""
    for number in range(first + 1, last):
        if str(number) in known.refs:
            yield FoundRef(*span, str(number), str(number), True, False, words)


def _code_mention(hit: re.Match[str], known: KnownRefs, words: str) -> Iterator[FoundRef]:
    printed = hit["code"]
    meant = known.meant_by(printed)
    if not meant and not _is_of_the_make(printed, known, hit.string[max(0, hit.start() - 16) : hit.start()]):
        return
    spelled = {spelling.casefold() for spelling in (meant or printed, (meant or printed).removesuffix(".0"))}
    yield FoundRef(
        hit.start(), hit.end(), printed, meant or printed, meant is not None,
        malformed=printed.casefold() not in spelled, words=words,
    )  # fmt: skip


def _is_of_the_make(printed: str, known: KnownRefs, before: str) -> bool:
    """Whether an unknown code is a ref at all: "CO2" and "A4" are none, though the plan has such letters."""
    if is_date_or_stage(printed) or _letters_in(printed) not in known.lettered:
        return False
    return _is_long(shape_of(printed)) or _letters_in(printed) > 2 or bool(_ANNOUNCED.search(before))


def _is_long(shape: str) -> bool:
    return len(re.findall("[A9]", shape)) > 3


def _letters_in(ref: str) -> int:
    """How many letters a ref has, but for the one of a sub-action at its end."""
    return len(re.findall("[A-Za-z]", re.sub(r"(?<=\d)[a-z]$", "", ref)))


def _squeezed(ref: str) -> str:
    return re.sub("[^A-Za-z0-9]+", "", ref).upper()
