"""Courts and people as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "courtflow.accounts"
    label = "accounts"
    verbose_name = "法院与人员"
