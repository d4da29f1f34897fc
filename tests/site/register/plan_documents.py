"""Plan documents to try the register with: a readable one by hand, and any that hypothesis can make up."""

from datetime import date, timedelta

from hypothesis import strategies as st

from followthrough.plan.document import (
    Action,
    ChangeControl,
    Column,
    Link,
    Milestone,
    Note,
    Origin,
    Owner,
    PlanDocument,
    Problem,
    Recommendation,
    Remark,
    Risk,
    RiskLevel,
    SchemeEntry,
    Source,
    Status,
    Update,
    Where,
)
from followthrough.plan.when import When


def month(year: int, number: int) -> When:
    """A whole month, as a plan would print it."""
    first = date(year, number, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return When(text=f"{first:%B %Y}", kind="month", earliest=first, latest=last)


def library_plan() -> PlanDocument:
    """Six actions of an invented plan: two themes, a parent with children, a link, an overdue action."""
    return PlanDocument(
        title="Library recovery plan",
        organisation="Riverbank District Council",
        as_at=date(2022, 10, 31),
        source=Source(name="libraries.csv", media_type="text/csv", sha256="a" * 64, size=2048),
        scheme=[
            SchemeEntry(label="Going well", status=Status.ON_TRACK, definition="No slip of a month or more"),
            SchemeEntry(label="Finished", status=Status.COMPLETE),
        ],
        actions=[
            Action(
                ref="L1.0",
                printed_ref="L1.0",
                kind="main",
                theme="Buildings",
                workstream="Roofs",
                title="Mend every library roof",
                owners=[Owner(role="Lead", name="Head of Property")],
                due=month(2023, 3),
                risk=Risk(rating="High", description="Water reaches the books"),
                where=Where(row_first=2, row_last=2),
            ),
            Action(
                ref="L1.1",
                parent="L1.0",
                theme="Buildings",
                workstream="Roofs",
                title="Survey the roofs of all nine branches",
                owners=[
                    Owner(role="Lead", name="Head of Property"),
                    Owner(role="Cabinet member", name="Cabinet Member for Culture"),
                ],
                start=month(2022, 4),
                due=month(2022, 9),
                updates=[
                    Update(
                        period="2022-09",
                        status=Status.ON_TRACK,
                        status_text="Going well",
                        text="Five of nine done.",
                    ),
                    Update(
                        period="2022-10",
                        status=Status.ON_TRACK,
                        status_text="Going well",
                        text="Seven of nine done.",
                    ),
                ],
                where=Where(row_first=3, row_last=4),
            ),
            Action(
                ref="L1.2",
                parent="L1.0",
                theme="Buildings",
                workstream="Roofs",
                title="Let the roofing contract",
                owners=[Owner(role="Lead", name="head of property")],
                due=month(2023, 1),
                updates=[
                    Update(period="2022-10", status=Status.NOT_DUE, status_text="Not due", text="See L1.1.")
                ],
                links=[Link(to="L1.1", kind="depends_on", text="once L1.1 is done")],
                milestones=[Milestone(title="Tender out", due=month(2022, 12))],
                where=Where(row_first=5, row_last=5),
            ),
            Action(
                ref="L2.0",
                theme="Readers",
                title="Agree opening hours with each parish",
                owners=[Owner(role="Lead", name="Libraries Manager")],
                due=month(2022, 8),
                updates=[
                    Update(
                        period="2022-10",
                        status=Status.COMPLETE,
                        status_text="Finished",
                        text="Agreed in July.",
                    )
                ],
                notes=[Note(heading="How", text="A meeting with each clerk")],
                where=Where(row_first=6, row_last=6),
            ),
            Action(
                ref="L3.0",
                theme="Readers",
                title="Ask readers what they miss",
                due=When(text="TBC", kind="tbc"),
                updates=[Update(period="2022-10", text="No progress to report.")],
                change_control=ChangeControl(required=True, text="Yes"),
                where=Where(row_first=7, row_last=7),
            ),
            Action(ref="L4.0", kind="heading", theme="Readers", title="Later work", where=Where(row_first=8)),
        ],
        remarks=[Remark(text="Printed for the October committee", where=Where(row_first=1, row_last=1))],
        problems=[
            Problem(
                code="unread_date",
                severity="warning",
                message="The due date “TBC” is not a date. It is kept as text.",
                ref="L3.0",
                where=Where(row_first=7, row_last=7, column="Due"),
            )
        ],
        layout=[
            Column(heading="Ref", field="ref"),
            Column(heading="Action", field="title"),
            Column(heading="Lead", field="owner:Lead"),
            Column(heading="Due", field="due"),
            Column(heading="October", group="Update", field="update:2022-10", width=2.5),
            Column(heading="Ward", field=None),
        ],
        origins=[
            Origin(field="title", text="Library recovery plan", reason="It is the first line."),
            Origin(field="as_at", text="October 2022", reason="It is the day of the report."),
        ],
    )


# PostgreSQL can't hold a NUL, which no reader lets through; a lone surrogate is no text at all.
texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
maybe_texts = st.none() | texts
refs = st.none() | st.sampled_from(["A1", "A2", "A2.1", "a1", ""])
periods = st.none() | st.sampled_from(["2022-09", "2022-10"])
statuses = st.none() | st.sampled_from(list(Status))
days = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1))
wheres = st.builds(
    Where,
    sheet=maybe_texts,
    page=st.none() | st.integers(1, 9),
    row_first=st.none() | st.integers(1, 999),
    column=maybe_texts,
)


