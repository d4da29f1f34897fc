"""Small invented files to import."""

POND = (
    b"Ref\tAction\tOwner\tDue date\tStatus\n"
    b"P1\tDredge the pond\tHead of Parks\tMarch 2023\tOn track\n"
    b"P2\tMend the sluice\tParks Manager\tTBC\tNot started\n"
)
