"""The Celery application: it only rings bells, the database rows are the truth."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courtflow.settings")

app = Celery("courtflow")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
