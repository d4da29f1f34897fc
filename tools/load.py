"""A round's last hour: many people send returns at once to the site on PostgreSQL, on this machine alone.

`python tools/load.py` first counts errors and times with nothing amiss, then kills a process that serves and
restarts PostgreSQL in the middle. Afterwards each return that was acknowledged must be stored, and each other
one whole or absent. PEOPLE, SECONDS and FAULTS_ALONE=1 make it shorter.

Each person presses something every 5 to 30 seconds (THINK=5-30): they look at what is owed, open a return,
send it, and again, a return every 50 seconds or so. Whoever has a handful to answer in the hour presses a
tenth as often, so that 200 people here stand for far more than 200 of a council.
"""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import account
import load_plan
import postgres

PEOPLE = int(os.environ.get("PEOPLE", "200"))
SECONDS = int(os.environ.get("SECONDS", "120"))
THINK = os.environ.get("THINK", "5-30")
PORT = int(os.environ.get("PORT", "8911"))
SITE = f"http://127.0.0.1:{PORT}"
ROLE = "followthrough_serves"
# What was acknowledged has to outlive the server, as on a machine that is in use.
SAFE = "-c fsync=on -c synchronous_commit=on -c max_connections=60"
FOLLOWTHROUGH = Path(sys.executable).parent / "followthrough"
SLOWEST_P95 = 1000
# Others at work on this machine make every figure but the losses theirs too.
IDLE = 0.5


def main() -> int:
    programs = postgres.server_programs()
    if programs is None:
        print("No PostgreSQL on this machine, so nothing was done. To: apt-get install postgresql")
        return int("postgres" in os.environ.get("CI_REQUIRE", "").split())
    print_the_machine()
    with tempfile.TemporaryDirectory() as name, postgres.postgres(programs, SAFE) as url:
        folder = Path(name)
        os.environ |= {"DATABASE_URL": url, "FOLLOWTHROUGH_VAR": str(folder / "var"), "LOAD_FOLDER": name}
        set_up(folder)
        role = {"DATABASE_URL": url.replace("//followthrough@", f"//{ROLE}@")}
        with served(role) as site:
            is_well = True
            if not os.environ.get("FAULTS_ALONE"):
                is_well = run_people(folder, "calm", site.pid)
            run_people(folder, "faults", site.pid, spoil=lambda: spoil(site.pid, programs, url))
        return 0 if nothing_is_lost(folder) and is_well else 1


def print_the_machine() -> None:
    """What a reader needs to believe the figures below or not."""
    before, cores = os.getloadavg()[0], os.cpu_count() or 1
    is_idle = before < IDLE * cores
    others = "" if is_idle else ": BUSY WITH OTHER THINGS, so the times below are not the site's alone"
    print(f"{PEOPLE} people who press something every {THINK} s, {SECONDS} s a run; {cores} cores")
    print(f"Load average at the start {before:.1f}{others}", flush=True)


def set_up(folder: Path) -> None:
    """The plan, its people, and the role that the site is served by."""
    from followthrough.site.serve import start_django

    start_django()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    (folder / "people.json").write_text(json.dumps(load_plan.people_with_a_return_each(PEOPLE)))
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {ROLE} LOGIN")
    call_command("let_role_serve", ROLE)
    connection.close()


@contextmanager
def served(environment: dict[str, str]):
    """The site as it is served for real, by a role that can't alter the history."""
    command = [FOLLOWTHROUGH, "serve", "--port", str(PORT)]
    # What it logs while its database is away is for whoever looks for a cause.
    with (
        Path(os.environ["LOAD_FOLDER"], "site.log").open("w") as log,
        subprocess.Popen(command, env={**os.environ, **environment}, stdout=log, stderr=log) as site,
    ):
        try:
            for _ in range(300):
                try:
                    urlopen(f"{SITE}/sign-in/").close()
                    break
                except OSError:
                    time.sleep(0.2)
            yield site
        finally:
            site.send_signal(signal.SIGTERM)


