"""Courts and people as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "courtflow.accounts"
    label = "accounts"
    verbose_name = "法院与人员"

    def ready(self) -> None:
        from courtflow.flow import registry

        from .roles import Role

        registry.roles.update({role.value: str(role.label) for role in Role})
