"""courtflow carries a civil case from filing through trial and urging to enforcement or bankruptcy."""

from .celery import app as celery_app

__version__ = "0.1.0"
__all__ = ["celery_app"]
