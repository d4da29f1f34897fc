"""A virus scanner is asked before a file counts; what it finds infected is given to nobody."""

import socketserver
from threading import Thread

import pytest

from followthrough.site.evidence.models import Evidence
from followthrough.site.evidence.offering import Offer, offer_evidence
from followthrough.site.evidence.scanning import ScannerUnreachableError
from tests.site.cast import NOW
from tests.site.evidence.conftest import TRAINED
from tests.site.evidence.files import PDF, upload

pytestmark = pytest.mark.django_db
FILE = Offer(form="file", kind="training", words="Who was trained when.", measure=TRAINED)
SIGNATURE = b"an invented signature"


class Scanner(socketserver.StreamRequestHandler):
    """Speaks what of clamd's protocol a scan needs, and finds one invented signature."""

    def handle(self):
        assert self.rfile.read(len(b"zINSTREAM\0")) == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(size)
        if content.endswith(b"too long"):
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        else:
            self.wfile.write(b"stream: Invented.Virus FOUND\0" if SIGNATURE in content else b"stream: OK\0")


@pytest.fixture(params=["path", "port"])
def scanner(request, settings, tmp_path):
    kinds = {"path": socketserver.ThreadingUnixStreamServer, "port": socketserver.ThreadingTCPServer}
    address = str(tmp_path / "s") if request.param == "path" else ("127.0.0.1", 0)
    with kinds[request.param](address, Scanner) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        settings.VIRUS_SCANNER = (
            address if request.param == "path" else f"127.0.0.1:{server.server_address[1]}"
        )
        yield
        server.shutdown()


def test_what_is_clean_counts_and_what_is_infected_lies_in_quarantine(scanner, crews, owen):
    clean = offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)
    infected = offer_evidence(crews, offer=FILE, file=upload(content=PDF + SIGNATURE), by=owen, at=NOW)

    assert clean.can_be_read
    assert not infected.can_be_read
    assert (infected.state, infected.found) == (Evidence.State.QUARANTINED, "Invented.Virus")


def test_without_an_answer_nothing_gets_in(scanner, crews, owen, settings):
    with pytest.raises(ScannerUnreachableError, match="gives no answer, so the file was not added"):
        offer_evidence(crews, offer=FILE, file=upload(content=PDF + b"too long"), by=owen, at=NOW)
    settings.VIRUS_SCANNER = "127.0.0.1:1"
    with pytest.raises(ScannerUnreachableError):
        offer_evidence(crews, offer=FILE, file=upload(), by=owen, at=NOW)

    assert not Evidence.objects.exists()
