"""A paper from draft to publication and withdrawal, an exempt one, and the page that everybody reads."""

import pytest
from playwright.sync_api import Page, expect

from followthrough.rules.calendars import monthly
from followthrough.site.editions.models import Edition
from followthrough.site.register.models import Plan
from followthrough.site.register.operations import apply
from followthrough.site.reports.paper_texts import KEYS, Words, write_paper_texts
from followthrough.site.rounds.operations import lock_round, make_rounds, open_round, publish_round
from tests.journeys.presses import press
from tests.site.cast import NOW
from tests.site.register.plan_documents import library_plan

PAPERS = "/plans/library-recovery-plan/reports/papers/"


@pytest.fixture
def library(transactional_db, riverbank, alice, papers_store) -> Plan:
    """The library plan with a published round, the words of its papers written, an action exempt."""
    plan = apply(library_plan(), organisation=riverbank, by=alice, at=NOW)
    plan.actions.filter(ref="L2.0").update(exempt_because="It names a contract.")
    sections = {key: Words("Considered, none.") for key in KEYS if key.kind == "section"}
    write_paper_texts(plan, texts=sections, by=alice, at=NOW)
    round_ = make_rounds(plan, days=monthly("2022-11", "2022-11"), by=alice, at=NOW)[0]
    for step in (open_round, lock_round, publish_round):
        step(round_, by=alice, at=NOW)
    return plan


def draft(page: Page, readers: str) -> None:
    """Draft a progress paper from the page of papers."""
    page.goto(PAPERS)
    press(page.get_by_role("button", name="Draft a paper"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Draft a paper")
    page.get_by_label("Progress", exact=True).check()
    page.get_by_label(readers).check()
    page.get_by_label("Which committee or meeting is it for?").fill("Cabinet")
    page.get_by_label("On which day does it meet?").fill("14 December 2022")
    press(page.get_by_role("button", name="Make the draft"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Progress, November 2022")


def review_and_publish(office: Page, reviewer: Page, number: int) -> None:
    """Have a draft reviewed by somebody else, and publish it."""
    expect(office.get_by_text("somebody else has to review it")).to_be_visible()
    reviewer.goto(f"{PAPERS}{number}/")
    press(reviewer.get_by_role("button", name="Review it"))
    for box in reviewer.get_by_role("checkbox").all():
        box.check()
    press(reviewer.get_by_role("button", name="It can be published"))
    expect(reviewer.get_by_text("The paper is reviewed.")).to_be_visible()
    office.goto(f"{PAPERS}{number}/publish/")
    because = office.get_by_label("Why is it published while these questions are open?")
    if because.count():
        because.fill("The board knows of them.")
    press(office.get_by_role("button", name="Publish the paper"))
    expect(office.get_by_role("heading", name="Files as published")).to_be_visible()


def test_a_paper_goes_from_draft_to_everybody_and_is_withdrawn(
    new_page, sign_in, look_at, library, alice, adam, mary
):
    office, reviewer, anybody = new_page(), new_page(), new_page(width=320)
    sign_in(office, alice)
    sign_in(reviewer, adam)
    look_at(office, f"{PAPERS}draft/", "Draft a paper")
    draft(office, "Everybody: what is exempt")
    look_at(office, f"{PAPERS}1/", "Progress, November 2022")
    look_at(reviewer, f"{PAPERS}1/review/", "Can Progress, November 2022 be published?")
    office.goto(f"{PAPERS}1/")
    review_and_publish(office, reviewer, 1)
    draft(office, "Those with an account")
    review_and_publish(office, reviewer, 2)
    look_at(office, PAPERS, "Papers")
    assert not Edition.objects.get(number=1).actions.filter(ref="L2.0").exists()
    assert Edition.objects.get(number=2).actions.filter(ref="L2.0").exists()

    office.goto(PAPERS)
    press(office.get_by_role("link", name="Open one"))
    look_at(office, "/plans/library-recovery-plan/reports/public-page/", "Public page")
    office.get_by_label("Open the public page").check()
    press(office.get_by_role("button", name="Save"))
    press(office.get_by_role("link", name="see it as everybody does"))
    public = "/public/riverbank/library-recovery-plan/"
    expect(office).to_have_url(f"{office.url.split('/public/')[0]}{public}")

    look_at(anybody, public, "Library recovery plan")
    look_at(anybody, f"{public}actions/", "Actions")
    look_at(anybody, f"{public}actions/l11/", "L1.1 Survey the roofs of all nine branches")
    look_at(anybody, f"{public}papers/1/", "Progress, November 2022")
    look_at(anybody, "/public/", "Published plans")
    with anybody.expect_download() as download:
        anybody.goto(f"{public}papers/1/")
        anybody.get_by_role("link", name="PDF").click()
    assert download.value.suggested_filename.endswith("edition-1.pdf")

    office.goto(f"{PAPERS}1/")
    press(office.get_by_role("link", name="Withdraw it"))
    look_at(office, f"{PAPERS}1/withdraw/", "Withdraw Progress, November 2022?")
    office.get_by_label("Why is it withdrawn?").fill("A wrong date.")
    press(office.get_by_role("button", name="Withdraw the paper"))
    expect(office.get_by_text("The paper is withdrawn.")).to_be_visible()
    # Another reader: the first one's browser keeps the page for a minute.
    another = new_page(width=320)
    look_at(another, f"{public}papers/1/", "Progress, November 2022")
    expect(another.get_by_text("A wrong date.")).to_be_visible()


def test_a_member_reads_what_was_published_without_scripts(new_page, sign_in, library, alice, adam, mary):
    office, reviewer, member = new_page(), new_page(), new_page(scripts=False)
    sign_in(office, alice)
    sign_in(reviewer, adam)
    draft(office, "Everybody: what is exempt")
    review_and_publish(office, reviewer, 1)
    sign_in(member, mary)
    member.goto("/published/plans/library-recovery-plan/")
    press(member.get_by_role("link", name="Papers"))
    press(member.get_by_role("link", name="Progress"))
    expect(member.get_by_role("heading", name="Files as published")).to_be_visible()
