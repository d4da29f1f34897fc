"""References of actions: what a plan's own refs look like, and the one spelling each is known by."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from followthrough.plan.lookalikes import with_latin_letters
from followthrough.plan.when.months import MONTH_WORD

# Words that announce a number and are no part of it: "Action 3" is the action 3.
NUMBERED_WORDS = ("action", "recommendation", "item", "task", "milestone")

# A cell that is longer is a text in the wrong place; to try where it could be parted would take for ever.
_LONGEST_REF = 100
_LABEL = re.compile(rf"(?i:(?:{'|'.join(NUMBERED_WORDS)}|ref|no|number)\b[ .:#]*)+(?=\d)")
_BRACKET = re.compile(r"\s*[()\[\]]\s*")
# A number in brackets after another is a level of its own: "15(1)" is no 151.
_BRACKETED_NUMBER = re.compile(r"(?<=\d)\s*[(\[]\s*(?=\d)")
_SEPARATOR = re.compile(r"\s*([./_:-])\s*")
# What stands between two refs of one cell: a mark or a word, nothing but a space, or not even that.
_MARKED_APART = re.compile(r"\s*[,;&+]\s*(?:and\s+)?|\s+(?:and|to)\s+", re.IGNORECASE)
_LOOSELY_APART = re.compile(r"\s*/\s*|\s*[-–]\s*|(?<=\d)\s+|(?<=\d[a-z])\s+|(?<=[\d)a-z])(?=[A-Z])")
_LETTERS, _DIGITS = re.compile(r"[A-Za-z]+"), re.compile(r"\d+")
_RUNS = re.compile(r"[0-9]{1,8}|[A-Z]+")
_LAST_PART = re.compile(r"(.*?)([./_ -]?)(\d+|[A-Za-z]|\([A-Za-z]\))$")
_LEVEL = re.compile(r"(?P<stem>.*\D)?(?P<number>\d{1,6})[A-Za-z]?$")

# Codes of letters and digits that are no refs: quarters, halves, financial years, versions, stages, and
# dates with or without the initials of who wrote ("CR 28.10.22").
_NO_REF = re.compile(
    rf"(?:{MONTH_WORD}\b|(?:0+|q[1-4]|h[12]|fy ?\d+|v\d+(?:\.\d+)*|s151|xx+)$"
    r"|(?:phase|stage|part|tier|level|page|week|year|day|band|covid|iso|version|table|theme|ward|grade)\b"
    r"|(?:early|mid|late|end|by|pre|post|under|over|top|spring|summer|autumn|winter)\b"
    r"|(?:[a-z]{1,4} )?\d{1,2}([./])\d{1,2}\1(?:(?:19|20)\d\d|1[89]|[23]\d)$|[a-z]{1,4} \d{1,2}/\d{1,2}$)",
    re.I,
)
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}(?:\.?[a-j]|\([a-j]\))?"
_YEARLY = r"(?:[A-Z]{1,5}[ /-]?)?(?:19|20)\d\d/\d\d(?:\d\d)?[-/.]\d{1,3}"
_CODE = (
    r"(?=\D*\d)(?:(?:[A-Z]{1,6}|Rec)[ ]|[A-Za-z]{1,6}(?=[^A-Za-z ]))[./_:-]?"
    r"(?:[A-Za-z]{1,3}[./_-]?)?\d{1,3}(?:[./_-]?(?:[A-Z]{1,2}|\d{1,3}))*[a-j]?"
)
_LETTERED = r"(?=[a-zA-Z])(?:[a-zA-Z]|x?(?:ix|iv|v?i{0,3})|X?(?:IX|IV|V?I{0,3}))"
_REF = re.compile(rf"(?:{_YEARLY}|{_CODE}|\(?{_NUMBER}[.:)]*|{_LABEL.pattern}{_NUMBER}[.:)]*)$")
_LETTERED_REF = re.compile(rf"\(?{_LETTERED}[.)]+$|(?:[xvi]{{2,5}}|[XVI]{{2,5}})$")
_NUMBERED = re.compile(
    rf"""(?:(?P<labelled>{_LABEL.pattern}{_NUMBER})(?:\s*[.:)]+\s+|\s+[–—-]\s+|\s*\n)
    |(?P<closed>\(?{_NUMBER}\)?)(?:\s*[.:)]+\s+|(?<=\))\s+|\s*\n|\s+[–—-]\s+(?=[A-Z]))
    |\(?(?P<lettered>{_LETTERED})\)\s*|(?P<dotted>[a-z]|x?(?:ix|iv|v?i{{1,3}}))\.\s+
    |(?P<levels>\d{{1,3}}(?:\.\d{{1,3}})+[a-j]?)\s+(?=[A-Z'"‘“(])
    |(?P<coded>{_YEARLY}|{_CODE})(?:\s*[:)]+\s+|\.\s+|\s+[–—-]\s+|\s*\n|(?P<bare>\s+(?=[A-Z'"‘“(]))))(?=\S)""",
    re.X,
)
_COUNTED = re.compile(r"\W*(?P<ref>[A-Z]{0,3}(?:\d+\.)*\d{1,6}[a-z]?|[a-z](?=[.)]))[.):]?(?:\s|$)")
_ROMAN = re.compile(r"\W*([ivx]{1,4}|[IVX]{1,4})[.):]?\s")
_ROMANS = "i ii iii iv v vi vii viii ix x xi xii".split()
_COUNTING = re.compile(r"(?P<stem>.{0,20}?)(?P<number>\d{1,6})(?P<letter>[a-z]?)")


class Ref(NamedTuple):
    """A ref in its one spelling.

    `repaired`: a separator was added, dropped or changed to bring it to the make of the others.
    `malformed`: it is not of the make of the others and could not be brought to it; kept as printed.
    """

    ref: str
    malformed: bool = False
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class RefStyle:
    """What the refs of one plan look like, learnt from them.

    A shape has 9 for any run of digits and A for any run of letters: "A.A9.9" is the shape of "GO.B2.13".
    """

    regular: tuple[str, ...] = ()
    cases: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def learn(cls, printed: Iterable[str]) -> "RefStyle":
        """The style of a column of refs: its commonest shapes, and the case of their letters."""
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for ref in filter(None, (_cleaned(text) for text in printed if len(text) <= _LONGEST_REF)):
            alike[shape_of(ref)].append(ref)
        total = sum(map(len, alike.values()))
        commonest = sorted(alike, key=lambda shape: -len(alike[shape]))
        regular = tuple(shape for shape in commonest if _is_regular(len(alike[shape]), total))
        return cls(regular, {shape: _commonest_cases(refs) for shape, refs in alike.items()})

    def canonical(self, printed: str, before: str | None = None) -> Ref:
        """`printed` in the one spelling of the plan; `before` is the canonical ref of the row before.

        Two printed refs can come to one canonical ref; whoever holds the list looks for that.
        """
        if len(printed) > _LONGEST_REF:
            return Ref(" ".join(printed.split()), malformed=bool(self.regular))
        ref = self._cased(_cleaned(printed))
        if self._is_regular(shape_of(ref)):
            return Ref(ref)
        if mended := self._mended(ref, before):
            return Ref(self._cased(mended), repaired=True)
        if ref and self._is_stem(shape_of(ref)):
            return Ref(ref)
        return Ref(" ".join(printed.split()), malformed=bool(self.regular))

    def several(self, printed: str) -> list[str]:
        """The refs of a cell that holds more than one, all of one make of the plan's own: "1.1, 1.2", "A1A2",
        "R1/R2". Bare numbers are told apart by a mark alone, as "1 2" and "1/2" may be one ref."""
        if len(printed) > _LONGEST_REF:
            return []
        for apart in (_MARKED_APART, _LOOSELY_APART):
            refs = [self._cased(_cleaned(word)) for word in apart.split(printed.strip())]
            shape = shape_of(refs[0])
            is_told = len(shape) > 1 if apart is _LOOSELY_APART else shape_of(printed) != shape
            if is_told and shape in self.regular and len({*refs}) > 1 and {*map(shape_of, refs)} == {shape}:
                return refs
        return []

    def _is_regular(self, shape: str) -> bool:
        """Of a shape of the plan's own, or one level below it: "1a" and "1.1" are children of "1"."""
        return any(shape == own or (own[-1] == "9" and _is_child(shape, own)) for own in self.regular)

    def _is_stem(self, shape: str) -> bool:
        """One level above a shape of the plan's own."""
        return any(own.startswith(shape) and _is_child(own, shape) for own in self.regular)

    def _mended(self, ref: str, before: str | None) -> str | None:
        separators = {mark for shape in self.regular for mark in shape if mark not in "A9"}
        edits = set(_one_separator_edits(ref, separators))
        candidates = sorted(edit for edit in edits if self._is_regular(shape_of(edit)))
        fitting = [edit for edit in candidates if before and _follows(edit, before)] or [
            edit for edit in candidates if before and _stem(edit) == _stem(before)
        ]
        if len(fitting) == 1:
            return fitting[0]
        could_stand = before is not None and self._is_stem(shape_of(ref))
        return candidates[0] if len(candidates) == 1 and not could_stand else None

    def _cased(self, ref: str) -> str:
        """`ref` with each run of letters in the case that the plan mostly has there."""
        shape = shape_of(ref)
        cases = self.cases.get(shape) or next((self.cases[own] for own in self.regular), ())
        if not cases:
            return ref
        runs = re.split(r"([A-Za-z]+)", ref)
        for place, case in zip(range(1, len(runs), 2), cases, strict=False):
            runs[place] = _in_case(runs[place], case)
        return "".join(runs)


@lru_cache(maxsize=20_000)
def sort_key(ref: str | None) -> str | None:
    """What sorts refs as people count: 1.2, 1.9, 1.10, 2, 10; A2, A10. None where there is no ref.

    Digits and capitals alone, so that every database sorts it in the same way, whatever its language: each
    number stands in eight digits after "0", each word after "1".
    """
    if not ref:
        return None
    runs = _RUNS.findall(with_latin_letters(ref).upper()[:_LONGEST_REF])
    return "".join(f"0{int(run):08}" if run.isdecimal() else f"1{run}" for run in runs)


@lru_cache(maxsize=20_000)
def shape_of(ref: str) -> str:
    """The shape of a ref: 9 for each run of digits, A for each run of letters, separators as they are."""
    return _LETTERS.sub("A", _DIGITS.sub("9", ref))


@lru_cache(maxsize=20_000)
def looks_like_ref(text: str) -> bool:
    """Whether a cell's text could be the ref of an action; dates, years, plain words and money are none."""
    text = with_latin_letters(text.strip())
    if not 0 < len(text) <= 24 or is_date_or_stage(text):
        return False
    return bool(_REF.match(text) or _LETTERED_REF.match(text))


def begins_count(ref: str) -> bool:
    """Whether a ref is the first of a count: "1", "a)", "(i)"."""
    return ref.strip(" .()").lower() in ("1", "a", "i", "01")


def is_date_or_stage(text: str) -> bool:
    """Whether a code of letters and digits is a date, a quarter, a version or a stage, and so no ref."""
    return bool(_NO_REF.match(text))


def split_numbered(text: str) -> tuple[str, str] | None:
    """The ref that a text begins with and the text after it; None where it begins with none."""
    found = _NUMBERED.match(text := text.strip())
    if not found or found.end() == len(text):
        return None
    printed = next(group for name, group in found.groupdict().items() if group and name != "bare")
    # "A4 Paper", "M25 Closure": a code of letters and a number is a ref only where a mark sets it off.
    if is_date_or_stage(printed) or (found["bare"] and not re.search(r"[./_-]", printed)):
        return None
    return _cleaned(printed), text[found.end() :]


def parent_of(ref: str, known: Container[str]) -> str | None:
    """The nearest known ref above `ref`: B1.3 under B1.0 or B1, 1.3a under 1.3, 1a under 1."""
    if len(ref) > _LONGEST_REF:
        return None
    return next((above for above in _refs_above(ref) if above != ref and above in known), None)


@lru_cache(maxsize=20_000)
def _cleaned(printed: str) -> str:
    text = " ".join(with_latin_letters(printed).replace("–", "-").split())
    text = _BRACKET.sub("", _BRACKETED_NUMBER.sub(".", text))
    text = _SEPARATOR.sub(r"\1", text).strip(" .:;,/_-")
    return _LABEL.sub("", text, count=1) if _LABEL.match(text) else text


def _is_regular(count: int, total: int) -> bool:
    """A shape that a tenth of the refs have; one of a kind counts only where there are few to compare."""
    return count * 10 >= total and (count > 1 or total < 5)


def _is_child(shape: str, parent: str) -> bool:
    rest = shape.removeprefix(parent)
    return rest != shape and bool(re.fullmatch(r"[./_-]?[A9]|[./_-]9A", rest)) and not rest.startswith("9")


def _commonest_cases(alike: list[str]) -> tuple[str, ...]:
    """The commonest case of each run of letters of refs of one shape."""
    rows = [[_case_of(run) for run in _LETTERS.findall(ref)] for ref in alike]
    return tuple(Counter(column).most_common(1)[0][0] for column in zip(*rows, strict=True))


def _case_of(letters: str) -> str:
    return "upper" if letters.isupper() else "lower" if letters.islower() else "mixed"


def _in_case(letters: str, case: str) -> str:
    return letters.upper() if case == "upper" else letters.lower() if case == "lower" else letters


def _one_separator_edits(ref: str, separators: set[str]) -> Iterator[str]:
    """`ref` with one separator dropped, changed or added; two numbers are never run together."""
    for place, mark in enumerate(ref):
        if not mark.isalnum():
            if not (ref[:place][-1:].isdigit() and ref[place + 1 :][:1].isdigit()):
                yield ref[:place] + ref[place + 1 :]
            yield from (ref[:place] + other + ref[place + 1 :] for other in separators)
    for place in range(1, len(ref)):
        yield from (ref[:place] + mark + ref[place:] for mark in separators)


def _stem(ref: str) -> str:
    found = _LEVEL.match(ref)
    return (found["stem"] or "") if found else ref


def _follows(ref: str, before: str) -> bool:
    """Whether `ref` is the next number after `before` on the same level."""
    here, there = _LEVEL.match(ref), _LEVEL.match(before)
    if not here or not there or here["stem"] != there["stem"]:
        return False
    return int(here["number"]) == int(there["number"]) + 1


def _refs_above(ref: str) -> Iterator[str]:
    """Refs that may stand above `ref`, nearest first."""
    while above := _LAST_PART.match(ref):
        stem, mark, last = above.groups()
        if mark and last.isdecimal():
            yield f"{stem}{mark}0"
        if not stem:
            return
        yield stem
        ref = stem


def opening_roman(text: str) -> str:
    """The Roman number that a text begins with, in small letters; "" where it begins with none."""
    found = _ROMAN.match(text)
    return found[1].lower() if found else ""


def counts_on(before: str, after: str) -> bool:
    """Whether two texts begin with numbers or letters of which the second is the next: "1.1.1", "1.1.2"."""
    roman = [opening_roman(text) for text in (before, after)]
    if all(each in _ROMANS for each in roman) and _ROMANS.index(roman[1]) == _ROMANS.index(roman[0]) + 1:
        return True
    one, other = _COUNTED.match(before), _COUNTED.match(after)
    if not one or not other:
        return False
    if one["ref"].isalpha() and other["ref"].isalpha():
        return ord(other["ref"]) == ord(one["ref"]) + 1
    return follows(one["ref"], other["ref"])


def follows(before: str, after: str) -> bool:
    """Whether a ref is the next after another: "2" or "1a" after "1", "1b" after "1a", "1.1" below "1"."""
    one, other = _COUNTING.fullmatch(before.strip(" .)(")), _COUNTING.fullmatch(after.strip(" .)("))
    if not other:
        return False
    number, letter = int(other["number"]), other["letter"]
    stem = other["stem"].rstrip("./- ")
    if number == 1 and not letter and stem:
        return before.strip(" .)(").endswith(stem)
    if not one or one["stem"] != other["stem"]:
        return False
    if number == int(one["number"]):
        return len(letter) == 1 and ord(letter) == ord(one["letter"] or "`") + 1
    return number == int(one["number"]) + 1 and letter in ("", "a")
