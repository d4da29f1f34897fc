"""A mail server that really listens, for the tests of invitations."""

from tests.site.notices.conftest import post  # noqa: F401  -- a fixture
