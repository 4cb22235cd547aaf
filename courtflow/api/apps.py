"""The REST interface as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "courtflow.api"
    verbose_name = "接口"
