"""Policy profiles as a Django app."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "courtflow.policy"
    label = "policy"
    verbose_name = "规则与日历"
