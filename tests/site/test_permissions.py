"""Who may open which address: one table over every address of the site."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from followthrough.rules.calendars import monthly
from followthrough.site.assurance.feeds import token_of
from followthrough.site.assurance.operations import change_schedule, make_calendar
from followthrough.site.changes.models import ChangeRequest
from followthrough.site.changes.operations import ask_for_changes
from followthrough.site.editions.files import edition_store
from followthrough.site.editions.models import Edition, EditionAction, EditionFile
from followthrough.site.editions.operations import set_public_page
from followthrough.site.evidence.closing import Decision, close_action
from followthrough.site.evidence.offering import Offer, offer_evidence
from followthrough.site.imports.models import Import
from followthrough.site.imports.next_version.operations import choose_plan
from followthrough.site.imports.operations import take_in
from followthrough.site.oversight.models import Consent
from followthrough.site.people.models import Organisation, User
from followthrough.site.people.operations import add_person
from followthrough.site.people.roles import PERMISSIONS, ROLES, Permission, Role
from followthrough.site.register.lists.saving_views import save_view
from followthrough.site.register.models import Plan
from followthrough.site.register.posts.holding import appoint
from followthrough.site.risks.operations import add_risk
from followthrough.site.rounds.forums import Forum
from followthrough.site.rounds.leavers.operations import delegate
from followthrough.site.rounds.letters.reminders import nudge
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from followthrough.site.spreadsheets.models import SentSpreadsheet
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan
from tests.site.rounds.answers import send

ALL_ACCOUNTS = frozenset(Role)
EVERYBODY = ALL_ACCOUNTS - {Role.OVERSEER}
OFFICE = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE})
ANSWERING = OFFICE | {Role.UPDATE_OWNER, Role.DIRECTOR_LEAD}
OVERSIGHT = OFFICE | {Role.DIRECTOR_LEAD, Role.REVIEWER}
NOTING = OFFICE | {Role.REVIEWER, Role.POLITICAL_LEAD}
VERIFYING = OFFICE | {Role.REVIEWER}
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
READERS = frozenset({Role.MEMBER, Role.COMMITTEE_MEMBER})
WORKING = EVERYBODY - READERS
OVERSEER = frozenset({Role.OVERSEER})
DIRECTOR = frozenset({Role.DIRECTOR_LEAD})

WHO_IS = {
    Role.ADMINISTRATOR: "adam",
    Role.PROGRAMME_OFFICE: "alice",
    Role.UPDATE_OWNER: "owen",
    Role.DIRECTOR_LEAD: "dora",
    Role.POLITICAL_LEAD: "pia",
    Role.COMMITTEE_MEMBER: "colin",
    Role.MEMBER: "mary",
    Role.REVIEWER: "rita",
    Role.OVERSEER: "osric",
}


@dataclass(frozen=True)
class Address:
    """An address, whom it lets in, and the status that they get from it."""

    name: str
    may: frozenset[Role]
    method: str = "get"
    code: int = 200
    form: dict[str, str] = field(default_factory=dict, hash=False)
    # Objects are of an organisation, and somebody of another gets 404 instead of what their role allows.
    belongs: bool = False
    # A member is sent to the page of what was published.
    published: bool = False
    # What one administrator sent: to everybody else whom their role lets in it is as if it were not there.
    own: bool = False

    def code_for(self, role: Role) -> int:
        """The status that a role gets."""
        if role in self.may:
            return 404 if self.own and role != Role.ADMINISTRATOR else self.code
        return 302 if self.published and role in READERS else 403


FOR_MEMBERS = [
    Address("account", ALL_ACCOUNTS),
    Address("account_change_password", ALL_ACCOUNTS),
    Address("unsent", ALL_ACCOUNTS, code=302),
    Address("unsent", ALL_ACCOUNTS, "post", 302),
    Address("sessions", ALL_ACCOUNTS),
    Address("end_session", ALL_ACCOUNTS, "post", 404),
    Address("end_other_sessions", ALL_ACCOUNTS, "post", 302),
    Address("account_reauthenticate", ALL_ACCOUNTS),
    # Who has no second step, or does not come by the organisation's account, is led to the password.
    Address("confirm_by_organisation", ALL_ACCOUNTS, code=302),
    Address("confirm_by_organisation", ALL_ACCOUNTS, "post", 302),
    Address("mfa_reauthenticate", ALL_ACCOUNTS, code=302),
    Address("mfa_reauthenticate_webauthn", ALL_ACCOUNTS, code=302),
    Address("mfa_index", ALL_ACCOUNTS),
    Address("mfa_activate_totp", ALL_ACCOUNTS),
    Address("mfa_deactivate_totp", ALL_ACCOUNTS, code=404),
    Address("mfa_view_recovery_codes", ALL_ACCOUNTS, code=404),
    Address("mfa_generate_recovery_codes", ALL_ACCOUNTS),
    Address("mfa_add_webauthn", ALL_ACCOUNTS),
    Address("mfa_remove_webauthn", ALL_ACCOUNTS, code=404),
    Address("access", ADMINISTRATOR),
    Address("download_access", ADMINISTRATOR),
    Address("sign_ins", ADMINISTRATOR),
    Address("download_sign_ins", ADMINISTRATOR),
    Address("clearing", ADMINISTRATOR),
    Address("clearing", ADMINISTRATOR, "post"),
    Address("sign_in_rules", ADMINISTRATOR),
    Address("sign_in_rules", ADMINISTRATOR, "post", 302),
    Address("end_person_sessions", ADMINISTRATOR, "post", 302, belongs=True),
    Address("remove_second_steps", ADMINISTRATOR, "post", 302, belongs=True),
    Address("history", OVERSIGHT),
    Address("download_history", OVERSIGHT),
    Address("people", OFFICE),
    Address("add_person", OFFICE),
    Address("add_person", OFFICE, "post"),
    Address("vacant_posts", OFFICE),
    Address("vacant_posts", OFFICE, "post"),
    Address("invite_people", OFFICE, "post", 302),
    Address("invitations", OFFICE),
    Address("invite_again", OFFICE, "post", belongs=True),
    Address("person", ADMINISTRATOR, belongs=True),
    Address("person", ADMINISTRATOR, "post", belongs=True),
    Address("person_data", ADMINISTRATOR, belongs=True),
    Address("download_person_data", ADMINISTRATOR, "post", belongs=True),
    Address("my_data", ALL_ACCOUNTS),
    Address("download_my_data", ALL_ACCOUNTS, "post"),
    Address("password_link", ADMINISTRATOR, "post", belongs=True),
    Address("plans", WORKING, published=True),
    Address("plan", WORKING, belongs=True, published=True),
    Address("plan_figures", WORKING, belongs=True),
    Address("actions", WORKING, belongs=True, published=True),
    Address("download_actions", WORKING, belongs=True),
    Address("save_view", WORKING, "post", belongs=True),
    Address("remove_view", OFFICE, "post", 302, belongs=True),
    Address("search_plans", WORKING, published=True),
    Address("action", WORKING, belongs=True, published=True),
    Address("timeline", WORKING, belongs=True),
    Address("checks", WORKING, belongs=True),
    Address("about_plan", WORKING, belongs=True),
    Address("changes", WORKING, belongs=True),
    Address("assurance", WORKING, belongs=True),
    Address("record_occurrence", ANSWERING, belongs=True),
    Address("record_occurrence", ANSWERING, "post", belongs=True),
    Address("change_schedule", OFFICE, belongs=True),
    Address("change_schedule", OFFICE, "post", belongs=True),
    Address("end_assurance", OFFICE, belongs=True),
    Address("end_assurance", OFFICE, "post", belongs=True),
    Address("level_words", OFFICE),
    Address("level_words", OFFICE, "post", 302),
    Address("calendar", WORKING),
    Address("calendar", WORKING, "post", 302),
    Address("change", WORKING, belongs=True),
    Address("change_agenda", WORKING, belongs=True),
    Address("change_agenda", OFFICE, "post", belongs=True),
    Address("decide_change", OFFICE, "post", belongs=True),
    Address("withdraw_change", OFFICE | {Role.UPDATE_OWNER}, "post", 302, belongs=True),
    Address("change_log", WORKING, belongs=True),
    Address("download_change_log", WORKING, belongs=True),
    Address("plan_as_at", WORKING, code=302, belongs=True),
    Address("slipped", WORKING, belongs=True),
    Address("change_rules", WORKING, belongs=True),
    Address("choose_change", ANSWERING, belongs=True),
    Address("ask_change", ANSWERING, belongs=True),
    Address("ask_new_action", ANSWERING, belongs=True),
    Address("dependencies", WORKING, belongs=True),
    Address("risks", WORKING, belongs=True),
    Address("download_risks", WORKING, belongs=True),
    Address("risk", WORKING, belongs=True),
    Address("add_risk", OFFICE, belongs=True),
    Address("add_risk", OFFICE, "post", belongs=True),
    Address("edit_risk", OFFICE, belongs=True),
    Address("edit_risk", OFFICE, "post", belongs=True),
    Address("assess_risk", ANSWERING, belongs=True),
    Address("assess_risk", ANSWERING, "post", belongs=True),
    Address("close_risk", OFFICE, belongs=True),
    Address("close_risk", OFFICE, "post", belongs=True),
    Address("score_action_risk", ANSWERING, belongs=True),
    Address("score_action_risk", ANSWERING, "post", belongs=True),
    Address("risk_matrix", OFFICE),
    Address("risk_matrix", OFFICE, "post"),
    Address("house_style", OFFICE),
    Address("forums", WORKING),
    Address("add_forum", OFFICE),
    Address("add_forum", OFFICE, "post"),
    Address("change_forum", OFFICE, belongs=True),
    Address("change_forum", OFFICE, "post", belongs=True),
    Address("remove_forum", OFFICE, "post", 302, belongs=True),
    Address("house_style", OFFICE, "post", 302),
    Address("word_headline", OFFICE, belongs=True),
    Address("word_headline", OFFICE, "post", 302, belongs=True),
    Address("download_plan", WORKING, belongs=True),
    Address("published_plans", EVERYBODY),
    Address("published_rounds", EVERYBODY),
    Address("search_published", EVERYBODY),
    Address("published_plan", EVERYBODY, code=302, belongs=True),
    Address("published_round", EVERYBODY, code=302, belongs=True),
    Address("published_plan_rounds", EVERYBODY, belongs=True),
    Address("published_actions", EVERYBODY, belongs=True),
    Address("published_action", EVERYBODY, belongs=True),
    Address("create_plan", OFFICE),
    Address("create_plan", OFFICE, "post"),
    Address("notes", WORKING, belongs=True),
    Address("write_note", NOTING, belongs=True),
    Address("write_note", NOTING, "post", belongs=True),
    Address("respond", OFFICE | DIRECTOR, belongs=True),
    Address("respond", OFFICE | DIRECTOR, "post", belongs=True),
    Address("write_plan_note", NOTING, belongs=True),
    Address("write_plan_note", NOTING, "post", 302, {"text": "Seen."}, belongs=True),
    Address("edit_plan", OFFICE, belongs=True),
    Address("change_plan", OFFICE, belongs=True),
    Address("change_plan", OFFICE, "post", belongs=True),
    Address("approve_plan", OFFICE, belongs=True),
    Address("approve_plan", OFFICE, "post", 302, belongs=True),
    Address("add_action", OFFICE, belongs=True),
    Address("add_action", OFFICE, "post", belongs=True),
    Address("edit_action", OFFICE, belongs=True),
    Address("edit_action", OFFICE, "post", belongs=True),
    Address("archived", WORKING, belongs=True),
    Address("archive_action", OFFICE, belongs=True),
    Address("archive_action", OFFICE, "post", belongs=True),
    Address("edit_actions", OFFICE, belongs=True),
    Address("edit_actions", OFFICE, "post", belongs=True),
    Address("edit_themes", OFFICE, belongs=True),
    Address("edit_themes", OFFICE, "post", belongs=True),
    Address("order_action", OFFICE, "post", 302, belongs=True),
    Address("change_scheme", OFFICE, belongs=True),
    Address("change_scheme", OFFICE, "post", belongs=True),
    Address("change_recommendations", OFFICE, belongs=True),
    Address("change_recommendations", OFFICE, "post", belongs=True),
    Address("posts", OFFICE),
    Address("post", OFFICE, belongs=True),
    Address("post", OFFICE, "post", belongs=True),
    Address("post_doubles", OFFICE),
    Address("rename_post", OFFICE, belongs=True),
    Address("rename_post", OFFICE, "post", belongs=True),
    Address("merge_posts", OFFICE, belongs=True),
    Address("merge_posts", OFFICE, "post", belongs=True),
    Address("leave", OFFICE, belongs=True),
    Address("leave", OFFICE, "post", belongs=True),
    Address("end_holding", OFFICE, belongs=True),
    Address("end_holding", OFFICE, "post", belongs=True),
    Address("offer_evidence", ANSWERING, belongs=True),
    Address("offer_evidence", ANSWERING, "post", belongs=True),
    Address("needed_evidence", OFFICE, belongs=True),
    Address("needed_evidence", OFFICE, "post", 302, belongs=True),
    Address("evidence_file", WORKING, belongs=True),
    Address("withdraw_evidence", ANSWERING, belongs=True),
    Address("withdraw_evidence", ANSWERING, "post", belongs=True),
    Address("assign_evidence", OFFICE, belongs=True),
    Address("evidence_keeping", OFFICE, belongs=True),
    Address("evidence_keeping", OFFICE, "post", 302, belongs=True),
    Address("delete_evidence_file", OFFICE, belongs=True),
    Address("delete_evidence_file", OFFICE, "post", belongs=True),
    Address("claim_finished", ANSWERING, belongs=True),
    Address("claim_finished", ANSWERING, "post", belongs=True),
    Address("to_verify", VERIFYING),
    Address("verify_action", VERIFYING, belongs=True),
    Address("verify_action", VERIFYING, "post", belongs=True),
    Address("close_action", OFFICE, belongs=True),
    Address("close_action", OFFICE, "post", belongs=True),
    Address("close_several", OFFICE, belongs=True),
    Address("close_several", OFFICE, "post", belongs=True),
    Address("reopen_action", OFFICE, belongs=True),
    Address("reopen_action", OFFICE, "post", belongs=True),
    Address("check_embedding", VERIFYING, belongs=True),
    Address("check_embedding", VERIFYING, "post", belongs=True),
    Address("my_actions", ANSWERING),
    Address("answer_return", ANSWERING, belongs=True),
    Address("answer_return", ANSWERING, "post", belongs=True),
    Address("read_answer", ANSWERING, "post", belongs=True),
    Address("approvals", DIRECTOR),
    Address("approve_returns", DIRECTOR, "post", 302),
    Address("send_return_back", DIRECTOR),
    Address("send_return_back", DIRECTOR, "post"),
    Address("delegations", ANSWERING),
    Address("delegations", ANSWERING, "post"),
    Address("stop_delegation", ANSWERING, "post", 302, belongs=True),
    Address("rounds", WORKING, published=True),
    Address("plan_rounds", WORKING, belongs=True, published=True),
    Address("make_rounds", OFFICE, belongs=True),
    Address("make_rounds", OFFICE, "post", belongs=True),
    Address("round", WORKING, belongs=True, published=True),
    Address("round_actions", WORKING, belongs=True, published=True),
    Address("edition", EVERYBODY, belongs=True),
    Address("edition_actions", EVERYBODY, belongs=True),
    Address("edition_file", EVERYBODY, belongs=True),
    Address("reports", WORKING, belongs=True),
    Address("report_file", WORKING, belongs=True),
    Address("overseers", OFFICE, belongs=True),
    Address("overseers", OFFICE, "post", 302, belongs=True),
    Address("overseen_plans", OVERSEER),
    Address("download_overseen", OVERSEER),
    Address("overseen_plan", OVERSEER, belongs=True),
    Address("overseen_paper", OVERSEER, belongs=True),
    Address("overseen_file", OVERSEER, belongs=True),
    Address("papers", EVERYBODY, belongs=True),
    Address("draft_paper", OFFICE, belongs=True),
    Address("draft_paper", OFFICE, "post", belongs=True),
    Address("paper", EVERYBODY, belongs=True),
    Address("paper_progress", WORKING, code=204, belongs=True),
    Address("paper_file", EVERYBODY, belongs=True),
    Address("make_paper_again", OFFICE, belongs=True),
    Address("make_paper_again", OFFICE, "post", 302, belongs=True),
    Address("review_paper", OFFICE | DIRECTOR, belongs=True),
    Address("review_paper", OFFICE | DIRECTOR, "post", 302, belongs=True),
    Address("publish_paper", OFFICE, belongs=True),
    Address("publish_paper", OFFICE, "post", 302, belongs=True),
    Address("withdraw_paper", OFFICE, belongs=True),
    Address("withdraw_paper", OFFICE, "post", belongs=True),
    Address("remove_paper", OFFICE, "post", 302, belongs=True),
    Address("public_page_settings", OFFICE, belongs=True),
    Address("public_page_settings", OFFICE, "post", 302, belongs=True),
    Address("paper_texts", OFFICE, belongs=True),
    Address("paper_texts", OFFICE, "post", 302, belongs=True),
    Address("control_round", OFFICE, belongs=True),
    Address("round_returns", OFFICE, belongs=True),
    Address("open_round", OFFICE, belongs=True),
    Address("open_round", OFFICE, "post", 302, belongs=True),
    Address("change_round_days", OFFICE, belongs=True),
    Address("change_round_days", OFFICE, "post", belongs=True),
    Address("set_forum", OFFICE, belongs=True),
    Address("set_forum", OFFICE, "post", 302, belongs=True),
    Address("lock_round", OFFICE, belongs=True),
    Address("lock_round", OFFICE, "post", 302, belongs=True),
    Address("publish_round", OFFICE, belongs=True),
    Address("publish_round", OFFICE, "post", 302, belongs=True),
    Address("reopen_round", OFFICE, belongs=True),
    Address("reopen_round", OFFICE, "post", belongs=True),
    Address("round_letters", OFFICE, belongs=True),
    Address("round_spreadsheets", OFFICE, belongs=True),
    Address("round_spreadsheets", OFFICE, "post", belongs=True),
    Address("download_post_spreadsheet", OFFICE, belongs=True),
    Address("download_all_spreadsheets", OFFICE, belongs=True),
    Address("send_round_spreadsheet", OFFICE, "post", 302, belongs=True),
    Address("nudge_owners", OFFICE, code=302, belongs=True),
    Address("nudge_owners", OFFICE, "post", 302, belongs=True),
    Address("pause_letters", OFFICE, "post", 302, belongs=True),
    Address("resume_letters", OFFICE, "post", 302, belongs=True),
    Address("letters", OFFICE),
    Address("letter", OFFICE, belongs=True),
    Address("send_letter_again", OFFICE, "post", 302, belongs=True),
    Address("answer_by_spreadsheet", ANSWERING),
    Address("answer_by_spreadsheet", ANSWERING, "post"),
    Address("download_return", ANSWERING),
    Address("send_spreadsheet", ANSWERING, "post", 302),
    Address("read_spreadsheet", ANSWERING, belongs=True, own=True),
    Address("spreadsheet_progress", ANSWERING, code=204, belongs=True, own=True),
    Address("read_round_spreadsheet", OFFICE, belongs=True, own=True),
    Address("read_list_of_posts", OFFICE, belongs=True, own=True),
    Address("imports", OFFICE),
    Address("import_plan", OFFICE),
    Address("import_plan", OFFICE, "post"),
    Address("import", OFFICE, belongs=True),
    Address("import_progress", OFFICE, code=204, belongs=True),
    Address("import_problems", OFFICE, belongs=True),
    Address("import_tables", OFFICE, code=302, belongs=True),
    Address("put_right", OFFICE, belongs=True),
    Address("put_column_right", OFFICE, belongs=True),
    Address("take_back", OFFICE, "post", 404, belongs=True),
    Address("import_left_over", OFFICE, belongs=True),
    Address("read_again", OFFICE, "post", 302, belongs=True),
    Address("take_in", OFFICE, belongs=True),
    Address("take_in", OFFICE, "post", 302, {"title": "Library plan"}, belongs=True),
    Address("which_plan", OFFICE, belongs=True),
    Address("which_plan", OFFICE, "post", 302, {"plan": "new"}, belongs=True),
    Address("next_version", OFFICE, belongs=True),
    Address("next_version", OFFICE, "post", belongs=True),
    Address("leave_import", OFFICE, "post", 302, belongs=True),
    Address("undo_import", OFFICE, belongs=True),
    Address("undo_import", OFFICE, "post", 302, belongs=True),
]
# Open to whoever asks; the number is what somebody who is not signed in gets.
FOR_ALL = {
    "home": 200,
    "help": 200,
    "help_topic": 200,
    "who_sees_what": 200,
    "accessibility": 200,
    # In a test the one who asks is on this machine, and no contact is set.
    "metrics": 200,
    "security_contact": 404,
    # No worker is at work in a test.
    "health": 503,
    "account_login": 200,
    "mfa_authenticate": 302,
    "mfa_login_webauthn": 302,
    # None is set up in a test of all addresses.
    "openid_connect_login": 404,
    "openid_connect_callback": 404,
    "saml_login": 404,
    "saml_acs": 405,
    "saml_finish_acs": 404,
    "saml_metadata": 404,
    "saml_sls": 404,
    "socialaccount_login_cancelled": 200,
    "account_reset_password": 200,
    "account_reset_password_done": 200,
    "account_logout": 302,
    "account_inactive": 200,
    "account_reset_password_from_key": 200,
    "account_reset_password_from_key_done": 200,
    # Who has the address reads it: it is signed, and can be withdrawn.
    "calendar_feed": 200,
    # Published public editions of a plan whose public page is open.
    "public_plans": 200,
    "public_body": 200,
    "public_plan": 200,
    "public_actions": 200,
    "public_action": 200,
    "public_paper": 200,
    "public_file": 200,
    "public_data": 200,
    "public_feed": 200,
}


IMPORT_PAGES = {address.name for address in FOR_MEMBERS if address.belongs and "import" in address.name} | {
    "read_again",
    "take_in",
    "which_plan",
}


def label(address: Address) -> str:
    return f"{address.method} {address.name}"


def file_that_was_read(by: User, organisation: Organisation) -> Import:
    document = library_plan()
    return Import.objects.create(
        organisation=organisation,
        by=by,
        at=NOW,
        name=document.source.name,
        media_type=document.source.media_type,
        size=document.source.size,
        sha256=document.source.sha256,
        content=b"",
        document=document.model_dump(mode="json"),
        state=Import.State.READ,
    )


EDITING_PAGES = [
    "change_recommendations",
    "change_scheme",
    "add_action",
    "edit_themes",
    "edit_actions",
    "archived",
    "edit_plan",
    "change_plan",
    "approve_plan",
]


def what_is_edited(plan: Plan, by: User) -> dict[str, list[object]]:
    post = plan.organisation.posts.first()
    holder = appoint(post, user=by, from_on=NOW.date(), by=by, at=NOW)
    of_plan = {name: [plan.slug] for name in EDITING_PAGES}
    part = {
        "edit_action": [plan.slug, 1, "facts"],
        "order_action": [plan.slug, 1],
        "archive_action": [plan.slug, 1],
    }
    return {
        **of_plan,
        **part,
        "post": [post.pk],
        "rename_post": [post.pk],
        "merge_posts": [post.pk],
        "end_holding": [holder.pk],
    }


def what_is_asked(plan: Plan, by: User, owner: User, director: User) -> dict[str, list[object]]:
    """A return that the owner sent and the director approves, and the owner's delegation to the director."""
    plan.approval_wanted = True
    plan.save()
    round_ = open_round(
        make_rounds(plan, days=monthly("2022-11", "2022-11"), by=by, at=NOW)[0], by=by, at=NOW
    )
    post = plan.organisation.posts.get(name="Head of Property")
    for holder in (owner, director):
        appoint(post, user=holder, from_on=NOW.date(), by=by, at=NOW)
    sent = send(round_, "L1.1", by=owner)
    delegation = delegate(
        organisation=plan.organisation,
        from_user=owner,
        to_user=director,
        from_on=NOW.date(),
        to_on=NOW.date(),
        by=owner,
        at=NOW,
    )
    place: list[object] = [plan.slug, round_.period, sent.action.number]
    of_return = dict.fromkeys(("answer_return", "read_answer", "send_return_back"), place)
    letter = [nudge(round_, by=by, at=NOW)[0].pk]
    letters = {"letter": letter, "send_letter_again": letter}
    return {**of_return, **letters, "stop_delegation": [delegation.pk]}


