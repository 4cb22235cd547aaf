"""The recurring duties as a Django app; it hangs itself into the sweep and the calendar."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "courtflow.duties"
    label = "duties"
    verbose_name = "例行事项"

    def ready(self) -> None:
        from courtflow.flow import registry

        from . import watching
        from .dated import DutyDays

        registry.sweepers.append(watching.sweep)
        registry.dated[DutyDays.kind] = DutyDays()
