"""Small invented files to import, and a file that was read."""

from followthrough.intake.corrections import cell_as_json, corrections_in
from followthrough.intake.read import read_for_review
from followthrough.intake.sandbox.reading import ReviewReading
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


def read_here(content, name, corrections, *, on_progress) -> ReviewReading:
    """What another process would answer of a file."""
    seen = read_for_review(content, name, corrections_in(corrections))
    plan = seen.plan.model_dump(mode="json", exclude_defaults=True) if seen.plan else None
    tables = [table.model_dump(mode="json", exclude_defaults=True) for table in seen.tables]
    return ReviewReading(plan, seen.refusal, tables, list(map(cell_as_json, seen.cells)))
