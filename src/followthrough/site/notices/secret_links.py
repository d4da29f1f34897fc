"""The link in a letter about a password: made when the letter leaves, kept nowhere, so no one else has it."""

from django.conf import settings

from followthrough.site.notices.models import Notice
from followthrough.site.people.signing_in import password_path

INVITATION, NEW_PASSWORD = "invitation", "new_password"
LINK_PLACE = "[the link, which is in the letter alone]"


def text_to_send(notice: Notice) -> str:
    """The text of a letter as it leaves."""
    if notice.kind not in (INVITATION, NEW_PASSWORD):
        return notice.text
    return notice.text.replace(LINK_PLACE, f"{settings.SITE_ADDRESS}{password_path(notice.to)}")
