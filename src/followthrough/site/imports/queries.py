"""What is asked about imports."""

from django.db.models import QuerySet

from followthrough.site.imports.models import Import
from followthrough.site.people.models import Organisation


def imports_of(organisation: Organisation) -> QuerySet[Import]:
    """The organisation's imports, the newest first, without the bytes of their files."""
    return Import.objects.filter(organisation=organisation).defer("content").select_related("by", "plan")


def taken_in_before(read: Import) -> Import | None:
    """The import by which the same file, byte for byte, stands in the register already."""
    same = imports_of(read.organisation).filter(sha256=read.sha256, state=Import.State.TAKEN_IN)
    return same.exclude(pk=read.pk).first()
