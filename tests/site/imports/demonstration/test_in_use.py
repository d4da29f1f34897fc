"""A database that is in use gets no demonstration."""

from io import StringIO

import pytest
from django.core.management import call_command

from followthrough.site.people.models import User
from followthrough.site.register.models import Plan


@pytest.mark.django_db
def test_a_database_in_use_gets_nothing(alice):
    out = StringIO()
    call_command("demonstration", stdout=out)

    assert "no demonstration was added" in out.getvalue()
    assert User.objects.get() == alice
    assert not Plan.objects.exists()
