from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "followthrough.site.people"
    verbose_name = "People"
