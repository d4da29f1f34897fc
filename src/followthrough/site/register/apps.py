from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "followthrough.site.register"
    label = "register"
    verbose_name = "Register of plans"
    default_auto_field = "django.db.models.BigAutoField"
