"""The recurring duties as a Django app; it hangs itself into the sweep."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "courtflow.duties"
    label = "duties"
    verbose_name = "例行事项"

    def ready(self) -> None:
        from courtflow.flow import registry

        from . import watching

        registry.sweepers.append(watching.sweep)
