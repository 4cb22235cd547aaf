"""The importer as a Django app."""

from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "courtflow.importing"
    verbose_name = "批量导入"
