from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "followthrough.site.register"
    verbose_name = "Register of plans"
