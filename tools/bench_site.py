"""How fast the site is with a country's plans in it, and how much memory it takes: part of `make bench`.

Databases are made with `followthrough demo`: 50 councils, or as many as are asked for, with 300 actions and
36 months each, one plan of 10,000 actions, and plans of 300, 1,200 and 4,800 actions. On SQLite, or on the
PostgreSQL that DATABASE_URL names. The time of a page is that of the server alone, its queries included, over
many requests for many plans. What is kept of a plan is made anew after each change of it, so every plan is
changed before each kind of page: half of the requests are the first after a change. On the plans that grow,
each page is looked at just after a return came in, and once more: p50 of the CPU of the first look, of the
next, and how many times longer the first is. Starting and memory are those of `followthrough serve`.

"Elsewhere" is what the nearest open-source product takes for the same: 10,000 rows on SQLite, two workers.
"""

import argparse
import os
import subprocess
import sys
import sysconfig
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time, sleep
from typing import Any, NamedTuple

from machine_speed import machine_speed

FOLLOWTHROUGH = str(Path(sysconfig.get_path("scripts")) / "followthrough")
COUNCILS, ACTIONS, ROUNDS = 50, 300, 36
LARGE = 10_000
GROWING = (300, 1_200, 4_800)
# How often a page is looked at after a return came in, and how much longer the first look may take.
LOOKS, FIRST_TO_NEXT = 15, 1.5
REQUESTS = 100
PORT = 8931
NO_GOAL = float("inf")


class Goal(NamedTuple):
    """What something should take at most, in the unit that is printed, and what it takes elsewhere."""

    median: float = NO_GOAL
    p95: float = NO_GOAL
    elsewhere: str = ""


class Taken(NamedTuple):
    """Seconds on the wall, and of this process's CPU, which other work on the machine changes little."""

    wall: float
    cpu: float


PAGE = Goal(median=150, p95=300)


def main(councils: int) -> None:
    """Make the databases one after the other, measure each, print a line a figure."""
    where = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    print(f"\nThe site on {where}\n{machine_speed()}", flush=True)
    with TemporaryDirectory() as name:
        national = database(Path(name) / "national", "bench_national")
        timed("manage", "check", on=national)  # compiles what Python compiles once
        print(f"{'':44}{'':>8}  goal", flush=True)
        show("migrate from empty, s", timed("manage", "migrate", "--verbosity", "0", on=national), 10, "625")
        filling = timed(
            "demo", f"--councils={councils}", f"--actions={ACTIONS}", f"--rounds={ROUNDS}", on=national
        )
        show(f"demo of {councils} councils, s", filling)
        measure_serving(national)
        print(f"{'':44}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'queries':>8}  goal", flush=True)
        measure("national", national)
        large = database(Path(name) / "large", "bench_large")
        timed("manage", "migrate", "--verbosity", "0", on=large)
        timed("demo", "--councils=1", f"--actions={LARGE}", "--rounds=2", on=large)
        measure("large", large)
        for actions in GROWING:
            growing = database(Path(name) / f"looks{actions}", f"bench_looks{actions}")
            timed("manage", "migrate", "--verbosity", "0", on=growing)
            timed("demo", "--councils=1", f"--actions={actions}", "--rounds=12", on=growing)
            measure("looks", growing)


