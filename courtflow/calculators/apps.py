"""The calculators as a Django app."""

from django.apps import AppConfig


class CalculatorsConfig(AppConfig):
    name = "courtflow.calculators"
    verbose_name = "期限与费用计算器"
