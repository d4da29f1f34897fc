"""Runs a command with DATABASE_URL naming a PostgreSQL: `python tools/postgres.py COMMAND…`.

A DATABASE_URL that is set already is kept. Otherwise a server of its own is started in a temporary directory,
reached by a socket that nobody else can open, and removed with all that is in it when the command has ended.
Where there is no PostgreSQL this says so and does nothing; with "postgres" in CI_REQUIRE that is a failure.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

DEBIAN_SERVERS = Path("/usr/lib/postgresql")  # one folder a version; Debian keeps initdb off the path
SUPERUSER = "followthrough"
# A test database may be lost with the power, so nothing waits for the disk.
UNSAFE_AND_QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def server_programs() -> Path | None:
    """The folder with initdb and pg_ctl of the newest version here, None where there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    folders = [path.parent for path in DEBIAN_SERVERS.glob("*/bin/initdb")]
    return max(folders, key=lambda folder: int(folder.parent.name), default=None)


def as_server_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root, so root runs it as the user that Debian's package makes."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@contextmanager
def postgres(programs: Path, durability: str = UNSAFE_AND_QUICK) -> Iterator[str]:
    """A running server; gives its DATABASE_URL."""
    home = Path(tempfile.mkdtemp(prefix="followthrough-postgres-"))
    if os.geteuid() == 0:
        server_user = pwd.getpwnam("postgres")
        os.chown(home, server_user.pw_uid, server_user.pw_gid)
    control = [str(programs / "pg_ctl"), "--pgdata", str(home / "data"), "--silent"]
    options = f"-c listen_addresses='' -c unix_socket_directories={home} {durability}"
    access = ["--auth=trust", f"--username={SUPERUSER}", "--no-sync"]
    words = ["--encoding=UTF8", "--locale=C.UTF-8"]
    try:
        run([str(programs / "initdb"), *access, *words, str(home / "data")])
        run([*control, "--log", str(home / "log"), "--options", options, "--wait", "start"])
        yield f"postgres://{SUPERUSER}@{quote(str(home), safe='')}/postgres"
    finally:
        subprocess.run(as_server_user([*control, "--mode", "immediate", "stop"]), check=False)
        shutil.rmtree(home, ignore_errors=True)


def run(command: list[str]) -> None:
    # The working directory may be one that the server's user can't enter.
    subprocess.run(as_server_user(command), check=True, stdout=subprocess.DEVNULL, cwd="/")


def main(command: list[str]) -> int:
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return subprocess.run(command, check=False).returncode
    programs = server_programs()
    if programs is None:
        print("No PostgreSQL on this machine, so nothing was done with it. To: apt-get install postgresql")
        return int("postgres" in os.environ.get("CI_REQUIRE", "").split())
    with postgres(programs) as url:
        return subprocess.run(command, check=False, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
