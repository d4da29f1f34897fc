"""Older Word documents (.doc), rich text and open documents, by LibreOffice where it is installed."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from followthrough.intake.grid import Item, Place, Said, UnreadableFileError
from followthrough.intake.readers.word import read_word
from followthrough.intake.running import say

_PROGRAMS = ("soffice", "libreoffice")
_LONGEST_SECONDS = 45
_SAID = Said(
    "turned_into_docx", "The file was turned into a .docx by LibreOffice and read from that.", Place()
)
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
# No macro runs, and nothing is fetched that a document links to.
_SETTINGS = {
    "DisableMacrosExecution": "true",
    "MacroSecurityLevel": "3",
    "BlockUntrustedRefererLinks": "true",
}
_PROFILE = "".join(
    [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">',
        *(
            f'<item oor:path="{_SCRIPTING}"><prop oor:name="{name}" oor:op="fuse">'
            f"<value>{value}</value></prop></item>"
            for name, value in _SETTINGS.items()
        ),
        "</oor:items>",
    ]
)


def read_old_word(content: bytes) -> list[Item]:
    """What `read_word` makes of the document after LibreOffice has turned it into .docx, and a note of that.

    Raises UnreadableFileError, also where LibreOffice is not installed.
    """
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise UnreadableFileError(
            "Older Word documents, rich text and open documents are read where LibreOffice is installed, and "
            "it is not here: save the file as .docx and try again."
        )
    say("LibreOffice opens the document")
    return [_SAID, *read_word(_as_docx(content, program))]


def _as_docx(content: bytes, program: str) -> bytes:
    with TemporaryDirectory(prefix="followthrough-") as name:
        folder = Path(name)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE)
        (folder / "plan.doc").write_bytes(content)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--convert-to", "docx", "--outdir", str(folder), str(folder / "plan.doc"),
        ]  # fmt: skip
        try:
            subprocess.run(command, timeout=_LONGEST_SECONDS, capture_output=True, check=True, cwd=folder)
            return (folder / "plan.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise UnreadableFileError(
                "LibreOffice can't open the document: open it in Word, save it as .docx and try again."
            ) from error
