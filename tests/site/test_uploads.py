"""What happens to a file that is larger than it may be."""

from io import BytesIO

import pytest
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.http.multipartparser import MultiPartParser
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from followthrough.site.uploads import SizeLimit

CHUNK = 64 * 1024


def received(content: bytes):
    file = BytesIO(content)
    file.name = "plan.csv"
    body = encode_multipart(BOUNDARY, {"title": "Weir plan", "file": file})
    handlers = [SizeLimit(), MemoryFileUploadHandler(), TemporaryFileUploadHandler()]
    meta = {"CONTENT_TYPE": MULTIPART_CONTENT, "CONTENT_LENGTH": str(len(body))}
    return MultiPartParser(meta, BytesIO(body), handlers).parse()


@pytest.fixture(autouse=True)
def limit(settings) -> int:
    settings.UPLOAD_LIMIT = 3 * CHUNK
    return settings.UPLOAD_LIMIT


@pytest.mark.parametrize("size", [0, 1, CHUNK, 3 * CHUNK])
def test_a_file_within_the_limit_arrives_whole(size):
    _, files = received(b"x" * size)

    assert files["file"].read() == b"x" * size


def test_a_file_over_the_limit_is_seen_to_be_but_not_kept(limit):
    fields, files = received(b"x" * 50 * CHUNK)

    assert limit < files["file"].size <= limit + CHUNK
    assert fields["title"] == "Weir plan"
