"""The proceedings of enforcement, each in its own package."""

from .urging.models import Certificate, Instalment, NoticeService, Settlement, Urging, Visit

__all__ = ["Certificate", "Instalment", "NoticeService", "Settlement", "Urging", "Visit"]