def database(folder: Path, name: str) -> dict[str, str]:
    """The environment of a new database: a file in the folder, or one more on the server of DATABASE_URL."""
    folder.mkdir()
    # Who serves has the program compiled once, not at each start.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["FOLLOWTHROUGH_VAR"] = str(folder)
    url = environment.get("DATABASE_URL", "")
    if url.startswith("postgres"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as server:
            server.execute(f"DROP DATABASE IF EXISTS {name}")
            server.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = f"{url.rpartition('/')[0]}/{name}"
    return environment


def timed(*arguments: str, on: Mapping[str, str]) -> float:
    start = perf_counter()
    subprocess.run([FOLLOWTHROUGH, *arguments], env=on, check=True, capture_output=True)
    return perf_counter() - start


def measure_serving(on: Mapping[str, str]) -> None:
    """From start to the first page, and the memory of the two workers after some pages."""
    with served(on):
        pass  # the first start copies the static files; every later one finds them
    with served(on) as (seconds, server):
        show("start to the first page, s", seconds, 3, "14")
        for _ in range(40):
            first_page()
        workers, everything = memory(server)
        show("memory of two workers, MB", workers, 300, "508")
        show("memory of all processes, shared once, MB", everything)


@contextmanager
def served(on: Mapping[str, str]) -> Iterator[tuple[float, int]]:
    start = perf_counter()
    server = subprocess.Popen(
        [FOLLOWTHROUGH, "serve", "--port", str(PORT)], env=on, stdout=subprocess.DEVNULL
    )
    try:
        while not first_page():
            sleep(0.02)
        yield perf_counter() - start, server.pid
    finally:
        server.terminate()
        server.wait()


def first_page() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/sign-in/") as answer:
            return bool(answer.read())
    except (urllib.error.URLError, ConnectionError):
        return False


def memory(server: int) -> tuple[float, float]:
    """Megabytes that the web workers hold, and that all processes hold where what they share counts once."""
    below = processes_below(server)
    workers = [child for child in below[server] if not below.get(child)]
    everyone = [server, *(child for children in below.values() for child in children)]
    return sum(held(pid, "Rss") for pid in workers), sum(held(pid, "Pss") for pid in everyone)


def processes_below(pid: int) -> dict[int, list[int]]:
    """The children of a process and of theirs, by the number of their parent."""
    path = Path(f"/proc/{pid}/task/{pid}/children")
    children = [int(child) for child in path.read_text().split()]
    found = {pid: children}
    for child in children:
        found |= {parent: below for parent, below in processes_below(child).items() if below}
    return found


def held(pid: int, kind: str) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith(f"{kind}:")) / 1024


def measure(what: str, on: Mapping[str, str]) -> None:
    """Measure in a process of its own, whose settings are those of the database."""
    subprocess.run([sys.executable, __file__, what], env=on, check=True)


def show(name: str, figure: float, goal: float = NO_GOAL, elsewhere: str = "") -> None:
    print(f"{name:44}{figure:8.1f}  {wanted(goal, figure > goal, elsewhere)}", flush=True)


def show_page(name: str, taken: Sequence[Taken], queries: int, goal: Goal) -> None:
    wall = [each.wall * 1000 for each in taken]
    cpu = median(each.cpu * 1000 for each in taken)
    at_p95 = quantiles(wall, n=20, method="inclusive")[-1] if len(wall) > 1 else wall[0]
    over = median(wall) > goal.median or at_p95 > goal.p95
    figures = f"{median(wall):8.0f}{at_p95:8.0f}{cpu:8.0f}{queries:8}"
    print(f"{name:44}{figures}  {wanted(goal.median, over, goal.elsewhere)}", flush=True)


def wanted(goal: float, is_over: bool, elsewhere: str) -> str:
    said = [f"under {goal:g}"] * (goal != NO_GOAL) + [f"elsewhere {elsewhere}"] * bool(elsewhere)
    return f"{', '.join(said):32}{'OVER' if is_over else ''}".rstrip()


