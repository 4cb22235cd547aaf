"""The Celery application: it only rings bells, the database rows are the truth."""

import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, celeryd_init

from courtflow.stack.absent import MESSAGE, is_absent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courtflow.settings")

app = Celery("courtflow")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@celeryd_init.connect
@beat_init.connect
def refuse_without_database(**_: Any) -> None:
    """A worker or beat without a database ends at once; Celery logs any other exception here and goes on."""
    if is_absent():
        raise SystemExit(MESSAGE)