@st.composite
def whens(draw: st.DrawFn) -> When:
    earliest, latest = sorted([draw(days), draw(days)])
    kind = draw(st.sampled_from(["day", "month", "range", "tbc", "other"]))
    dated = kind not in {"tbc", "other"}
    return When(
        text=draw(texts),
        kind=kind,
        earliest=earliest if dated else None,
        latest=latest if dated else None,
        recurrence=draw(maybe_texts),
        condition=draw(maybe_texts),
    )


updates = st.builds(
    Update,
    period=periods,
    status=statuses,
    status_text=maybe_texts,
    text=maybe_texts,
    by=maybe_texts,
    on=st.none() | days,
    forecast=st.none() | whens(),
)
actions = st.builds(
    Action,
    ref=refs,
    printed_ref=maybe_texts,
    parent=refs,
    kind=st.sampled_from(["main", "action", "assurance", "heading"]),
    theme=st.none() | st.sampled_from(["One", "Two", ""]),
    workstream=st.none() | st.sampled_from(["North", "South", ""]),
    title=texts,
    owners=st.lists(st.builds(Owner, role=texts, name=texts), max_size=3),
    start=st.none() | whens(),
    due=st.none() | whens(),
    original_due=st.none() | whens(),
    milestones=st.lists(st.builds(Milestone, title=texts, due=whens()), max_size=2),
    priority=maybe_texts,
    risk=st.none() | st.builds(Risk, rating=maybe_texts, description=maybe_texts),
    measures=st.lists(texts, max_size=2),
    answers=st.lists(texts, max_size=2),
    updates=st.lists(updates, max_size=3),
    notes=st.lists(st.builds(Note, heading=maybe_texts, text=texts), max_size=2),
    change_control=st.none() | st.builds(ChangeControl, required=st.none() | st.booleans(), text=maybe_texts),
    links=st.lists(
        st.builds(Link, to=st.sampled_from(["A1", "A2.1", "gone"]), kind=st.just("see"), text=texts),
        max_size=2,
    ),
    where=wheres,
)
sources = st.builds(
    Source, name=texts, media_type=texts, sha256=st.just("0" * 64), size=st.integers(0, 10**7)
)
plan_documents = st.builds(
    PlanDocument,
    title=maybe_texts,
    organisation=maybe_texts,
    as_at=st.none() | days,
    source=st.none() | sources,
    scheme=st.none()
    | st.lists(st.builds(SchemeEntry, label=texts, status=statuses, definition=maybe_texts), max_size=2),
    risk_matrix=st.none()
    | st.lists(
        st.builds(
            RiskLevel, score=st.integers(), label=texts, impact=st.dictionaries(texts, texts, max_size=2)
        ),
        max_size=2,
    ),
    recommendations=st.lists(st.builds(Recommendation, id=texts, text=texts), max_size=2),
    actions=st.lists(actions, max_size=5),
    remarks=st.lists(st.builds(Remark, text=texts, where=wheres), max_size=2),
    problems=st.lists(
        st.builds(
            Problem,
            code=st.just("malformed_ref"),
            severity=st.sampled_from(["error", "warning", "note"]),
            message=texts,
            ref=maybe_texts,
            where=wheres,
        ),
        max_size=2,
    ),
    layout=st.lists(
        st.builds(
            Column,
            heading=texts,
            group=maybe_texts,
            field=maybe_texts,
            width=st.none() | st.floats(0, 500, allow_nan=False),
        ),
        max_size=3,
    ),
    origins=st.lists(
        st.builds(
            Origin,
            field=st.sampled_from(["title", "organisation", "as_at"]),
            text=texts,
            reason=texts,
            where=wheres,
        ),
        max_size=2,
    ),
)
