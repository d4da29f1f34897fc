"""What a spreadsheet or a program leaves in a cell where a value should be: no status, post or date."""

import re

# The errors of Excel and LibreOffice, and what programs write for a value that they do not have.
_ERROR = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!"
    r"|GETTING_DATA|ERROR!?)(?:\s?N/A)?|Err:\d{3}|\[object Object\]"
    r"|nan|NaN|NaT|<NA>|[<(]?(?:NULL|null)[>)]?|undefined",
)
_NOBODY = re.compile(r"none|nil|0(?:\.0+)?|false|true", re.IGNORECASE)


def is_error(text: str) -> bool:
    """Whether a cell of any column holds nothing but an error."""
    return bool(_ERROR.fullmatch(text.strip()))


def is_nobody(text: str) -> bool:
    """Whether a cell of owners holds an error, or a word for there being none."""
    return is_error(text) or bool(_NOBODY.fullmatch(text.strip(" .-")))