def what_is_shown(plan: Plan, by: User) -> dict[str, list[object]]:
    """A file of evidence of the first action, and another action that ended with a check to be made."""
    offer = Offer(form="file", kind="report", words="The survey.")
    file = SimpleUploadedFile("survey.pdf", b"%PDF-1.7")
    evidence = offer_evidence(plan.actions.get(number=1), offer=offer, file=file, by=by, at=NOW)
    decision = Decision(
        end="not_adopted", forum="Cabinet", on=NOW.date(), words="No money.", embedding_months=6
    )
    close_action(plan.actions.get(ref="L2.0"), decision=decision, by=by, at=NOW)
    first, ended = [plan.slug, 1], [plan.slug, plan.actions.get(ref="L2.0").number]
    of_first = ("offer_evidence", "needed_evidence", "claim_finished", "verify_action", "close_action")
    file_place: list[object] = [*first, evidence.pk]
    about_file = (
        "evidence_file",
        "delete_evidence_file",
        "withdraw_evidence",
        "evidence_keeping",
        "assign_evidence",
    )
    of_file = dict.fromkeys(about_file, file_place)
    of_ended = dict.fromkeys(("reopen_action", "check_embedding"), ended)
    return {**dict.fromkeys(of_first, first), **of_file, **of_ended, "close_several": [plan.slug]}


