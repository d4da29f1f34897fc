"""What the site's tests share: the cast, and a database that can be emptied between tests."""

import pytest

from tests.site.cast import *  # noqa: F403  -- pytest finds fixtures by their names in a conftest
from tests.site.flushing import let_tests_empty_the_history


@pytest.fixture(scope="session", autouse=True)
def emptied_history(django_db_setup):
    with pytest.MonkeyPatch.context() as patch:
        let_tests_empty_the_history(patch)
        yield
