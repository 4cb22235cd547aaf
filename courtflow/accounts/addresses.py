"""Where a request comes from: the address that the outermost trusted proxy saw.

What a client writes into X-Forwarded-For itself is not read; how many proxies are trusted is a setting
(COURTFLOW_PROXIES).
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from rest_framework.throttling import BaseThrottle


def address_of(request: Any) -> str | None:
    """An IPv4 or IPv6 address, or None where the server names none."""
    named = str(BaseThrottle().get_ident(request))
    try:
        return str(ip_address(named))
    except ValueError:
        return None