def publish(plan: Plan, *, by: User) -> None:
    """A published round of August."""
    round_ = make_rounds(plan, days=monthly("2022-08", "2022-08"), by=by, at=NOW)[0]
    for step in (open_round, lock_round, publish_round):
        step(round_, by=by, at=NOW)


def what_changes(plan: Plan, by: User) -> dict[str, list[object]]:
    """What leads to a request that waits for a decision, and to asking for another."""
    action = plan.actions.get(number=1)
    asked = ChangeRequest(
        action=action, kind="wording", field="title", old=action.title, new="Mend all roofs"
    )
    (request,) = ask_for_changes(plan=plan, changes=[asked], by=by, at=NOW)
    of_plan = (
        "change_agenda",
        "change_log",
        "download_change_log",
        "plan_as_at",
        "slipped",
        "change_rules",
        "ask_new_action",
    )
    of_request = ("change", "decide_change", "withdraw_change")
    return {
        **{name: [plan.slug] for name in of_plan},
        **{name: [plan.slug, request.number] for name in of_request},
        "choose_change": [plan.slug, 1],
        "ask_change": [plan.slug, 1, "date"],
    }


def rounds_of(plan: Plan, by: User) -> dict[str, list[object]]:
    """What leads to the November round, which is open, and to the one before, which came with the file."""
    of_an_open_one = ("round", "round_actions", "control_round", "round_returns", "open_round")
    steps = ("change_round_days", "set_forum", "lock_round", "publish_round", "reopen_round")
    letters = ("round_letters", "nudge_owners", "pause_letters", "resume_letters")
    sheets = ("round_spreadsheets", "download_all_spreadsheets", "send_round_spreadsheet")
    post = plan.organisation.posts.get(name="Head of Property")
    published = [plan.slug, "2022-08", 1]
    publish(plan, by=by)
    return {
        "plan_rounds": [plan.slug],
        "make_rounds": [plan.slug],
        **{name: [plan.slug, "2022-11"] for name in of_an_open_one + steps + letters + sheets},
        "download_post_spreadsheet": [plan.slug, "2022-11", post.pk],
        "published_plan": [plan.slug],
        "published_plan_rounds": [plan.slug],
        "published_actions": [plan.slug],
        "published_action": [plan.slug, 1],
        "published_round": [plan.slug, "2022-08"],
        "edition": published,
        "edition_actions": published,
        "edition_file": [*published, "docx"],
        "reports": published[:1],
        "paper_texts": published[:1],
        "word_headline": published[:2],
        "report_file": [*published[:2], "changelog", "json"],
    }


