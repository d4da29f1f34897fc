"""What the demonstration plan says, read from the .toml files beside this module."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NOT_STARTED, NOT_RATED = "Not due to start", "N/A"
_LASTING = {NOT_STARTED, "Complete", "Closed", NOT_RATED}


@dataclass(frozen=True)
class Said:
    """What an action reports for one month."""

    status: str = ""
    text: str = ""


@dataclass(frozen=True)
class Line:
    """One action, with what its workstream has in common; `said` maps a month (YYYY-MM) to a report."""

    theme: str
    workstream: str
    ref: str
    title: str
    measure: str
    source: str
    lead: str
    member: str
    others: str
    updater: str
    start: str
    original: str
    due: str
    risk: str
    risk_description: str
    change: str
    evidence: str
    said: dict[str, Said]

    @property
    def is_main(self) -> bool:
        return self.ref.endswith(".0")


@dataclass(frozen=True)
class Content:
    """The whole plan: its front matter as written, its months oldest first, its lines in order."""

    front: dict[str, Any]
    months: list[str]
    lines: list[Line]

    @property
    def as_at(self) -> date:
        found: date = self.front["as_at"]
        return found

    def a_month_before(self) -> "Content":
        """The same plan as it stood a month before, nothing reported for the last month."""
        *months, last = self.months
        as_at = _first_day(last) - timedelta(days=1)
        now, then = f"the end of {self.as_at:%B}", f"the end of {as_at:%B}"
        told = [paragraph.replace(now, then) for paragraph in self.front["introduction"]]
        return Content({**self.front, "as_at": as_at, "introduction": told}, months, self.lines)

    def by_theme(self) -> dict[str, list[Line]]:
        themes: dict[str, list[Line]] = {}
        for line in self.lines:
            themes.setdefault(line.theme, []).append(line)
        return themes

    def colour_of(self, status: str) -> str | None:
        return next((entry["colour"] for entry in self.front["scheme"] if entry["label"] == status), None)


def read_content() -> Content:
    """The plan as its files say it."""
    front = _read("plan")
    months = list(_months(front["first_month"], front["months"]))
    themes = [_read(name) for name in front["themes"]]
    return Content(front, months, [line for theme in themes for line in _lines(theme, months)])


def month_in_words(month: str) -> str:
    return f"{_first_day(month):%B %Y}"


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def _months(first: str, count: int) -> Iterator[str]:
    year, month = (int(part) for part in first.split("-"))
    for past in range(count):
        years, months = divmod(month - 1 + past, 12)
        yield f"{year + years}-{months + 1:02}"


def _lines(theme: dict[str, Any], months: list[str]) -> Iterator[Line]:
    for workstream in theme["workstream"]:
        shared = {name: workstream.get(name, "") for name in ("lead", "member", "others", "updater")}
        for action in workstream["action"]:
            said = _said(action, months)
            words = {name: text for name, text in action.items() if name != "updates"}
            blank = dict.fromkeys(_WORDS, "")
            yield Line(theme["theme"], workstream["title"], said=said, **{**blank, **shared, **words})


_WORDS = (
    "ref title measure source lead member others updater start original due "
    "risk risk_description change evidence"
).split()


def _said(action: dict[str, Any], months: list[str]) -> dict[str, Said]:
    """Before its first report an action is not due; after it, a status that lasts stands alone."""
    if action["ref"].endswith(".0"):
        return dict.fromkeys(months, Said(NOT_RATED))
    given = dict(_given(line, months) for line in action.get("updates", "").strip().splitlines())
    said, status = {}, NOT_STARTED
    for month in months:
        said[month] = given.get(month, Said(status))
        status = said[month].status if said[month].status in _LASTING else ""
    return said


def _given(line: str, months: list[str]) -> tuple[str, Said]:
    """ "Mar | On track | Text" is the report for the March of the plan's twelve months."""
    name, status, text = line.split(" | ", maxsplit=2)
    month = next(month for month in months if f"{_first_day(month):%b}" == name)
    return month, Said(status, text)


def _first_day(month: str) -> date:
    return date.fromisoformat(f"{month}-01")
