"""The pages as a Django app: template tags, shell and views at the composition root."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "courtflow.pages"
    verbose_name = "页面"
