"""The benchmarks as a Django app."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "courtflow.bench"
    verbose_name = "性能比值"