class Site:
    """The site in this process, asked by whoever is signed in."""

    def __init__(self) -> None:
        from followthrough.site import garbage, serve

        serve.start_django()
        from django.conf import settings
        from django.db import connection

        settings.ALLOWED_HOSTS = ["*"]
        serve.collect_static_files()
        garbage.look_for_garbage_less_often()
        if connection.vendor == "postgresql":  # which does so by itself, a minute later
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")

    def signed_in(self, role: str, organisation: Any) -> Any:
        from django.test import Client

        from followthrough.site.people.models import User

        client = Client()
        client.force_login(User.objects.get(memberships__role=role, memberships__organisation=organisation))
        return client

    def get(self, name: str, requests: Sequence[tuple[Any, str]], goal: Goal) -> None:
        """Show how long the pages at (client, address) take, one request each, the first included."""
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        taken = [self.taken_by(client.get, address) for client, address in requests]
        client, address = requests[-1]
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        show_page(name, taken, len(queries), goal)

    def taken_by(self, ask: Callable[..., Any], *asked: Any) -> Taken:
        """What it takes to ask and to have all of the answer."""
        with stopwatch() as taken:
            answer = ask(*asked)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if answer.status_code not in (200, 302) or (answer.status_code == 200 and not content):
            sys.exit(f"{answer.request['PATH_INFO']} answered {answer.status_code}")
        return taken[0]


@contextmanager
def stopwatch() -> Iterator[list[Taken]]:
    """A list that holds what was taken, once it is over."""
    taken: list[Taken] = []
    wall, cpu = perf_counter(), process_time()
    yield taken
    taken.append(Taken(perf_counter() - wall, process_time() - cpu))


def measure_national() -> None:
    """The pages of a council among fifty."""
    site = Site()
    from django.urls import reverse

    from followthrough.site import clock
    from followthrough.site.register.models import Plan
    from followthrough.site.rounds.queries import present_round

    plans = list(Plan.objects.select_related("organisation").order_by("pk"))
    offices = {plan.pk: site.signed_in("programme_office", plan.organisation) for plan in plans}
    rounds = {plan.pk: present_round(plan) for plan in plans}
    chosen = [plans[number % len(plans)] for number in range(REQUESTS)]

    show_checking(plans)

    def asked(name: str, *more: Callable[[Any], Any]) -> list[tuple[Any, str]]:
        return [
            (offices[plan.pk], reverse(name, args=[plan.slug, *(of(plan) for of in more)])) for plan in chosen
        ]

    def get(name: str, requests: Sequence[tuple[Any, str]]) -> None:
        Plan.objects.update(changed_at=clock.now())
        site.get(name, requests, PAGE)

    get("register page", asked("actions"))
    get("action page", asked("action", lambda plan: 1 + plan.pk % ACTIONS))
    get("control page", asked("control_round", lambda plan: rounds[plan.pk].period))
    get("plan overview", asked("plan"))
    get("a published round", asked("round", published_before))
    owners = {plan.pk: site.signed_in("update_owner", plan.organisation) for plan in plans}
    get("my actions", [(owners[plan.pk], reverse("my_actions")) for plan in chosen])
    show_publishing(plans[0])


def show_checking(plans: Sequence[Any]) -> None:
    """The check that the worker makes of each plan after a change."""
    from followthrough.site import clock
    from followthrough.site.register.checking import check_a_changed_plan
    from followthrough.site.register.models import LastCheck

    LastCheck.objects.all().delete()  # the site that was served has begun with them
    taken = []
    for _ in plans:
        with stopwatch() as check:
            if not check_a_changed_plan(at=clock.now()):
                sys.exit("A plan that was changed was not checked.")
        taken += check
    show_page("checking a plan in the background", taken, 0, Goal())


def published_before(plan: Any) -> str:
    return str(plan.rounds.filter(state="published").order_by("-period").first().period)


def show_publishing(plan: Any) -> None:
    from followthrough.site import clock
    from followthrough.site.people.models import User
    from followthrough.site.rounds.operations import lock_round, publish_round

    by = User.objects.filter(memberships__organisation=plan.organisation).first()
    round_ = lock_round(plan.rounds.get(state="open"), by=by, at=clock.now())
    with stopwatch() as taken:
        publish_round(round_, by=by, at=clock.now())
    show_page(f"publishing a round of {ACTIONS} actions", taken, 0, Goal(median=3000))


