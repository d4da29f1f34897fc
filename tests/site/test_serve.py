"""Starting the site."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.core.exceptions import ImproperlyConfigured

from followthrough.site import assets, serve

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


def test_a_fresh_installation_serves_its_pages_and_ends_when_asked(tmp_path):
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
        finally:
            site.send_signal(signal.SIGTERM)
        assert site.wait(timeout=20) == 0
    assert (tmp_path / "followthrough.sqlite3").exists()


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
