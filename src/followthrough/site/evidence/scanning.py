"""Shows a file to a virus scanner: clamd, over the socket that the setting names, in its INSTREAM form.

The whole of the protocol that is needed is here: the libraries for it have had no care for ten years.
"""

import socket
from typing import IO

from django.conf import settings

_CHUNK = 64 * 1024
_SECONDS = 60


class ScannerUnreachableError(Exception):
    """A scanner is set and gives no answer, so nothing that is not scanned gets in."""

    def __init__(self) -> None:
        super().__init__(
            "The virus scanner gives no answer, so the file was not added. Try again later, or tell whoever "
            "looks after this site."
        )


def virus_in(file: IO[bytes]) -> str:
    """What the scanner finds in the file, empty where it finds nothing or none is set.

    The file is left at its beginning. Raises ScannerUnreachableError.
    """
    if not settings.VIRUS_SCANNER:
        return ""
    file.seek(0)
    try:
        answer = _answer_to(file, settings.VIRUS_SCANNER)
    except OSError as error:
        raise ScannerUnreachableError from error
    finally:
        file.seek(0)
    # "stream: OK", or "stream: Name-Of-It FOUND"; all else is a complaint, such as of the stream's size.
    said = answer.removeprefix("stream: ")
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")
    if said != "OK":
        raise ScannerUnreachableError
    return ""


def _answer_to(file: IO[bytes], address: str) -> str:
    with _connected(address) as scanner:
        scanner.sendall(b"zINSTREAM\0")
        while chunk := file.read(_CHUNK):
            scanner.sendall(len(chunk).to_bytes(4, "big") + chunk)
        scanner.sendall(bytes(4))
        answer = b""
        while piece := scanner.recv(4096):
            answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(_SECONDS)
        scanner.connect(address)
        return scanner
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=_SECONDS)
