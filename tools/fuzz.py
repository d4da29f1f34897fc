"""Reads files that are spoilt at random, for a while, and keeps those that a reader fails on.

Each file is read in a process of its own. It fails on a file when it raises anything but a sentence for a
person, takes more than 10 seconds or 1 GB, or puts a word into the plan that the file does not have.
`make fuzz SECONDS=600 SEED=7` takes longer and begins elsewhere; what is found is kept in var/fuzz.
"""

import argparse
import os
import re
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

from mutations import spoil

from followthrough.intake.formats import JSON, media_type_of, read_items
from followthrough.intake.grid import Gap, Item, Row, UnreadableFileError
from followthrough.intake.limits import check_file
from followthrough.intake.read import plan_of, read_bytes
from followthrough.plan.document import Action, PlanDocument
from followthrough.plan.lookalikes import with_latin_letters

PROJECT = Path(__file__).parents[1]
sys.path.insert(0, str(PROJECT))
KINDS = ("xlsx", "docx", "ods", "xls", "pdf", "html", "mhtml", "csv", "json")
MOST_SECONDS, MOST_MEMORY = 10, 1 << 30
READ, REFUSED, FAILED = 0, 1, 2
_WORD = re.compile(r"\w+")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--kind", default="", help="only files whose name ends so, such as docx")
    chosen = arguments.parse_args()
    found = fuzz(chosen.seconds, chosen.seed, chosen.kind)
    sys.exit(1 if found else 0)


def fuzz(seconds: int, seed: int, kind: str) -> int:
    """How many ways to fail were found; each is printed once, with the file that shows it."""
    originals = [(name, content) for name, content in good_files() if name.endswith(kind)]
    for name, content in originals:
        with suppress(UnreadableFileError):  # some samples are there to be refused
            read_bytes(content, name)  # loads once what each format needs, before a process is forked
    ends_at = time.monotonic() + seconds
    outcomes: Counter[str] = Counter()
    failures: set[str] = set()
    while time.monotonic() < ends_at:
        source = Random(seed)
        name, content = source.choice(originals)
        spoilt = spoil(content, source)
        outcome, reason = outcome_of(spoilt, name)
        outcomes[outcome] += 1
        if outcome == "failed" and _kind_of(reason) not in failures:
            failures.add(_kind_of(reason))
            print(f"{keep(spoilt, name, seed)}: {reason}\n", flush=True)
        seed += 1
    print(f"{outcomes.total():,} files: {dict(outcomes)}; {len(failures)} ways to fail.")
    return len(failures)


def good_files() -> Iterator[tuple[str, bytes]]:
    """The samples of defects, a small plan in each format, and the demonstration."""
    from tests.bad_files import good

    yield from ((f"good.{kind}", good(kind)) for kind in KINDS)
    shown = PROJECT / "src" / "followthrough" / "demonstration"
    for path in [*sorted((PROJECT / "tests" / "documents").iterdir()), *sorted(shown.glob("*.*x"))]:
        # Another program turns an older document into a newer one, and takes seconds for each.
        if path.suffix not in (".doc", ".rtf"):
            yield path.name, path.read_bytes()


def outcome_of(content: bytes, name: str) -> tuple[str, str]:
    """ "read", "refused" or "failed" and how, of one file, in a process that is forked for it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        signal.alarm(MOST_SECONDS)
        status, said = _read(content, name)
        os.write(writing, said.encode(errors="replace")[-4000:])
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        said = stream.read().decode(errors="replace")
    _, status, _ = os.wait4(child, 0)
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return "failed", f"more than {MOST_SECONDS} s" if number == signal.SIGALRM else f"signal {number}"
    return {READ: "read", REFUSED: "refused"}.get(os.WEXITSTATUS(status), "failed"), said


def _read(content: bytes, name: str) -> tuple[int, str]:
    try:
        check_file(content, name)
        if media_type_of(content, name) == JSON:
            read_bytes(content, name).model_dump_json()
            return READ, ""
        items = read_items(content, name)
        plan = plan_of(items, name)
        plan.model_dump_json()
        invented = sorted(invented_words(plan, items))
        return (FAILED, f"invented {invented[:5]}") if invented else (READ, "")
    except UnreadableFileError as error:
        return (FAILED, "no memory") if _lacks_memory(error) else (REFUSED, "")
    except BaseException:
        return FAILED, traceback.format_exc()


def _lacks_memory(error: BaseException | None) -> bool:
    return error is not None and (isinstance(error, MemoryError) or _lacks_memory(error.__cause__))


def invented_words(plan: PlanDocument, items: list[Item]) -> set[str]:
    """The words of the plan's actions that are not in the file, whole or as the halves of a broken word."""
    texts = [
        text
        for item in items
        if not isinstance(item, Gap)
        for text in ([cell.text for cell in item.cells] if isinstance(item, Row) else [item.text])
    ]
    whole = " ".join([*texts, *map(with_latin_letters, texts)])
    known = set(_WORD.findall(whole))
    said = {word for action in plan.actions for text in _said(action) for word in _WORD.findall(text)}
    return {
        word for word in said - known if word.replace("_", "") not in whole and not _is_of_two(word, known)
    }


def _said(action: Action) -> Iterator[str]:
    yield action.title
    yield action.printed_ref or ""
    yield from (owner.name for owner in action.owners)
    yield from (update.text or "" for update in action.updates)
    yield from (note.text for note in action.notes)


def _is_of_two(word: str, known: set[str]) -> bool:
    return any(word[:at] in known and word[at:] in known for at in range(1, len(word)))


def _kind_of(reason: str) -> str:
    """Two failures at the same line are one."""
    lines = [line for line in reason.splitlines() if line.lstrip().startswith("File ")]
    return lines[-1] if lines else reason.split("[", 1)[0]


def keep(content: bytes, name: str, seed: int) -> Path:
    folder = PROJECT / "var" / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{seed}_{name}"
    path.write_bytes(content)
    return path


if __name__ == "__main__":
    main()
