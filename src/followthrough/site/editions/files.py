"""Writes the files of an edition into the store, reads them back, and takes away those of a draft."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from typing import Any

import structlog
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.utils.crypto import get_random_string

from followthrough.outputs.report.file import FORMATS
from followthrough.outputs.report.frozen import file_of
from followthrough.site.editions.models import Edition, EditionFile

FORMAT_NAMES = {
    "docx": "Word",
    "pdf": "PDF",
    "xlsx": "Excel",
    "html": "Web page",
    "csv": "CSV",
    "json": "JSON",
}

log = structlog.get_logger(__name__)


class FileNotAsPublishedError(Exception):
    """A file of an edition is missing in the store, or is not the one that was written."""


def edition_store() -> Storage:
    """The store in which the files of editions are."""
    return storages["editions"]


def write_files(
    edition: Edition, content: Mapping[str, Any], *, on_progress: Callable[[str], None]
) -> list[EditionFile]:
    """Each format of the content in the store, as rows that are not saved yet.

    Whatever stops it, none of the files that it wrote is left behind.
    """
    written: list[EditionFile] = []
    try:
        for at, form in enumerate(FORMATS, start=1):
            on_progress(f"{FORMAT_NAMES[form]}: file {at} of {len(FORMATS)}.")
            made = file_of(content, form)
            key = f"{edition.plan_id}/{get_random_string(24)}/{edition.file_name}.{form}"
            stored = edition_store().save(key, ContentFile(made))
            written.append(
                EditionFile(
                    edition=edition, form=form, key=stored, size=len(made), sha256=sha256(made).hexdigest()
                )
            )
    except BaseException:
        delete_files([each.key for each in written])
        raise
    return written


def delete_files(keys: list[str]) -> None:
    """Take files out of the store; one that can't be is no harm, since no row names it."""
    for key in keys:
        with suppress(Exception):
            edition_store().delete(key)


def bytes_of(file: EditionFile) -> bytes:
    """A file as it was written. Raises FileNotAsPublishedError."""
    try:
        with edition_store().open(file.key) as stored:
            content: bytes = stored.read()
    except Exception as error:  # every library of a store has errors of its own
        log.error("edition_file_missing", file_id=file.pk)
        raise FileNotAsPublishedError from error
    if sha256(content).hexdigest() != file.sha256:
        log.error("edition_file_altered", file_id=file.pk)
        raise FileNotAsPublishedError
    return content
