from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "followthrough.site.access"
    verbose_name = "Signing in"

    def ready(self) -> None:
        from followthrough.site.access.receivers import connect

        connect()
