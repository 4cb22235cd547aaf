"""站内通知: one's own alone, read one by one or all at once."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.urls import reverse

from courtflow.flow.models import Notification
from courtflow.flow.notices import send

Page = Callable[[Any], Client]


def test_messages_are_read_singly_and_all_at_once(urging: Any, people: SimpleNamespace, page: Page) -> None:
    clerk = people.enforcement_clerk
    Notification.objects.all().delete()
    for text in ("期限还有3天届满", "期限今天届满"):
        send([clerk, people.bureau_chief], text, proceeding=urging)
    client = page(clerk)
    html = client.get(reverse("inbox")).content.decode()
    assert html.count("cf-message-new") == 2
    assert "2条未读" in html
    first = Notification.objects.filter(user=clerk).first()
    assert first is not None
    answer = client.post(reverse("read_message", args=[first.pk]))
    assert answer["Location"] == reverse("case", args=[urging.case_id])
    assert Notification.objects.filter(user=clerk, read_at=None).count() == 1
    assert client.get(reverse("inbox"), {"unread": "1"}).content.decode().count("cf-message-new") == 1
    client.post(reverse("read_all"))
    assert not Notification.objects.filter(user=clerk, read_at=None).exists()
    assert Notification.objects.filter(user=people.bureau_chief, read_at=None).count() == 2


def test_nobody_reads_anothers_message(urging: Any, people: SimpleNamespace, page: Page) -> None:
    send([people.bureau_chief], "请核对", proceeding=urging)
    message = Notification.objects.get(user=people.bureau_chief, text__contains="请核对")
    client = page(people.enforcement_clerk)
    assert "请核对" not in client.get(reverse("inbox")).content.decode()
    assert client.post(reverse("read_message", args=[message.pk])).status_code == 404
    assert client.get(reverse("read_message", args=[message.pk])).status_code == 405
    message.refresh_from_db()
    assert message.read_at is None
