"""A check as one self-contained page that needs no script and nothing from elsewhere."""

from collections.abc import Sequence
from datetime import date

from followthrough.challenge.finding import Finding
from followthrough.outputs.check.html_actions import actions_section
from followthrough.outputs.check.html_counts import counts_sections
from followthrough.outputs.check.judged_by import judged_by
from followthrough.outputs.check.summary import CheckSummary, Question
from followthrough.outputs.page.frame import page
from followthrough.outputs.page.markup import Html, element
from followthrough.plan.document import PlanDocument

_NOTHING_FOUND = "None of our checks found anything to ask about. That does not prove the plan right."
_HOW_TO_READ = (
    "Made by Followthrough, which reads what a plan says of itself and asks what a careful colleague would "
    "ask. A question is no verdict, so the words that it is about stand beside it. An action needs an answer "
    "where something must be settled or should be asked."
)


def render(plan: PlanDocument, findings: Sequence[Finding], day: date | None) -> str:
    """The page: the answer, what is most worth asking, the counts, then each action with its questions."""
    summary = CheckSummary(plan, findings)
    return page(
        title=f"Questions about {summary.title}",
        skip="Skip to the questions",
        header=_header(summary, day),
        main=_main(summary),
        footer=_footer(summary),
    )


def _header(summary: CheckSummary, day: date | None) -> Html:
    return element(
        "header",
        element("p", f"Check of a plan. {judged_by(summary.plan, day)}", class_="kicker"),
        element("h1", summary.title),
        element("p", summary.headline, class_="headline"),
    )


def _main(summary: CheckSummary) -> list[Html]:
    if not summary.findings:
        return [element("p", _NOTHING_FOUND)]
    return [_questions(summary), _contents(summary), *counts_sections(summary), actions_section(summary)]


def _questions(summary: CheckSummary) -> Html:
    items = [element("li", question.sentence, " ", _show(question)) for question in summary.questions]
    named = ("The thing", "The two things", "The three things")[len(items) - 1]
    return element(
        "section",
        element("h2", f"{named} most worth asking", id="questions"),
        element("ol", *items, class_="questions"),
        aria_labelledby="questions",
    )


def _show(question: Question) -> Html:
    words = "Show it" if question.findings == 1 else "Show them"
    return element("a", words, href=f"#rule-{question.code}", aria_label=f"{words}: {question.sentence}")


def _contents(summary: CheckSummary) -> Html:
    places = [("weight", "By weight"), ("theme", "By theme"), ("owner", "By owner"), ("rule", "By rule")]
    if not summary.by_theme:
        places.remove(("theme", "By theme"))
    places.append(("actions", "Action by action"))
    links = [element("li", element("a", words, href=f"#{place}")) for place, words in places]
    return element("nav", element("ul", *links), aria_label="On this page")


def _footer(summary: CheckSummary) -> Html:
    source = summary.plan.source
    file = f"Read from {source.name}, {source.size:,} bytes, SHA-256 {source.sha256}." if source else None
    return element("footer", element("p", _HOW_TO_READ), element("p", file) if file else None)
