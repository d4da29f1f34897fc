"""What a report says as plain values, from which its files are made again, whatever the plan is by then."""

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, cast

from followthrough.challenge import Finding
from followthrough.outputs.page.markup import Html
from followthrough.outputs.pictures.picture import Picture
from followthrough.outputs.report.blocks import (
    Cell,
    Figure,
    Lettered,
    Line,
    Quote,
    Report,
    Section,
    Table,
)
from followthrough.outputs.report.file import report_as
from followthrough.outputs.report.kinds import OWN_SHAPE, Kind, report_of
from followthrough.outputs.report.making import plan_in_own_shape
from followthrough.outputs.report.position import Position
from followthrough.outputs.report.register_facts import RegisterFacts
from followthrough.plan.document import PlanDocument, Remark
from followthrough.plan.when import When

# What a part is stands beside its fields under this name.
_IS = "is"
_PARTS: dict[str, Any] = {
    part.__name__: part
    for part in (Report, Section, Line, Lettered, Quote, Cell, Table, Figure, Picture)
}  # fmt: skip


def freeze(
    kind: Kind,
    position: Position,
    facts: RegisterFacts,
    *,
    findings: Sequence[Finding] | None = None,
    is_public: bool = False,
) -> dict[str, Any]:
    """A report, or the plan in its own shape, as a JSON object that says all of it."""
    if kind.name == OWN_SHAPE:
        plan = plan_in_own_shape(position, facts, is_public=is_public)
        return {_IS: "Plan", "plan": plan.model_dump(mode="json")}
    made = report_of(kind, position, facts, findings=findings, is_public=is_public)
    return cast(dict[str, Any], _plain(made))


def file_of(frozen: Mapping[str, Any], form: str) -> bytes:
    """The file that it is in a format, one of `file.FORMATS`."""
    if frozen[_IS] == "Plan":
        from followthrough.outputs.plan.file import plan_as

        return plan_as(PlanDocument.model_validate(frozen["plan"]), f".{form}")
    return report_as(report_in(frozen), form)


def report_in(frozen: Mapping[str, Any]) -> Report:
    """The report that was frozen; not for a plan in its own shape."""
    return cast(Report, _made_of(frozen))


def is_report(frozen: Mapping[str, Any]) -> bool:
    """Whether it is a report, with figures and actions, and no plan in its own shape."""
    return bool(frozen[_IS] != "Plan")


def stamped(frozen: Mapping[str, Any], rows: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The same with more rows in the box on its first page; a plan in its own shape says them after it."""
    if is_report(frozen):
        report = report_in(frozen)
        return cast(dict[str, Any], _plain(replace(report, cover=[*report.cover, *rows])))
    said = [Remark(text=f"{name}: {text}").model_dump(mode="json") for name, text in rows]
    plan = frozen["plan"]
    return {**frozen, "plan": plan | {"remarks": [*plan["remarks"], *said]}}


def digest_of(frozen: Mapping[str, Any]) -> str:
    """The SHA-256 of all that it says: the same for the same words and figures."""
    return sha256(json.dumps(frozen, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        parts = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return {_IS: type(value).__name__, **parts}
    if isinstance(value, When):
        return {_IS: "When", **value.model_dump(mode="json")}
    if isinstance(value, Html):
        return {_IS: "Html", "text": str(value)}
    if isinstance(value, bytes):
        return {_IS: "bytes", "text": b64encode(value).decode()}
    if isinstance(value, date):
        return {_IS: "date", "text": value.isoformat()}
    if isinstance(value, Mapping):
        # Pairs, since a database may give the names of an object back in another order.
        return {_IS: "Mapping", "pairs": [[str(key), _plain(part)] for key, part in value.items()]}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value


def _made_of(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_made_of(part) for part in value)
    if not isinstance(value, dict):
        return value
    known = value.get(_IS)
    rest = {name: part for name, part in value.items() if name != _IS}
    if known == "When":
        return When.model_validate(rest)
    if known == "Html":
        return Html(rest["text"])
    if known == "bytes":
        return b64decode(rest["text"])
    if known == "date":
        return date.fromisoformat(rest["text"])
    if known == "Mapping":
        return {name: _made_of(part) for name, part in rest["pairs"]}
    return _PARTS[value[_IS]](**{name: _made_of(part) for name, part in rest.items()})
