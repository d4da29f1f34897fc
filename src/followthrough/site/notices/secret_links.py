"""The link in an invitation: made when the letter leaves, kept nowhere, so that nobody else can use it."""

from django.conf import settings

from followthrough.site.notices.models import Notice
from followthrough.site.people.signing_in import password_path

INVITATION = "invitation"
LINK_PLACE = "[the link, which is in the letter alone]"


def text_to_send(notice: Notice) -> str:
    """The text of a letter as it leaves."""
    if notice.kind != INVITATION:
        return notice.text
    return notice.text.replace(LINK_PLACE, f"{settings.SITE_ADDRESS}{password_path(notice.to)}")
