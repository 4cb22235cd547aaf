"""执行 as a Django app."""

from django.apps import AppConfig


class EnforcementConfig(AppConfig):
    name = "enforcement"
    verbose_name = "执行"

    def ready(self) -> None:
        from documents.kinds.bankruptcy import find_screening_with

        from . import volumes  # noqa: F401  registers what its dossiers hold
        from .bankruptcy.screening import screening_of

        find_screening_with(screening_of)
