"""Small invented files to import, and a file that was read."""

from followthrough.site.imports.models import Import
from followthrough.site.imports.operations import upload_file
from followthrough.site.people.models import Organisation, User
from followthrough.site.register.models import Plan
from tests.site.cast import NOW

POND = (
    b"Ref\tAction\tOwner\tDue date\tStatus\n"
    b"P1\tDredge the pond\tHead of Parks\tMarch 2023\tOn track\n"
    b"P2\tMend the sluice\tParks Manager\tTBC\tNot started\n"
)


def file_read(
    content: bytes, *, organisation: Organisation, by: User, name: str = "pond.txt", into: Plan | None = None
) -> Import:
    """An import as it is after its job: in tests a job is done when it is asked for."""
    kept = upload_file(content=content, name=name, organisation=organisation, by=by, at=NOW, into=into)
    kept.refresh_from_db()
    return kept
