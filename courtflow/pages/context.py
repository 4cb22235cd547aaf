"""The shell around every page: whose court it is, where one may go, what is unread, whether the clock runs late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from courtflow import __version__
from courtflow.accounts.models import Court, User
from courtflow.accounts.roles import ADMINISTRATORS, Role
from courtflow.batches.choosing import offered
from courtflow.flow import clock
from courtflow.flow.models import Notification, SweepRun
from courtflow.flow.watch import DRIFT_WORTH_TELLING, in_words
from enforcement.money.records import READERS

# The worker's beat sweeps every half minute; ten minutes without a sweep is a stopped worker, not a busy one.
SWEEP_SILENCE = timedelta(minutes=10)


@dataclass(frozen=True)
class Place:
    """An entry of the navigation, shown to whom `seen_by` admits."""

    label: str
    icon: str
    view: str
    seen_by: Callable[[Any], bool]


def works_on_cases(user: Any) -> bool:
    return bool(user.roles - ADMINISTRATORS)


def keeps_money(user: Any) -> bool:
    return bool(user.roles & READERS)


def keeps_the_archive(user: Any) -> bool:
    return Role.ARCHIVIST in user.roles


def registers_cases(user: Any) -> bool:
    return bool(user.roles & {Role.FILING_CLERK, Role.FILING_JUDGE})


def acts_by_the_batch(user: Any) -> bool:
    return any(True for _ in offered(user))


PLACES = (
    Place("案件", "folders", "case_list", works_on_cases),
    Place("我的任务", "list-check", "my_tasks", works_on_cases),
    Place("任务看板", "layout-dashboard", "dashboard", works_on_cases),
    Place("批量办理", "checklist", "act_batches", acts_by_the_batch),
    Place("例行事项", "calendar-event", "duties", works_on_cases),
    Place("案款", "coin", "money", keeps_money),
    Place("归档", "folder", "documents:archive", keeps_the_archive),
    Place("统计", "chart-bar", "statistics", works_on_cases),
    Place("批量导入", "file-import", "import_cases", registers_cases),
    Place("计算器", "calendar-due", "calculators", lambda user: True),
    Place("法律依据", "scale", "law", lambda user: True),
    Place("站内通知", "bell", "inbox", lambda user: True),
    Place("管理", "settings", "admin:index", lambda user: user.is_staff),
)


@dataclass(frozen=True)
class Entry:
    label: str
    icon: str
    href: str
    current: bool


class Shell:
    """Read lazily: a page that shows less asks less."""

    version = __version__

    def __init__(self, user: Any) -> None:
        self._user = user

    @cached_property
    def court(self) -> Court | None:
        return self._user.court if self._user is not None and self._user.is_authenticated else None

    @property
    def court_name(self) -> str:
        return self.court.name if self.court else "人民法院"

    @property
    def is_demo(self) -> bool:
        return self.court is not None and self.court.is_demo

    @property
    def places(self) -> list[str]:
        """Where the person works and as what."""
        return [f"{held.department.name}　{held.get_role_display()}" for held in self._user.current]

    @cached_property
    def _newest_sweep(self) -> SweepRun | None:
        return SweepRun.objects.exclude(ended_at=None).order_by("-id").first()

    @property
    def halt(self) -> SweepRun | None:
        """The sweep's refusal to run, while it lasts."""
        return self._newest_sweep if self._newest_sweep and self._newest_sweep.halted else None

    @cached_property
    def last_sweep(self) -> SweepRun | None:
        if self.halt is None:
            return self._newest_sweep
        return SweepRun.objects.filter(halted="").exclude(ended_at=None).order_by("-id").first()

    @property
    def sweep_is_late(self) -> bool:
        ended = self.last_sweep.ended_at if self.last_sweep else None
        return ended is None or ended < clock.now() - SWEEP_SILENCE

    @property
    def sweep_delay(self) -> str:
        """How long ago the last sweep ended, in words."""
        ended = self.last_sweep.ended_at if self.last_sweep else None
        return in_words(clock.now() - ended) if ended else ""

    @property
    def drift(self) -> str:
        """How far this server's clock is from the database's, in words; empty while they agree."""
        seconds = self._newest_sweep.drift if self._newest_sweep else 0.0
        return in_words(timedelta(seconds=seconds)) if abs(seconds) > DRIFT_WORTH_TELLING.total_seconds() else ""

    @property
    def keepers(self) -> str:
        """Whom to call when the system itself does not run."""
        people = User.objects.system_administrators().order_by("id")
        mine = people.filter(memberships__department__court=self.court)
        return "、".join(map(str, mine or people))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Context of every page."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"shell": Shell(user), "nav": [], "unread_notifications": 0}
    return {
        "shell": Shell(user),
        "nav": SimpleLazyObject(lambda: navigation(request)),
        "unread_notifications": SimpleLazyObject(lambda: Notification.objects.filter(user=user, read_at=None).count()),
    }


def navigation(request: HttpRequest) -> list[Entry]:
    """The places this person may go to, the one he is at marked."""
    found = []
    for place in PLACES:
        if place.seen_by(request.user):
            href = reverse(place.view)
            found.append(Entry(place.label, place.icon, href, request.path.startswith(href)))
    return found
