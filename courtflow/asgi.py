"""Entry point of an asynchronous web server."""

import os

from django.core.asgi import get_asgi_application

from courtflow.stack.absent import require_database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courtflow.settings")
require_database()

application = get_asgi_application()
