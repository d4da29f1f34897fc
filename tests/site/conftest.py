"""What the site's tests share: the cast, a database that can be emptied, static files as they are written."""

import pytest
from django.conf import settings
from django.test import override_settings

from tests.site.cast import *  # noqa: F403  -- pytest finds fixtures by their names in a conftest
from tests.site.flushing import let_tests_empty_the_history

PLAIN_FILES = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session", autouse=True)
def emptied_history(django_db_setup):
    with pytest.MonkeyPatch.context() as patch:
        let_tests_empty_the_history(patch)
        yield


@pytest.fixture(scope="session", autouse=True)
def static_files_as_written():
    """Serving collects static files in a folder first; tests take them from where they are written."""
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": PLAIN_FILES},
        WHITENOISE_USE_FINDERS=True,
        WHITENOISE_AUTOREFRESH=True,
    ):
        yield