def measure_large() -> None:
    """One plan of 10,000 actions."""
    site = Site()
    from django.urls import reverse

    from followthrough.site.register.models import Plan

    plan = Plan.objects.select_related("organisation").get()
    office = site.signed_in("programme_office", plan.organisation)
    actions = reverse("actions", args=[plan.slug])
    pages = [(office, f"{actions}?page={number}") for number in range(1, 51)]
    site.get(f"list of 50 of {LARGE:,}", pages, Goal(100, elsewhere="370 to 500"))
    words = ["contracts", "step 77", "survey of tenants", "Stage 3", "committee"] * 10
    found = [(office, f"{actions}?q={word.replace(' ', '+')}") for word in words]
    site.get(f"search in {LARGE:,}", found, Goal(100, elsewhere="340 to 380"))
    show_sending(plan)
    excel = [(office, reverse("download_plan", args=[plan.slug, "xlsx"]))]
    site.get(f"Excel of {LARGE:,} actions", excel, Goal(3000, elsewhere="21,000 to 23,000"))


def measure_looks() -> None:
    """What the office watches: each page just after a return came in, and once more."""
    site = Site()
    from django.urls import reverse

    from followthrough.site import clock
    from followthrough.site.register.checking import check_a_changed_plan
    from followthrough.site.register.models import Plan
    from followthrough.site.rounds.queries import present_round

    plan = Plan.objects.select_related("organisation").get()
    while check_a_changed_plan(at=clock.now()):
        pass
    office = site.signed_in("programme_office", plan.organisation)
    by, owed = update_owner(plan)
    returns = iter(owed)
    actions = plan.actions.count()
    pages = {
        "control page": reverse("control_round", args=[plan.slug, present_round(plan).period]),
        "plan overview": reverse("plan", args=[plan.slug]),
        "checks": reverse("checks", args=[plan.slug]),
        "action page": reverse("action", args=[plan.slug, 1]),
    }
    for name, address in pages.items():
        site.taken_by(office.get, address)  # what a server does once
        first, following = [], []
        for _ in range(LOOKS):
            send(next(returns), by)
            first.append(site.taken_by(office.get, address).cpu * 1000)
            following.append(site.taken_by(office.get, address).cpu * 1000)
        ratio = median(first) / median(following)
        over = "OVER" if ratio > FIRST_TO_NEXT else ""
        figures = f"{median(first):8.0f}{median(following):8.0f}{ratio:8.2f}"
        print(
            f"{f'{name}, {actions:,} actions':44}{figures}  under {FIRST_TO_NEXT:g} {over}".rstrip(),
            flush=True,
        )


def show_sending(plan: Any) -> None:
    """Sending an update, with what the checks find in it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    by, returns = update_owner(plan)
    taken = []
    for of in returns[:20]:
        with stopwatch() as sending:
            send(of, by)
        taken += sending
    with CaptureQueriesContext(connection) as queries:
        send(returns[20], by)
    show_page("sending one update", taken, len(queries), Goal(100, elsewhere="350 to 390"))


def update_owner(plan: Any) -> tuple[Any, list[Any]]:
    """Who sends updates of a plan, and the returns still owed."""
    from followthrough.site.people.models import User
    from followthrough.site.rounds.models import ActionReturn

    by = User.objects.get(memberships__role="update_owner")
    owed = ActionReturn.objects.filter(round__plan=plan, round__state="open", state="not_started")
    return by, list(owed.select_related("action__plan", "round__plan"))


def send(of: Any, by: Any) -> None:
    from followthrough.rules.answers import Answer
    from followthrough.site import clock
    from followthrough.site.imports.demonstration.round import answer_that_can_be_sent
    from followthrough.site.rounds.returns.answering import send_return

    words = Answer(done="The work of this month is done.")
    answer = answer_that_can_be_sent(of, words, day=clock.today())
    send_return(of, answer=answer, version=of.version, by=by, at=clock.now())


MEASURES = {"national": measure_national, "large": measure_large, "looks": measure_looks}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=MEASURES, help="measure the database that is there")
    parser.add_argument("--councils", type=int, default=COUNCILS, help="how many the national set has")
    asked = parser.parse_args()
    MEASURES[asked.what]() if asked.what else main(asked.councils)
