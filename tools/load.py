"""A round's last hour: many people send returns at once to the site on PostgreSQL, on this machine alone.

`python tools/load.py` first counts errors and times with nothing amiss, then kills a process that serves and
restarts PostgreSQL in the middle. Afterwards each return must say the last words that were acknowledged, or
later ones whole. PEOPLE, SECONDS and FAULTS_ALONE=1 make it shorter.
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
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import postgres

PEOPLE = int(os.environ.get("PEOPLE", "200"))
SECONDS = int(os.environ.get("SECONDS", "90"))
PORT = 8911
SITE = f"http://127.0.0.1:{PORT}"
ROLE = "followthrough_serves"
# What was acknowledged has to outlive the server, as on a machine that is in use.
SAFE = "-c fsync=on -c synchronous_commit=on -c max_connections=60"
FOLLOWTHROUGH = Path(sys.executable).parent / "followthrough"
SLOWEST_P95 = 1000


def main() -> int:
    programs = postgres.server_programs()
    if programs is None:
        print("No PostgreSQL on this machine, so nothing was done. To: apt-get install postgresql")
        return int("postgres" in os.environ.get("CI_REQUIRE", "").split())
    with tempfile.TemporaryDirectory() as name, postgres.postgres(programs, SAFE) as url:
        folder = Path(name)
        os.environ |= {"DATABASE_URL": url, "FOLLOWTHROUGH_VAR": str(folder / "var"), "LOAD_FOLDER": name}
        set_up(folder)
        role = {"DATABASE_URL": url.replace("//followthrough@", f"//{ROLE}@")}
        with served(role) as site:
            is_well = True
            if not os.environ.get("FAULTS_ALONE"):
                is_well = run_people(folder, "with nothing amiss", spoil=lambda: None)
            run_people(folder, "with faults", spoil=lambda: spoil(site.pid, programs, url), may_fail=True)
        return 0 if nothing_is_lost(folder) and is_well else 1


def set_up(folder: Path) -> None:
    """A council with an action for each person, an open round, and each person signed in."""
    from followthrough.site.serve import start_django

    start_django()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client

    from followthrough.rules.answers import Answer
    from followthrough.site import clock
    from followthrough.site.imports.demonstration.national_set import set_up_councils
    from followthrough.site.imports.demonstration.round import answer_that_can_be_sent
    from followthrough.site.people.operations import add_person
    from followthrough.site.people.roles import Role
    from followthrough.site.register.models import Post
    from followthrough.site.register.posts.holding import appoint
    from followthrough.site.rounds.models import Round

    call_command("migrate", verbosity=0)
    at = clock.now()
    (plan,) = set_up_councils(councils=1, actions=int(PEOPLE * 1.6), rounds=3, at=at)
    round_ = Round.objects.get(plan=plan, state="open")
    people = []
    for number, action_return in enumerate(round_.returns.select_related("action__plan")[:PEOPLE]):
        email = f"owner{number}@load.example"
        member = add_person(
            organisation=plan.organisation,
            email=email,
            name=f"Owner {number}",
            role=Role.UPDATE_OWNER,
            by=None,
            at=at,
        )
        post = Post.objects.filter(ownerships__action=action_return.action).first()
        appoint(post, user=member.user, from_on=clock.day_of(at), by=None, at=at)
        client = Client()
        client.force_login(member.user)
        words = Answer(done="The work of this month is done.", next_steps="The next stage begins.")
        answer = answer_that_can_be_sent(action_return, words, day=clock.day_of(at))
        boxes = {
            name: str(value) for name, value in answer._asdict().items() if isinstance(value, str) and value
        }
        session = client.cookies["sessionid"].value
        address = action_return.get_absolute_url()
        people.append({"address": address, "boxes": boxes, "session": session})
    (folder / "people.json").write_text(json.dumps(people))
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


def run_people(folder: Path, name: str, *, spoil, may_fail: bool = False) -> bool:
    """Lets all people at it and says how it went; whether there was no error and p95 was short enough."""
    prefix = folder / name.replace(" ", "_")
    command = [
        sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("load_people.py")), "--headless",
        "--host", SITE, "--users", str(PEOPLE), "--spawn-rate", str(max(1, PEOPLE // 20)),
        "--run-time", f"{SECONDS}s", "--stop-timeout", "20", "--csv", str(prefix), "--only-summary",
        "--exit-code-on-error", "0", "--loglevel", "ERROR", "--reset-stats",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        time.sleep(SECONDS / 2)
        spoil()
    with Path(f"{prefix}_stats.csv").open() as rows:
        (total,) = [row for row in csv.DictReader(rows) if row["Name"] == "Aggregated"]
    asked, failed, p95 = int(total["Request Count"]), int(total["Failure Count"]), int(float(total["95%"]))
    median = int(float(total["50%"]))
    print(
        f"{PEOPLE} people, {name}: {asked} requests, {failed} failed, median {median} ms, p95 {p95} ms",
        flush=True,
    )
    return may_fail or (failed == 0 and p95 <= SLOWEST_P95)


def spoil(site: int, programs: Path, url: str) -> None:
    """Kills one of the processes that serve, and restarts PostgreSQL without asking anybody."""
    children = Path(f"/proc/{site}/task/{site}/children").read_text().split()
    os.kill(int(children[0]), signal.SIGKILL)
    time.sleep(SECONDS / 10)
    home = re.search(r"@(.+)/postgres$", url)[1].replace("%2F", "/")
    options = f"-c listen_addresses='' -c unix_socket_directories={home} {SAFE}"
    control = [str(programs / "pg_ctl"), "--pgdata", f"{home}/data", "--silent", "--options", options]
    postgres.run([*control, "--log", f"{home}/log", "--mode", "immediate", "--wait", "restart"])


def nothing_is_lost(folder: Path) -> bool:
    """Whether each return says the last words that were acknowledged, or words sent after them, whole."""
    from followthrough.site.history.verifying import organisations_in_history, verify
    from followthrough.site.rounds.models import ActionReturn
    from followthrough.site.rounds.returns.answers import answer_in

    sent, acknowledged = defaultdict(list), defaultdict(int)
    for line in (folder / "said.jsonl").read_text().splitlines():
        what, address, words = json.loads(line)
        if what == "sent":
            sent[address].append(words)
        else:
            acknowledged[address] = max(acknowledged[address], sent[address].index(words) + 1)
    lost, torn, kept_unacknowledged = [], [], 0
    for action_return in ActionReturn.objects.select_related("round__plan", "action__plan"):
        address = action_return.get_absolute_url()
        if address not in sent:
            continue
        words = answer_in(action_return).done
        place = sent[address].index(words) + 1 if words in sent[address] else 0
        if place == 0 and acknowledged[address] == 0 and " said " not in words:
            continue
        if place == 0:
            torn.append(address)
        elif place < acknowledged[address]:
            lost.append(address)
        kept_unacknowledged += place > acknowledged[address]
    chains = [verify(key, slug) for key, slug in organisations_in_history()]
    total = sum(map(len, sent.values()))
    print(
        f"{total} returns sent, {sum(acknowledged.values())} acknowledged up to the last of each; "
        f"{len(lost)} lost, {len(torn)} torn, {kept_unacknowledged} whole without an acknowledgement; "
        f"history {'sound' if all(chain.is_sound for chain in chains) else 'ALTERED'}"
    )
    return not lost and not torn and all(chain.is_sound for chain in chains)


if __name__ == "__main__":
    sys.exit(main())
