"""`followthrough manage let_role_serve ROLE`: a database role that adds to the history and can't alter it."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, transaction

from followthrough.site.history.database_role import let_role_serve


class Command(BaseCommand):
    help = "Gives a role of PostgreSQL what serving needs; of the history reading and adding alone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role")

    def handle(self, *args: Any, **options: Any) -> None:
        role = options["role"]
        if connection.vendor != "postgresql":
            raise CommandError("Roles are PostgreSQL's. SQLite has none: its file is for one account alone.")
        try:
            with transaction.atomic():
                let_role_serve(role)
        except DatabaseError as error:
            raise CommandError(f"Nothing was changed: {str(error).splitlines()[0]}.") from None
        self.stdout.write(f"The role {role} can serve the site and cannot alter its history.")