def what_is_on_paper(plan: Plan, by: User, reviewer: User) -> dict[str, list[object]]:
    """What leads to a published public edition of a paper, written as its row and one file."""
    round_ = plan.rounds.get(period="2022-08")
    edition = Edition.objects.create(
        plan=plan, round=round_, number=1, kind="cabinet", audience="public", period=round_.period,
        state="published", by=by, at=NOW, reviewed_by=reviewer, reviewed_at=NOW, published_by=by,
        published_at=NOW, issue=1, made_at=NOW, day=NOW.date(),
        figures={"total": 1, "done": 0, "under_way": 1, "late": 0, "not_begun": 0},
    )  # fmt: skip
    key = edition_store().save("1/paper.json", ContentFile(b"{}"))
    EditionFile.objects.create(
        edition=edition, form="json", key=key, size=2, sha256=sha256(b"{}").hexdigest()
    )
    EditionAction.objects.create(edition=edition, position=0, key="l1-0", ref="L1.0", title="Mend")
    set_public_page(plan, is_open=True, words="", contact="", by=by, at=NOW)
    # Riverbank oversees, which it may of its own plan too where somebody wrote the consent by hand.
    plan.organisation.oversees = True
    plan.organisation.save()
    consent = Consent.objects.create(
        plan=plan, overseer=plan.organisation, body="Riverbank Council", title="Library plan", by=by, at=NOW
    )
    place: list[object] = [plan.organisation.slug, plan.slug]
    public = dict.fromkeys(("public_plan", "public_actions", "public_feed"), place)
    steps = ("make_paper_again", "review_paper", "publish_paper", "withdraw_paper", "remove_paper")
    of_one = ("paper", "paper_progress", *steps)
    return {
        **{name: [plan.slug] for name in ("papers", "draft_paper", "public_page_settings")},
        **{name: [plan.slug, edition.number] for name in of_one},
        "paper_file": [plan.slug, edition.number, "json"],
        "overseers": [plan.slug],
        "overseen_plan": [consent.pk],
        "overseen_paper": [consent.pk, edition.number],
        "overseen_file": [consent.pk, edition.number, "json"],
        **public,
        "public_body": place[:1],
        "public_action": [*place, "l1-0"],
        "public_paper": [*place, edition.number],
        "public_file": [*place, edition.number, "json"],
        "public_data": [*place, "csv"],
    }


