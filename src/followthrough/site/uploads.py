"""Keeps an upload from filling the machine, whatever size it says it has."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

# What the other boxes of a form and the frame around a file take, at most.
_ROOM_FOR_WORDS = 1024 * 1024


class SizeLimit(FileUploadHandler):
    """Passes a file on until it is just over the limit, and drops the rest.

    A form sees a file larger than the limit and can say so; the request still ends in an ordinary page.
    """

    passed = 0

    @property
    def limit(self) -> int:
        """The largest file in bytes."""
        return int(settings.UPLOAD_LIMIT)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.passed > self.limit:
            return None
        self.passed += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""


class EvidenceSizeLimit(SizeLimit):
    """The same for evidence, which may be larger than a plan."""

    @property
    def limit(self) -> int:
        return int(settings.EVIDENCE_LIMIT)


def is_far_too_large(request: HttpRequest, limit: int) -> bool:
    """Whether what is coming says that it is larger than a form with a file may be; nothing of it is read."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > limit + _ROOM_FOR_WORDS
    except ValueError:
        return False
