"""Keys that are printed as running text: "Green: on track; Red: late"."""

import re
from collections.abc import Sequence

from followthrough.intake.grid import Line
from followthrough.intake.limits import LOOKED_AT
from followthrough.plan.document import SchemeEntry
from followthrough.plan.statuses import is_status_text, status_of_definition

_KEY_LINE = re.compile(
    r"(?:(?:\w+ ){0,2}key\s*[:–-]\s*)?(?P<label>[A-Za-z][\w /]{0,30}?)\s*[=:–-]\s*(?P<definition>\S.*)",
    re.IGNORECASE,
)
# A comma parts two entries where each has a sign of equality: "O = open, C = closed".
_KEY_PARTS = re.compile(r"[;\n]|,\s*(?=[^,=;]{1,30}=)")
# A stop, a comma or a bar does where what follows has the make of an entry: "Green – on course. Red – late".
_RUN_ON = re.compile(r"[;\n|]|[.,]\s+(?=[A-Z][\w /]{0,30}?\s*[=:–-]\s*\S)")
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
    run_on = _entries(_RUN_ON.split(text))
    is_run_on = len(run_on) > 1 and all(entry.status for entry in run_on)
    return run_on if is_run_on else _entries(_KEY_PARTS.split(text))


def _entries(parts: Sequence[str]) -> list[SchemeEntry]:
    return [
        entry_of(match["label"].strip(), match["definition"].strip(" ."))
        for part in parts
        if (match := _KEY_LINE.fullmatch(part.strip()))
        and is_label(match["label"].strip(), match["definition"])
    ]


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