def what_recurs(plan: Plan, by: User) -> dict[str, list[object]]:
    """A quarterly check of the Head of Property, and a calendar of it."""
    check = plan.actions.get(ref="L1.2")
    check.kind = "assurance"
    check.save()
    monthly_from_now = {"words": "monthly", "rule": "FREQ=MONTHLY", "counted_from": NOW.date()}
    change_schedule(check, **monthly_from_now, from_on=NOW.date(), reason="Asked for", by=by, at=NOW)
    feed = make_calendar(by, organisation=plan.organisation, at=NOW)
    action: list[object] = [plan.slug, check.number]
    return {
        "assurance": [plan.slug],
        "record_occurrence": [*action, "2022-11-30"],
        "change_schedule": action,
        "end_assurance": action,
        "calendar_feed": [token_of(feed)],
    }


def what_is_at_risk(plan: Plan, by: User) -> dict[str, list[object]]:
    """A risk that the Head of Property owns, as the first action is."""
    post = plan.organisation.posts.get(name="Head of Property")
    risk = add_risk(plan, facts={"title": "Rain", "owner": post}, actions=[], by=by, at=NOW)
    of_risk = ("risk", "edit_risk", "assess_risk", "close_risk")
    return {
        **{name: [plan.slug] for name in ("risks", "download_risks", "add_risk")},
        **{name: [plan.slug, risk.number] for name in of_risk},
        "score_action_risk": [plan.slug, 1],
    }


