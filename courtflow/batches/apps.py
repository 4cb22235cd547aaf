"""Acts by the batch as a Django app."""

from django.apps import AppConfig


class BatchesConfig(AppConfig):
    name = "courtflow.batches"
    label = "batches"
    verbose_name = "批量办理"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the system check
