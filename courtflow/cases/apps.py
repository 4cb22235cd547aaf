"""Cases as a Django app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "courtflow.cases"
    label = "cases"
    verbose_name = "案件"
