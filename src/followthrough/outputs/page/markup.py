"""HTML that can't forget to escape: text becomes markup only inside an element, and is escaped there."""

from collections.abc import Iterable
from html import escape


class Html(str):
    """Markup that is safe to stand in a page as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """The markup, for template engines, which escape what has no such method."""
        return self


def element(name: str, *children: str | None, **attributes: str | int | None) -> Html:
    """An element with its children; text is escaped, Html and None are not.

    Attributes of None are left out; an underscore stands for a hyphen, one at the end for nothing
    (class_, aria_hidden).
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{written}>{joined(children)}</{name}>")


def joined(parts: Iterable[str | None]) -> Html:
    """Parts of a page one after the other; text is escaped."""
    there = [part for part in parts if part is not None]
    return Html("".join(part if isinstance(part, Html) else escape(part) for part in there))
