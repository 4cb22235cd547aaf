"""Traceability as a Django app."""

from django.apps import AppConfig


class TraceabilityConfig(AppConfig):
    name = "courtflow.traceability"
    verbose_name = "规则追溯"
