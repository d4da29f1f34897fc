"""Keeps an upload from filling the machine, whatever size it says it has."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler


class SizeLimit(FileUploadHandler):
    """Passes a file on until it is just over `settings.UPLOAD_LIMIT`, and drops the rest.

    A form sees a file larger than the limit and can say so; the request still ends in an ordinary page.
    """

    passed = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.passed = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.passed > settings.UPLOAD_LIMIT:
            return None
        self.passed += len(raw_data)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""
