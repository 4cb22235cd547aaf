"""保全 as a Django app."""

from django.apps import AppConfig


class PreservationConfig(AppConfig):
    name = "preservation"
    verbose_name = "保全"

    def ready(self) -> None:
        from . import volumes  # noqa: F401  registers what its dossiers hold
