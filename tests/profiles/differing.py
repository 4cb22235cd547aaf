"""Two profiles of one court that differ in a single value, and what is seen of it in an act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db import transaction

from courtflow.accounts.models import Court
from courtflow.flow.refusals import InvalidFacts, Refusal
from courtflow.policy.models import Profile, ProfileValue

DIFFERENCES: list[Difference] = []


@dataclass(frozen=True)
class Stage:
    """A court with its people, under a profile made for the scene."""

    court: Court
    people: SimpleNamespace

    @contextmanager
    def under(self, values: dict[str, Any]) -> Iterator[None]:
        """Everything inside happens under these values alone, and is taken back."""
        with transaction.atomic():
            profile = Profile.objects.create(
                court=self.court, document_no="演示1号", title="演示", effective_from=date(2020, 1, 1)
            )
            for key, value in values.items():
                row = ProfileValue(profile=profile, key=key, value=value, article="一")
                row.clean()
                row.save()
            yield
            transaction.set_rollback(True)


Scene = Callable[[Stage], Any]


@dataclass(frozen=True)
class Difference:
    """`seen` pairs each value of the key with what the scene shows under it."""

    key: str
    seen: tuple[tuple[Any, Any], ...]
    scene: Scene
    base: dict[str, Any] = field(default_factory=dict)
    spec: tuple[str, ...] = ()


def differs(
    key: str, *seen: tuple[Any, Any], base: dict[str, Any] | None = None, spec: tuple[str, ...] = ()
) -> Callable[[Scene], Scene]:
    """Declare that the scene below shows the difference that a key makes."""

    def declare(scene: Scene) -> Scene:
        DIFFERENCES.append(Difference(key, seen, scene, base or {}, spec))
        return scene

    return declare


def tried(step: Callable[[], Any]) -> str:
    """“done”, the code of the refusal, or the fields that were wrong."""
    try:
        step()
    except InvalidFacts as refused:
        return "、".join(sorted(refused.errors))
    except Refusal as refused:
        return refused.code
    return "done"