def what_is_sent(plan: Plan, by: User) -> dict[str, list[object]]:
    """What leads to a spreadsheet that came back and one of posts, both read."""
    sent = {"organisation": plan.organisation, "by": by, "at": NOW, "heard_at": NOW, "content": b""}
    filled = SentSpreadsheet.objects.create(kind="return", state="read", **sent)
    posts = SentSpreadsheet.objects.create(
        kind="rows", state="read", rows=[["Head of Property", "Sam Lee", "sam.lee@riverbank.example"]], **sent
    )
    return {
        "read_spreadsheet": [filled.pk],
        "spreadsheet_progress": [filled.pk],
        "read_round_spreadsheet": [plan.slug, "2022-11", filled.pk],
        "read_list_of_posts": [posts.pk],
    }


@pytest.fixture
def arguments(adam, alice, owen, dora, riverbank, store, papers_store) -> dict[str, list[object]]:
    """What the addresses need to lead to something of Riverbank's."""
    plan = take_in(file_that_was_read(alice, riverbank), title="Library plan", by=alice, at=NOW)
    waiting = file_that_was_read(alice, riverbank)
    person = [alice.memberships.get().pk]
    of_a_plan = (
        "plan",
        "plan_figures",
        "actions",
        "save_view",
        "timeline",
        "dependencies",
        "checks",
        "about_plan",
        "changes",
        "notes",
        "write_plan_note",
    )
    plans = {name: [plan.slug] for name in of_a_plan}
    imports = {name: [waiting.pk] for name in IMPORT_PAGES}
    next_version = file_that_was_read(alice, riverbank)
    choose_plan(next_version, into=plan, by=alice, at=NOW)
    action = [plan.slug, 1]
    new = add_person(
        organisation=riverbank, email="new@example.org", name="New", role=Role.MEMBER, by=alice, at=NOW
    )
    people = {"end_person_sessions": person, "remove_second_steps": person, "end_session": [0]}
    people |= {"mfa_remove_webauthn": [0], "openid_connect_login": ["x"], "openid_connect_callback": ["x"]}
    people |= {f"saml_{page}": ["saml"] for page in ("login", "acs", "finish_acs", "metadata", "sls")}
    people |= {"person_data": person, "download_person_data": person}
    people |= {"person": person, "password_link": person, "invite_again": [new.pk], "leave": [new.pk]}
    forum = Forum.objects.create(organisation=riverbank, name="Cabinet", working_days=8)
    view = save_view(plan, name="Late", query="only=overdue", is_shared=True, by=alice, at=NOW)
    lists = {"download_actions": [plan.slug, "csv"], "remove_view": [plan.slug, view.pk]}
    one_each = {
        "download_plan": [plan.slug, "json"],
        "action": action,
        "write_note": action,
        "respond": action,
        "next_version": [next_version.pk],
    }
    return {
        **what_is_edited(plan, alice),
        **what_recurs(plan, alice),
        **what_is_at_risk(plan, alice),
        **what_is_asked(plan, alice, owen, dora),
        **rounds_of(plan, alice),
        **what_changes(plan, owen),
        **what_is_shown(plan, alice),
        **what_is_sent(plan, adam),
        "change_forum": [forum.pk],
        "remove_forum": [forum.pk],
        **what_is_on_paper(plan, alice, owen),
        **plans,
        **imports,
        "put_right": [waiting.pk, 1],
        "put_column_right": [waiting.pk, 1],
        "take_back": [waiting.pk, 1],
        **people,
        **lists,
        **one_each,
        "account_reset_password_from_key": ["1", "x-y"],
        "help_topic": ["answer"],
    }


