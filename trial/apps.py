"""审判 as a Django app."""

from django.apps import AppConfig


class TrialConfig(AppConfig):
    name = "trial"
    verbose_name = "审判"
