"""How often strangers may ask about papers: each address by itself, and all of them together.

Codes cannot be guessed (documents.verification); the limits keep the page answering while somebody tries. Counted in
the cache, so for all web processes at once; without the cache the page answers uncounted, as the interface does.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from courtflow.accounts.addresses import address_of

log = logging.getLogger(__name__)

NEIGHBOURS = 64  # bits of an IPv6 address that name one subscriber (RFC 6177); the rest he chooses himself


@dataclass(frozen=True)
class Limit:
    """At most `most` questions in each window of `seconds`."""

    name: str
    most: int
    seconds: int = 60

    def spend(self, who: str = "all") -> int:
        """Count one question; seconds to wait where it was one too many, else 0."""
        now = int(time.time())
        key = f"verify:{self.name}:{who}:{now // self.seconds}"
        cache.add(key, 0, timeout=2 * self.seconds)
        return self.seconds - now % self.seconds if cache.incr(key) > self.most else 0


# Technical limits. A clerk of a bank who checks a heap of papers by hand does not reach the first.
EACH = Limit("each", 30)
ALL = Limit("all", 1200)


def to_wait(request: Any) -> int:
    """Count a question of this client; how many seconds he must wait before it is answered, 0 if it is now."""
    try:
        return EACH.spend(client(request)) or ALL.spend()
    except (RedisError, ValueError):  # ValueError: the cache was emptied between the two commands
        log.warning("questions about papers are not counted: the cache does not answer")
        return 0


def client(request: Any) -> str:
    """One address, or the network of an IPv6 subscriber."""
    named = address_of(request)
    if named is None:
        return "unknown"
    address = ip_address(named)
    if isinstance(address, IPv4Address):
        return named
    return str(ip_network(f"{address}/{NEIGHBOURS}", strict=False))