def open_address(client: Client, address: Address, arguments: dict[str, list[object]]):
    path = reverse(address.name, args=arguments.get(address.name))
    answer = getattr(client, address.method)(path, address.form)
    if answer.streaming:  # closing it instead would end the connection that the next one needs
        list(answer.streaming_content)
    return answer


def names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        else:
            yield str(pattern.name)


def test_the_table_has_every_address_of_the_site():
    assert {address.name for address in FOR_MEMBERS} | set(FOR_ALL) == set(names(get_resolver().url_patterns))


@contextmanager
def undone() -> Iterator[None]:
    """What is done inside is taken back, so that whoever comes next finds the same."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("address", FOR_MEMBERS, ids=label)
def test_an_address_opens_to_whom_the_table_says(address, arguments, client_of, charlie, request):
    # One test for all who come: to make what the addresses lead to takes longer than to open one.
    codes = {}
    for role in Role:
        with undone():
            client = client_of(request.getfixturevalue(WHO_IS[role]))
            codes[role] = open_address(client, address, arguments).status_code
    assert codes == {role: address.code_for(role) for role in Role}

    with undone():
        answer = open_address(Client(), address, arguments)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{reverse(settings.LOGIN_URL)}?next=/")

    if address.belongs:  # an administrator of another organisation finds nothing there
        charlie.memberships.update(role=max(address.may & ADMINISTRATOR or address.may))
        assert open_address(client_of(charlie), address, arguments).status_code == 404


@pytest.mark.parametrize(("name", "code"), FOR_ALL.items())
def test_what_is_open_to_all_needs_no_account(name, code, arguments, client):
    assert open_address(client, Address(name, EVERYBODY), arguments).status_code == code


@pytest.mark.parametrize("address", [a for a in FOR_MEMBERS if a.method == "get"], ids=label)
def test_a_get_never_writes(address, arguments, adam, client_of):
    client = client_of(adam)

    with CaptureQueriesContext(connection) as queries:
        open_address(client, address, arguments)

    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    # What a passkey or an app is asked stands in the browser's own session; that a file was taken is noted.
    allowed = ('"django_session"', '"access_accessevent"')
    assert [sql for sql in written if not any(table in sql for table in allowed)] == []


def test_a_refusal_says_the_role_and_what_to_do(mary, client_of):
    answer = client_of(mary).get(reverse("people"))

    assert (
        "Your role, member, reads what the rounds of every plan published. Ask your administrator"
        in answer.content.decode()
    )


def test_an_account_of_no_organisation_is_told_so(mary, client_of):
    mary.memberships.all().delete()

    answer = client_of(mary).get(reverse("plans"))

    assert answer.status_code == 403
    assert "belongs to no organisation" in answer.content.decode()


@pytest.mark.parametrize("role", Role)
def test_each_role_has_a_name_a_sentence_and_permissions(role):
    assert ROLES[role].name
    assert ROLES[role].may.endswith(".")
    assert PERMISSIONS[role] <= set(Permission)


def test_each_permission_is_some_role_s():
    assert frozenset.union(*PERMISSIONS.values()) == set(Permission)
