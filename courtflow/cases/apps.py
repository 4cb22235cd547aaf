"""Cases as a Django app; the days of their instruments hang themselves into the calendar."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "courtflow.cases"
    label = "cases"
    verbose_name = "案件"

    def ready(self) -> None:
        from courtflow.flow import registry

        from .dated import EffectDays, ItemDays

        registry.dated |= {each.kind: each() for each in (EffectDays, ItemDays)}
