"""The page in a web archive (.mhtml), which is laid out as a mail with its pictures attached."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from followthrough.intake.grid import UnreadableFileError


def page_in(content: bytes) -> bytes:
    """The first page of a web archive, in UTF-8 with a byte order mark. Raises UnreadableFileError."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(content)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        text = _text(page) if isinstance(page, EmailMessage) else ""
    except Exception as error:  # a damaged archive may fail anywhere in the parser, with any exception
        raise UnreadableFileError(_DAMAGED) from error
    if not text.strip():
        raise UnreadableFileError(_DAMAGED)
    return text.encode("utf-8-sig", errors="replace")


_DAMAGED = "The web archive holds no whole page: save the page again, as a web page (.html), and try that."


def _text(page: EmailMessage) -> str:
    charset = page.get_content_charset("utf-8")
    payload = page.get_payload(decode=True)
    return payload.decode(charset, errors="replace") if isinstance(payload, bytes) else ""
