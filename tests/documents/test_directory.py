"""The catalogue of kinds as people read it."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from courtflow.accounts.models import Court
from documents.addressing import saying, to
from documents.kinds import KINDS

pytestmark = pytest.mark.django_db


def test_every_kind_stands_in_the_catalogue_with_its_acts(
    client: Client, shanyang: Court, cast: Callable[[Court], SimpleNamespace]
) -> None:
    address = reverse("documents:kinds")
    assert client.get(address).status_code == 302
    client.force_login(cast(shanyang).filing_clerk)
    page = client.get(address).content.decode()
    for kind in KINDS.values():
        assert f'id="kind-{kind.slug}"' in page
    found = client.get(address, {"q": "自动履行催告书"}).content.decode()
    assert 'id="kind-urging_notice"' in found
    assert "执前督促：接收移交" in found
    assert 'id="kind-filing_notice"' not in found
    assert "没有这种文书" in client.get(address, {"q": "不存在的文书"}).content.decode()


def test_addressees_are_told_in_words() -> None:
    """A rule that nobody can say is refused where it is declared."""
    assert to("立案庭", "审判庭").words == "立案庭、审判庭"
    assert {kind.slug: kind.addressees.words for kind in KINDS.values()}["enforcement_notice"] == "各被执行人"
    with pytest.raises(ValueError, match="does not say who gets the paper"):
        saying(" ")(lambda draft: [])
