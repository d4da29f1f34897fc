from django.apps import AppConfig


class PersonalDataConfig(AppConfig):
    name = "followthrough.site.personal_data"
    verbose_name = "Personal data"
