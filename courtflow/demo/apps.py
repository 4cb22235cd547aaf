"""The demo as a Django app, for its command alone."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "courtflow.demo"
    label = "demo"
    verbose_name = "演示数据"
