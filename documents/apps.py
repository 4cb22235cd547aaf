"""Court papers as a Django app; joins its maker of papers to the kernel."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "文书"

    def ready(self) -> None:
        from courtflow.flow import registry

        from . import (
            checks,  # noqa: F401  registers the system checks
            kinds,
        )
        from .dossier.tasks import follow
        from .order import order

        kinds.load()
        registry.document_orderer = order
        registry.followers.append(follow)
