"""How often one may ask: enough for a system that synchronises all day, too little to try pass-words."""

from __future__ import annotations

import logging
from typing import Any

from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

log = logging.getLogger(__name__)


class Tolerant:
    """Counting needs the cache; a court does not stop working because the cache does."""

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return bool(super().allow_request(request, view))  # type: ignore[misc]
        except RedisError:
            log.warning("requests are not counted: the cache does not answer")
            return True


class PerUser(Tolerant, UserRateThrottle):
    """Each account by itself."""


class PerAddress(Tolerant, AnonRateThrottle):
    """Those who have not logged in; a whole court may share one address."""