def run_people(folder: Path, name: str, site: int, *, spoil=None) -> bool:
    """Lets all people at it and says how it went; whether there was no error and p95 was short enough."""
    command = [
        sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("load_people.py")), "--headless",
        "--host", SITE, "--users", str(PEOPLE), "--spawn-rate", str(PEOPLE),
        "--run-time", f"{SECONDS}s", "--stop-timeout", "20", "--csv", str(folder / name), "--only-summary",
        "--exit-code-on-error", "0", "--loglevel", "ERROR",
    ]  # fmt: skip
    environment = {**os.environ, "LOAD_RUN": name, "LOAD_THINK": THINK}
    used, began = seconds_of_children(site), time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    ) as crowd:
        time.sleep(SECONDS / 2)
        if spoil:
            spoil()
        crowd.wait()
    cores = (seconds_of_children(site) - used) / (time.monotonic() - began)
    return print_run(folder, name, cores=None if spoil else cores)


def print_run(folder: Path, name: str, *, cores: float | None) -> bool:
    """The figures of a run, page by page; whether it had no error and was quick enough."""
    with Path(f"{folder / name}_stats.csv").open() as rows:
        pages = list(csv.DictReader(rows))
    print("\nWith nothing amiss:" if cores is not None else "With both:")
    for page in pages:
        count, failed = int(page["Request Count"]), int(page["Failure Count"])
        p50, p95 = (int(float(page[column])) for column in ("50%", "95%"))
        title = "All" if page["Name"] == "Aggregated" else page["Name"]
        print(f"  {title:<12}{count:6} requests {failed:4} failed   p50 {p50:5} ms   p95 {p95:5} ms")
    for why, count in failures_of(folder, name).items():
        print(f"  failed {count} times: {why}")
    share = (folder / f"{name}.share").read_text()
    serving = "" if cores is None else f", the processes that serve and work {cores:.2f}"
    print(f"  Of one core these people took {float(share):.2f}{serving}", flush=True)
    total = pages[-1]
    return int(total["Failure Count"]) == 0 and float(total["95%"]) <= SLOWEST_P95


def failures_of(folder: Path, name: str) -> Counter[str]:
    with Path(f"{folder / name}_failures.csv").open() as rows:
        return Counter(
            {f"{row['Name']}: {row['Error']}": int(row["Occurrences"]) for row in csv.DictReader(rows)}
        )


def seconds_of_children(site: int) -> float:
    """Seconds of CPU that the processes of the site have taken so far."""
    ticks = 0
    for child in children_of(site):
        after_name = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
        ticks += int(after_name[11]) + int(after_name[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def children_of(site: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{site}/task/{site}/children").read_text().split()]


def spoil(site: int, programs: Path, url: str) -> None:
    """Kills one of the processes that serve, and restarts PostgreSQL without asking anybody."""
    os.kill(children_of(site)[0], signal.SIGKILL)
    time.sleep(SECONDS / 10)
    home = re.search(r"@(.+)/postgres$", url)[1].replace("%2F", "/")
    options = f"-c listen_addresses='' -c unix_socket_directories={home} {SAFE}"
    control = [str(programs / "pg_ctl"), "--pgdata", f"{home}/data", "--silent", "--options", options]
    began = time.monotonic()
    postgres.run([*control, "--log", f"{home}/log", "--mode", "immediate", "--wait", "restart"])
    print(
        f"\nA process was killed; PostgreSQL was away for {time.monotonic() - began:.1f} s, by its own word"
    )


def nothing_is_lost(folder: Path) -> bool:
    """Whether each return that was acknowledged is stored, and each other one whole or absent."""
    from followthrough.site.history.verifying import organisations_in_history, verify

    found = account.account_for(folder / "said.jsonl")
    sealed = all(verify(key, slug).is_sound for key, slug in organisations_in_history())
    print(f"\nBoth runs: {found.in_words()}; history {'sound' if sealed else 'ALTERED'}")
    for line in [*found.lost, *found.half]:
        print(f"  {line}")
    return found.is_well and sealed


if __name__ == "__main__":
    sys.exit(main())
