"""What one text tells of a key: the words and signs that stand for states, each with its meaning."""

import re
from collections.abc import Sequence

from followthrough.intake.grid import Line
from followthrough.intake.limits import LOOKED_AT
from followthrough.plan.document import SchemeEntry
from followthrough.plan.folding import STATUS_SIGNS
from followthrough.plan.statuses import is_status_text, status_of_definition

_LEADING_NAME = re.compile(
    r"(?:(?:(?:\w+ ){0,2}(?:key|legend)|b?rag(?: status| rating| key)?s?)\s*[:–-]\s*)?", re.IGNORECASE
)
# A dash is a sign of its own where a sign of equality follows: "- = not begun".
_DASH = r"[-–—](?=\s*=)"
_KEY_LINE = re.compile(
    _LEADING_NAME.pattern + rf"(?P<label>[A-Za-z][\w /]{{0,30}}?|{_DASH})\s*[=:–-]\s*(?P<definition>\S.*)",
    re.IGNORECASE,
)
# A comma parts two entries where each has a sign of equality: "O = open, C = closed".
_KEY_PARTS = re.compile(r"[;\n]|,\s*(?=[^,=;]{1,30}=)")
# A stop, a comma or a bar does where what follows has the make of an entry: "Green – on course. Red – late";
# and a blank before a letter with its sign: "G = on course R = late".
_RUN_ON = re.compile(
    r"[;\n|]|[.,]\s+(?=[A-Z][\w /]{0,30}?\s*[=:–-]\s*\S)|\s+(?=[A-Z]{1,2}\s*=\s*\S)"
    rf"|[.,]\s+(?={_DASH})"
)
# A symbol begins an entry without any other sign: "🟢 on course 🔴 late".
_NOT_SIGN = f"[^{re.escape(''.join(sorted(STATUS_SIGNS)))}]"
_OF_SIGN = re.compile(rf"(?!{_NOT_SIGN})(?P<label>.)\ufe0f?\s*(?:[=:–-]\s*)?(?P<definition>{_NOT_SIGN}+)")
_LONGEST_OF_SIGN = 60
# The same with any sign: a word of the plan's own, a digit, a tick.
_SIGN = rf"(?P<sign>[^\s=:–—.,;|(][^=:–—.,;|]{{0,38}}?|{_DASH})\s*(?:[=:]|\s[–—-]\s)"
_PAIR = re.compile(rf"{_SIGN}\s*(?P<meaning>\S.*)", re.DOTALL)
_BETWEEN_PAIRS = re.compile(rf"[;\n|]|[.,]\s+(?={_SIGN})".replace("?P<sign>", "?:"))
_SYMBOL_PAIR = re.compile(
    r"([\u2190-\u2bff\U0001f300-\U0001faff])\ufe0f?\s*([^\W\d][^\u2190-\u2bff\U0001f300-\U0001faff]*)"
)
_CODE_PAIR = re.compile(r"(?P<sign>[A-Z\d]{1,3})\s+(?P<meaning>[^\W\dA-Z].*)")
_LEADING_NAME_OF = re.compile(r"^[^:,]{1,40}:\s+")
_MEANS = re.compile(r"\s+(?:means|stands for)\s+")
# "Codes used: C = closed, O = open".
_LEADING_WORDS = re.compile(r"^[^=:]{1,40}:\s+(?=[^=:.,;]{1,39}=)")
_IN_BRACKETS = re.compile(r"\(([^()]*=[^()]*=[^()]*)\)")
_NAME = re.compile(
    r"(?:\w+ ){0,3}(?:key|legend|definitions)(?: (?:to|for|of) [\w ]{1,40})?[: ]*"
    r"|b?rag(?: status| rating)?s?[: ]*",
    re.IGNORECASE,
)
_CODE = 2


def read_key_lines(lines: Sequence[Line]) -> list[SchemeEntry]:
    """Entries of a key that is printed as lines: "Green: on track". One such line alone is none."""
    found = [entry for line in lines for entry in entries_in(line.text)]
    return found if len(found) >= 2 else []


def entries_in(text: str) -> list[SchemeEntry]:
    """The entries of a key that one text tells, each a label, a sign and what the label means."""
    if not STATUS_SIGNS.isdisjoint(text) and (of_signs := _entries_of_signs(text)):
        return of_signs
    run_on = _entries(_RUN_ON.split(text))
    is_run_on = len(run_on) > 1 and all(entry.status for entry in run_on)
    return run_on if is_run_on else _entries(_KEY_PARTS.split(text))


def _entries_of_signs(text: str) -> list[SchemeEntry]:
    """The entries of a key of symbols, each another one; none where symbols mark what is no state."""
    found = [(match["label"], match["definition"].strip(" .;,|\u00a0")) for match in _OF_SIGN.finditer(text)]
    different = len({label for label, _ in found}) == len(found)
    if not different or any(len(definition) > _LONGEST_OF_SIGN for _, definition in found):
        return []
    entries = [entry_of(label, definition) for label, definition in found]
    is_named = names_key(text[: text.index(found[0][0])].strip()) if found else False
    of_status = sum(status_of_definition("", definition) is not None for _, definition in found)
    return (
        entries if (is_named or 2 * of_status > len(found)) and all(entry.status for entry in entries) else []
    )


def _entries(parts: Sequence[str]) -> list[SchemeEntry]:
    return [
        entry_of(match["label"].strip(), match["definition"].strip(" ."))
        for part in parts
        if (match := _KEY_LINE.fullmatch(part.strip()))
        and is_label(match["label"].strip(), match["definition"])
    ]


def pairs_in(text: str) -> list[tuple[str, str]]:
    """The signs and meanings that one text tells, whatever they are: "Steady – as planned", "1 = done"."""
    text = _MEANS.sub(" = ", text)
    inner = found[1] if (found := _IN_BRACKETS.search(text)) else _LEADING_NAME.sub("", text, count=1)
    inner = _LEADING_WORDS.sub("", inner, count=1)
    matches = map(_PAIR.fullmatch, (part.strip(" .") for part in _BETWEEN_PAIRS.split(inner)))
    pairs = [(match["sign"].strip(), match["meaning"].strip()) for match in matches if match]
    return pairs if len(pairs) > 1 else _pairs_without_sign(text) or pairs


def _pairs_without_sign(text: str) -> list[tuple[str, str]]:
    """The pairs of a text with no mark between sign and meaning: "● done  ○ not begun", "C done, L late"."""
    if len(found := _SYMBOL_PAIR.findall(text)) > 1 or _SYMBOL_PAIR.fullmatch(text):
        return [(sign, meaning.strip(" .,;")) for sign, meaning in found]
    matches = [_CODE_PAIR.fullmatch(part.strip(" .")) for part in _LEADING_NAME_OF.sub("", text).split(",")]
    return [(match["sign"], match["meaning"]) for match in matches if match] if all(matches) else []


def entry_of(label: str, definition: str, colour: str | None = None) -> SchemeEntry:
    """The entry of a key that gives a label its meaning."""
    status = status_of_definition(label, definition[:LOOKED_AT])
    return SchemeEntry(label=label, status=status, definition=definition, colour=colour)


def is_label(label: str, definition: str) -> bool:
    """A word that is a status or colour by itself, or a letter or two that the definition makes one."""
    return is_status_text(label) or (
        len(label) <= _CODE and status_of_definition(label, definition[:LOOKED_AT]) is not None
    )


def names_key(text: str) -> bool:
    """Whether a text is but the name of a key: "Key", "RAG key:"."""
    return bool(_NAME.fullmatch(text))
