"""The strings that the cells of a workbook share, in one piece or in runs, heard as they are parsed."""

from collections.abc import Mapping
from typing import IO, Any, Protocol

from lxml.etree import XMLParser, parse
from lxml.etree import _Element as Element

from followthrough.intake.grid import crossed_out

_MAIN = (
    "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}",
    "{http://purl.oclc.org/ooxml/spreadsheetml/main}",
)


def names_by_tag(*names: str) -> dict[str, str]:
    """The names of elements of a workbook by their tags, in either namespace that it can be written in."""
    return {main + name: name for main in _MAIN for name in names}


_NAMES = names_by_tag("si", "t", "rPh", "r", "strike")
NO = ("0", "false", "off")


class Listener(Protocol):
    """Hears the elements of a part begin and end, and the text in them, piece by piece."""

    def start(self, tag: str, attributes: Mapping[str, str], /) -> None: ...
    def data(self, text: str, /) -> None: ...
    def end(self, tag: str, /) -> None: ...
    def close(self) -> None: ...


def listen(stream: IO[bytes], listener: Listener) -> None:
    """Parse a part without keeping it. Raises what lxml and the listener raise where the part is damaged."""
    target: Any = listener  # the types of lxml ask for more than its parser does
    parse(stream, XMLParser(target=target, resolve_entities=False, no_network=True))


def read_strings(stream: IO[bytes]) -> list[str]:
    """The strings by the number that cells name. Raises what lxml raises where the part is damaged."""
    listener = _StringsListener()
    listen(stream, listener)
    # A letter that could be taken for a code is written with a code before it.
    return [text.replace("x005F_", "") for text in listener.strings]


def text_within(element: Element) -> str:
    """The text of a string, of runs or whole; how it is pronounced, which some say too, is left out."""
    main = element.tag[: element.tag.index("}") + 1]
    runs = (part.find(f"{main}t") if part.tag == f"{main}r" else part for part in element)
    return "".join(run.text or "" for run in runs if run is not None and run.tag == f"{main}t")


class _StringsListener:
    """Hears the elements of the strings begin and end; how a string is pronounced is left out."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._texts: list[str] = []
        self._is_text = self._is_pronounced = self._is_crossed_out = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        match _NAMES.get(tag):
            case "si":
                self._texts.clear()
            case "t":
                self._is_text = not self._is_pronounced
            case "rPh":
                self._is_pronounced = True
            case "r":
                self._is_crossed_out = False
            case "strike":
                self._is_crossed_out = attributes.get("val") not in NO

    def data(self, text: str) -> None:
        if self._is_text:
            self._texts.append(crossed_out(text) if self._is_crossed_out else text)

    def end(self, tag: str) -> None:
        match _NAMES.get(tag):
            case "si":
                self.strings.append("".join(self._texts))
            case "t":
                self._is_text = False
            case "r":
                self._is_crossed_out = False
            case "rPh":
                self._is_pronounced = False

    def close(self) -> None:
        """The part has ended: what was kept is asked for."""
