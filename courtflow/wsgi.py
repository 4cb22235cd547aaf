"""Entry point of the web server (gunicorn courtflow.wsgi)."""

import os

from django.core.wsgi import get_wsgi_application

from courtflow.stack.absent import require_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courtflow.settings")
require_database()

application = get_wsgi_application()
