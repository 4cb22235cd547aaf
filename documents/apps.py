"""Court papers as a Django app; joins its maker of papers to the kernel."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = "文书"

    def ready(self) -> None:
        from courtflow.flow import registry

        from . import (
            checks,  # noqa: F401  registers the system checks
            fonts,
            kinds,
        )
        from .dossier import tasks
        from .order import order
        from .redrafting import follow

        kinds.load()
        registry.document_orderer = order
        registry.unprintable = fonts.unprintable
        registry.followers += [follow, tasks.follow]
