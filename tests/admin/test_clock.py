"""A clock that was rightly corrected: an administrator gives his word for it, and only he."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.test import Client

from courtflow.flow import watch
from courtflow.flow.models import Event, SweepRun

Login = Callable[[Any], Client]
LIST = "/admin/flow/sweeprun/"


def halted() -> None:
    reading = watch.read()
    watch.halt(reading, "自2026-11-20 09:00:00巡查以来，机器实际运行30秒，时钟却走过3天，时钟跳变")


def test_the_reason_and_the_present_moment_are_shown_and_confirmed(people: SimpleNamespace, logged_in: Login) -> None:
    halted()
    browser = logged_in(people.system_admin)
    text = browser.get(LIST).content.decode()
    assert "期限巡查已停止" in text
    assert "时钟却走过3天" in text

    after = browser.post(f"{LIST}confirm/", {"source": "与国家授时中心核对一致"}, follow=True).content.decode()
    assert "已确认数据库时钟" in after
    newest = SweepRun.objects.order_by("-id")[0]
    assert (newest.halted, newest.confirmed_by) == ("", people.system_admin)
    assert newest.ended_at is not None
    assert abs(newest.ended_at - watch.read().at) < timedelta(minutes=1)
    assert Event.objects.get(act="clock.confirm").by == people.system_admin


def test_no_word_without_a_reason_and_from_nobody_else(people: SimpleNamespace, logged_in: Login) -> None:
    halted()
    refused = logged_in(people.system_admin).post(f"{LIST}confirm/", {"source": " "}, follow=True)
    assert "请写明依据什么核对了时间" in refused.content.decode()
    assert logged_in(people.audit_admin).post(f"{LIST}confirm/", {"source": "x"}).status_code == 403
    assert logged_in(people.system_admin).get(f"{LIST}confirm/").status_code == 405
    assert not Event.objects.filter(act="clock.confirm").exists()
