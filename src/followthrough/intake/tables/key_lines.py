"""Keys that are printed as running text: "Green: on track; Red: late"."""

import re
from collections.abc import Sequence

from followthrough.intake.grid import Line
from followthrough.plan.document import SchemeEntry
from followthrough.plan.statuses import is_status_text, status_of_definition

_KEY_LINE = re.compile(
    r"(?:key\s*[:–-]\s*)?(?P<label>[A-Za-z][\w /]{0,30}?)\s*[=:–-]\s*(?P<definition>\S.*)", re.IGNORECASE
)
# A comma parts two entries where each has a sign of equality: "O = open, C = closed".
_KEY_PARTS = re.compile(r"[;\n]|,\s*(?=[^,=;]{1,30}=)")
_CODE = 2


def read_key_lines(lines: Sequence[Line]) -> list[SchemeEntry]:
    """Entries of a key that is printed as lines: "Green: on track". One such line alone is none."""
    found = [
        SchemeEntry(
            label=match["label"].strip(),
            status=status_of_definition(match["label"].strip(), match["definition"]),
            definition=match["definition"].strip(),
        )
        for line in lines
        for part in _KEY_PARTS.split(line.text)
        if (match := _KEY_LINE.fullmatch(part.strip()))
        and _is_label(match["label"].strip(), match["definition"])
    ]
    return found if len(found) >= 2 else []


def _is_label(label: str, definition: str) -> bool:
    """A word that is a status or colour by itself, or a letter or two that the definition makes one."""
    return is_status_text(label) or (
        len(label) <= _CODE and status_of_definition(label, definition) is not None
    )
