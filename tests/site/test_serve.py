"""Starting the site."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.exceptions import ImproperlyConfigured
from waitress import wasyncore

from followthrough.site import assets, serve, web_server
from tests.conftest import PROJECT

pytestmark = pytest.mark.own_database

START = "import sys; from followthrough.site.serve import serve; serve(int(sys.argv[1]), '127.0.0.1')"


@pytest.fixture
def static_folders(tmp_path, settings):
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "look.css").write_text("a { color: red }")
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATIC_ROOT = tmp_path / "collected"
    return tmp_path


def test_static_files_are_collected_once_and_again_when_one_has_changed(static_folders, monkeypatch):
    calls = []
    monkeypatch.setattr(serve, "call_command", lambda name, **options: calls.append(name))
    (static_folders / "collected").mkdir()

    serve.collect_static_files()
    serve.collect_static_files()
    assert calls == ["collectstatic"]

    (static_folders / "source" / "look.css").write_text("a { color: green }")
    serve.collect_static_files()
    assert calls == ["collectstatic"] * 2


def test_an_odd_setting_ends_the_start_with_a_sentence_and_status_2(capsys):
    with pytest.raises(SystemExit) as end, serve.readable_refusals():
        raise ImproperlyConfigured("The setting FOLLOWTHROUGH_WEIR is odd.")

    assert end.value.code == 2
    assert capsys.readouterr().err == "The setting FOLLOWTHROUGH_WEIR is odd.\n"


def test_a_fresh_installation_serves_its_pages_whatever_dies_or_dawdles_and_ends_when_asked(tmp_path):
    if not (assets.VENDOR / "stamp").exists():
        pytest.skip("needs the front-end files: python -m followthrough.site.assets")
    port = free_port()
    environment = {**os.environ, "FOLLOWTHROUGH_VAR": str(tmp_path), "DATABASE_URL": ""}
    with subprocess.Popen([sys.executable, "-c", START, str(port)], env=environment) as site:
        try:
            page = first_answer(f"http://127.0.0.1:{port}/")
            style = re.search(r"/static/vendor/govuk-frontend\.min\.[0-9a-f]+\.css", page)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{style.group()}") as answer:
                assert "immutable" in answer.headers["Cache-Control"]
            with slow_connections(port, SLOW_BODY, 100), slow_connections(port, SLOW_HEADERS, 100):
                assert median(seconds_of(f"http://127.0.0.1:{port}/") for _ in range(5)) < 1
            children = children_of(site.pid)
            assert len(children) == 3, "two that serve, one that works"
            killed_at = time.monotonic()
            for child in children:
                os.kill(child, signal.SIGKILL)
            assert "<html" in first_answer(f"http://127.0.0.1:{port}/")
            while children & children_of(site.pid) or len(children_of(site.pid)) < 3:
                assert time.monotonic() - killed_at < 30
                time.sleep(0.1)
        finally:
            site.send_signal(signal.SIGTERM)
        assert site.wait(timeout=30) == 0
    assert (tmp_path / "followthrough.sqlite3").exists()


SLOW_BODY = (
    b"POST /sign-in/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 1000\r\n\r\nlogin="
)
SLOW_HEADERS = b"GET /sign-in/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: "


@contextmanager
def slow_connections(port: int, beginning: bytes, number: int):
    """So many connections that begin a request and do not go on."""
    with ExitStack() as connections:
        for _ in range(number):
            connection = connections.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(beginning)
        yield


CERTIFICATE = [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "1",
    "-subj",
    "/CN=plans.example.org",
]


@pytest.fixture
def nginx(tmp_path):
    """A function that starts nginx as the guide says it before a port, and gives the port of its https."""
    if shutil.which("nginx") is None or shutil.which("openssl") is None:
        pytest.skip("needs nginx and openssl")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", *CERTIFICATE, "-keyout", key, "-out", certificate]
    subprocess.run(command, check=True, capture_output=True)
    guide = PROJECT / "docs" / "guide" / "serving"

    with ExitStack() as running:

        def start(site: int) -> int:
            plain, https = free_port(), free_port()
            example = (guide / "nginx.conf").read_text()
            for said, here in {
                "listen 80;": f"listen 127.0.0.1:{plain};",
                "listen 443 ssl": f"listen 127.0.0.1:{https} ssl",
                "/etc/ssl/plans.example.org.pem": str(certificate),
                "/etc/ssl/plans.example.org.key": str(key),
                "/etc/nginx/followthrough_proxy.conf": str(guide / "followthrough_proxy.conf"),
                "127.0.0.1:8000": f"127.0.0.1:{site}",
            }.items():
                assert said in example
                example = example.replace(said, here)
            places = "".join(
                f"{kind}_temp_path {tmp_path / kind};"
                for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            )
            settings = tmp_path / "nginx.conf"
            settings.write_text(
                f"daemon off; pid {tmp_path / 'pid'}; error_log stderr;\n"
                f"events {{}} http {{ access_log off; {places}\n{example} }}"
            )
            running.enter_context(stopped_at_the_end(["nginx", "-c", str(settings), "-p", str(tmp_path)]))
            return https

        yield start


@contextmanager
def stopped_at_the_end(command: list[str]):
    with subprocess.Popen(command) as process:
        try:
            yield
        finally:
            process.terminate()


def test_the_example_for_nginx_stands_before_the_site_and_holds_slow_connections(nginx):
    def page(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        said = [environ[name] for name in ("HTTP_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO")]
        return [("<html>" + " ".join(said)).encode()]

    with make_server("127.0.0.1", 0, page, handler_class=Quiet) as site:
        Thread(target=site.serve_forever, daemon=True).start()
        try:
            https = nginx(site.server_port)
            said = b"<html>plans.example.org 127.0.0.1 https"
            assert over_https(https).endswith(said)
            with ExitStack() as connections:
                for beginning in (SLOW_BODY, SLOW_HEADERS):
                    for _ in range(40):
                        connections.enter_context(tls(https)).sendall(beginning)
                assert over_https(https).endswith(said)
        finally:
            site.shutdown()


class Quiet(WSGIRequestHandler):
    def log_message(self, *words):
        """Nothing: the test says what it needs."""


def tls(port: int) -> ssl.SSLSocket:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(socket.create_connection(("127.0.0.1", port)), server_hostname="x")


def over_https(port: int) -> bytes:
    """The whole answer of nginx to somebody who says who they are of themselves."""
    for _ in range(100):
        with suppress(ConnectionRefusedError), tls(port) as connection:
            lies = "X-Forwarded-For: 10.9.9.9\r\nX-Forwarded-Proto: http\r\n"
            connection.sendall(
                f"GET / HTTP/1.1\r\nHost: plans.example.org\r\n{lies}Connection: close\r\n\r\n".encode()
            )
            return b"".join(iter(lambda: connection.recv(10_000), b""))
        time.sleep(0.1)
    pytest.fail("nginx did not answer")


def seconds_of(address: str) -> float:
    began = time.monotonic()
    assert "<html" in first_answer(address)
    return time.monotonic() - began


def children_of(number: int) -> set[int]:
    return set(map(int, Path(f"/proc/{number}/task/{number}/children").read_text().split()))


@pytest.fixture
def patient():
    """A server in this process of one page that takes half a second, and its port."""

    def page(environ, start_response):
        time.sleep(0.5)
        start_response("200 OK", [("Content-Length", "5")])
        return [b"whole"]

    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        server = web_server.PatientServer(page, listening)
        yield server, listening.getsockname()[1]
        server.task_dispatcher.shutdown()
        wasyncore.close_all(server._map)


@pytest.mark.parametrize(
    ("beginning", "limit"), [(SLOW_HEADERS, "SECONDS_FOR_HEADERS"), (SLOW_BODY, "SECONDS_FOR_A_BODY")]
)
def test_a_request_that_does_not_come_to_an_end_is_ended(patient, monkeypatch, beginning, limit):
    server, port = patient
    monkeypatch.setattr(web_server, limit, 0.2)
    server.adj.cleanup_interval = 0.05
    with socket.create_connection(("127.0.0.1", port), timeout=0.01) as connection:
        connection.sendall(beginning)
        for _ in range(200):
            server.step(0.02)
            with suppress(TimeoutError):
                assert connection.recv(100) == b""
                break
        else:
            pytest.fail("the connection was not ended")


def test_a_page_that_is_being_made_is_finished_before_the_site_ends(patient):
    server, port = patient
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        while not server.is_answering:
            server.step(0.02)

        server.finish(5)

        assert connection.recv(1000).endswith(b"whole")


def test_a_port_that_is_taken_is_said_with_what_to_do():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ImproperlyConfigured) as refusal:
        serve.listen("127.0.0.1", taken.getsockname()[1])

    assert "Address already in use. Choose another: --port, --host." in str(refusal.value)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def first_answer(address: str) -> str:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address) as answer:
                return answer.read().decode()
        except urllib.error.URLError:
            time.sleep(0.2)
    pytest.fail(f"{address} did not answer within a minute")
