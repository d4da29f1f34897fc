"""What is asked about imports."""

from django.db.models import Q, QuerySet

from followthrough.site.imports.models import Import
from followthrough.site.people.models import Organisation

# No plan was found in it, and its tables are there to choose from: the file is kept for that alone.
_WITHOUT_A_PLAN = Q(state=Import.State.FAILED, document__isnull=True) & ~Q(content=b"")


def imports_waiting(organisation: Organisation) -> QuerySet[Import]:
    """Those in which somebody has to check what was read, or to say which table is the plan."""
    return imports_of(organisation).filter(Q(state=Import.State.READ) | _WITHOUT_A_PLAN)


def imports_of(organisation: Organisation) -> QuerySet[Import]:
    """The organisation's imports, the newest first, without their files and what was read in these."""
    found = Import.objects.filter(organisation=organisation).annotate(
        was_read=Q(document__isnull=False), waits_for_a_table=_WITHOUT_A_PLAN
    )
    return found.defer("content", "document").select_related("by", "plan", "into")


def is_settled(import_id: int) -> bool:
    """Whether the file has been read, or can't be."""
    pending = [Import.State.WAITING, Import.State.READING]
    return not Import.objects.filter(pk=import_id, state__in=pending).exists()


def chosen_last_time(read: Import) -> int:
    """How many columns were read as somebody chose for an earlier version of the plan."""
    if read.into is None:
        return 0
    stored = read.into.column_corrections.values_list("heading", "field")
    return sum(read.fields.get(heading) == field for heading, field in stored)


def taken_in_before(read: Import) -> Import | None:
    """The import by which the same file, byte for byte, stands in the register already."""
    return same_file_taken_in(read.organisation, read.sha256, other_than=read)


def same_file_taken_in(
    organisation: Organisation, sha256: str, *, other_than: Import | None = None
) -> Import | None:
    """The latest import by which a file of these bytes stands in the register, None where none does."""
    same = imports_of(organisation).filter(sha256=sha256, state=Import.State.TAKEN_IN)
    return (same.exclude(pk=other_than.pk) if other_than else same).first()
