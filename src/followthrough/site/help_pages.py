"""The pages of help: one for each job, and which of them a page's "Help with this page" leads to."""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


class Topic(NamedTuple):
    """A page of help: what it is called, for whom it is, and the names of the pages that it helps with."""

    title: str
    for_whom: str
    pages: tuple[str, ...] = ()


TOPICS = {
    "first-weeks": Topic(
        "The first weeks: from a file to the first round",
        "Programme office",
        (
            "plans", "import_plan", "imports", "import", "import_problems", "import_left_over", "take_in",
            "which_plan", "next_version", "undo_import", "create_plan", "approve_plan",
        ),
    ),
    "posts-and-people": Topic(
        "Posts and people: who is asked, and who can sign in",
        "Programme office, administrators",
        (
            "posts", "post", "end_holding", "vacant_posts", "invite_people", "invitations", "people",
            "person", "add_person", "password_link", "account",
            "person_data", "my_data",
        ),
    ),
    "run-a-round": Topic(
        "Run a round: open it, see where it stands, publish it",
        "Programme office",
        (
            "make_rounds", "control_round", "round_returns", "open_round", "change_round_days", "lock_round",
            "publish_round", "reopen_round", "round_letters", "nudge_owners", "letters", "letter", "rounds",
            "plan_rounds",
        ),
    ),
    "change-a-plan": Topic(
        "Change a plan: dates, words, owners, and why",
        "Programme office",
        (
            "edit_plan", "edit_action", "add_action", "edit_actions", "edit_themes", "change_plan",
            "change_scheme", "change_recommendations", "archive_action", "archived", "history",
        ),
    ),
    "change-control": Topic(
        "Change control: ask for a change, decide it, read what changed",
        "Everybody who works on a plan",
        (
            "changes", "change", "choose_change", "ask_change", "ask_new_action", "change_agenda",
            "decide_change", "change_log", "plan_as_at", "slipped", "change_rules",
        ),
    ),
    "answer": Topic(
        "Answer a return",
        "Update owners",
        ("my_actions", "answer_return", "answer_by_spreadsheet", "send_spreadsheet", "delegations"),
    ),
    "evidence": Topic(
        "Evidence, verifying and closing",
        "Owners, reviewers, programme office",
        (
            "offer_evidence", "needed_evidence", "evidence_file", "delete_evidence_file", "claim_finished",
            "to_verify", "verify_action", "close_action", "close_several", "reopen_action",
            "check_embedding",
        ),
    ),
    "papers": Topic(
        "Papers: draft, review, publish, withdraw",
        "Programme office, directors, members",
        (
            "reports", "paper_texts", "papers", "draft_paper", "paper", "make_paper_again", "review_paper",
            "publish_paper", "withdraw_paper", "public_page_settings", "overseers",
        ),
    ),
    "approve": Topic("Approve returns", "Director leads", ("approvals", "send_return_back")),
    "read": Topic(
        "Read a plan, a round and its figures",
        "Members, reviewers, everybody",
        (
            "plan", "actions", "action", "timeline", "about_plan", "search_plans", "round", "round_actions",
            "edition", "edition_actions", "published_plans", "published_plan", "published_actions",
            "published_action", "published_rounds", "published_plan_rounds", "published_round",
            "search_published", "overseen_plans", "overseen_plan", "overseen_paper",
            "notes", "write_note", "write_plan_note",
        ),
    ),
    "questions": Topic("What the checks ask, and why", "Everybody who works on a plan", ("checks",)),
    "sign-in": Topic(
        "Sign in, and forgotten passwords",
        "Everybody",
        ("account_login", "account_inactive", "account_change_password", "account_reset_password_from_key"),
    ),
}  # fmt: skip
_TOPIC_OF = {page: slug for slug, topic in TOPICS.items() for page in topic.pages}


def topic_of(request: HttpRequest) -> str:
    """The topic of the page that is asked for; empty where it has none of its own."""
    match = request.resolver_match
    return _TOPIC_OF.get(match.url_name or "", "") if match else ""


@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    return render(request, "help/help.html", {"topics": TOPICS.items()})


@require_safe
def show_help_topic(request: HttpRequest, topic: str) -> HttpResponse:
    if topic not in TOPICS:
        raise Http404
    context = {"topics": TOPICS.items(), "topic": TOPICS[topic], "slug": topic}
    return render(request, f"help/{topic}.html", context)
