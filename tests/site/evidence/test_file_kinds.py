"""What a file is, by what it holds."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followthrough.site.evidence.file_kinds import ForbiddenKindError, kind_of_file
from tests.site.evidence.files import PDF, PNG, archive, excel, with_macros, word

MAIL = b"From: clerk@council.example\nTo: us@council.example\nSubject: Drill\n\nAll piers passed.\n"
OPEN_TEXT = archive(mimetype=b"application/vnd.oasis.opendocument.text", content_dot_xml=b"<x/>")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PDF, "PDF"),
        (PNG, "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "JPEG"),
        (word(), "Word"),
        (excel(), "Excel"),
        (OPEN_TEXT, "OpenDocument text"),
        (MAIL, "e-mail"),
        ("pier,passed\nNorth,yes £\n".encode(), "text"),
        ("pier,passed £\n".encode("cp1252"), "text"),
        ("pier,passed £\n".encode("utf-16"), "text"),
        (("é" * 9000).encode(), "text"),
    ],
)
def test_a_kind_that_may_be_is_known_by_its_content(content, name):
    file = BytesIO(content)

    assert kind_of_file(file, "anything.exe").name == name
    assert file.tell() == 0


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(60),
        b"\x7fELF" + bytes(60),
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"  <html><body>",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"#!/bin/sh\nrm -r .\n",
        archive(readme_dot_txt=b"hello"),
        with_macros(),
        b"PK\x03\x04 and no archive",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\x00\x01\x02",
        b"   \n",
    ],
)
def test_all_else_is_refused_whatever_it_is_called(content):
    with pytest.raises(ForbiddenKindError, match=r"“Report\.pdf” is of a kind that can't be evidence here"):
        kind_of_file(BytesIO(content), "Report.pdf")


@given(st.binary(max_size=300))
def test_no_bytes_stop_it_and_none_that_a_browser_would_run_get_in(content):
    try:
        kind = kind_of_file(BytesIO(content), "x")
    except ForbiddenKindError:
        return
    assert kind.media_type != "text/plain" or not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<!")
