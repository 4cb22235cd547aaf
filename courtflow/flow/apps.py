"""The kernel as a Django app."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    name = "courtflow.flow"
    label = "flow"
    verbose_name = "流程内核"

    def ready(self) -> None:
        from . import checks  # noqa: F401  registers the system checks once every app is loaded
