"""The four measurements. Each times two ways of doing the same and gives their ratio."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection, transaction
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from weasyprint import HTML

from courtflow.flow.models import Deadline
from courtflow.flow.perform import perform
from courtflow.flow.sweep import sweep
from documents import rendering
from documents.kinds import KINDS
from enforcement.models import Urging

from . import scenes

WRITES = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True)
class Ratio:
    """Seconds of ours over seconds of the yardstick."""

    what: str
    ours: float
    yardstick: float

    def __str__(self) -> str:
        times = f"{self.ours * 1000:.1f} ms : {self.yardstick * 1000:.1f} ms"
        return f"{self.what}: {self.ours / self.yardstick:.2f}×  ({times})"


def timed(deed: Callable[[], Any]) -> float:
    begun = perf_counter()
    deed()
    return perf_counter() - begun


def act(repeats: int) -> Ratio:
    """One act through perform() against the same rows written by bare SQL in one transaction."""
    where, people = scenes.court()
    ours, bare = [], []
    for urging in scenes.urgings(where, repeats):
        with _sequences_kept(), CaptureQueriesContext(connection) as captured, _rolled_back():
            _hand_over(urging, people["filing_clerk"])
        writes = [row["sql"] for row in captured if row["sql"].startswith(WRITES)]
        with _sequences_kept(), _rolled_back():
            bare.append(timed(partial(_run, writes)))
        ours.append(timed(partial(_hand_over, urging, people["filing_clerk"])))
    return Ratio("an act through perform() : the same rows by bare SQL", median(ours), median(bare))


def _hand_over(urging: Urging, clerk: Any) -> None:
    perform(Urging.objects.get(pk=urging.pk), "hand_over", by=clerk, facts={"materials": "申请书1份"})


def _run(statements: list[str]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def _sequences_kept() -> Iterator[None]:
    """Give the ids back that a rolled-back act took, so that its very statements can run again."""
    query = "SELECT schemaname || '.' || sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
    with connection.cursor() as cursor:
        cursor.execute(query)
        before = cursor.fetchall()
    yield
    with connection.cursor() as cursor:
        for sequence, value in before:
            cursor.execute("SELECT setval(%s, %s)", [sequence, value])


def deadlines(number: int) -> Ratio:
    """Due deadlines swept, three people told of each, against the UPDATE that each needs, one by one."""
    where, _ = scenes.court()
    scenes.due_deadlines(where, number)
    rows = list(Deadline.objects.filter(state="running").values_list("pk", flat=True))
    bare = timed(partial(_update_each, rows))
    Deadline.objects.update(state="running")
    return Ratio(f"{number} due deadlines swept : the same UPDATEs in SQL", timed(sweep), bare)


def _update_each(rows: list[int]) -> None:
    for pk in rows:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE flow_deadline SET state = 'overdue', next_warning_at = NULL WHERE id = %s", [pk])


def listing(small: int, large: int) -> Ratio:
    """The first page of the case list at `large` cases against `small`."""
    where, people = scenes.court()
    client = Client()
    client.force_login(people["president"])
    times = []
    for size in (small, large - small):
        scenes.cases(where, size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        _ask(client)
        times.append(median(timed(lambda: _ask(client)) for _ in range(9)))
    return Ratio(f"case list at {large} cases : at {small} cases", times[1], times[0])


def _ask(client: Client) -> None:
    answer = client.get("/cases/")
    if answer.status_code != HTTPStatus.OK:
        raise RuntimeError(f"the case list answers {answer.status_code}")


def notice(repeats: int) -> Ratio:
    """One 自动履行催告书 from its snapshot against plain WeasyPrint on the same HTML with the same stylesheet."""
    paper = scenes.urging_notice()
    template = KINDS[paper.kind].template
    html = render_to_string(template, paper.snapshot)
    tools, fetcher = rendering.typesetting(), rendering.OwnFilesOnly()

    def plain() -> bytes:
        document: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
            font_config=tools.fonts, stylesheets=[tools.stylesheet]
        )
        return document

    rendering.render(template, paper.snapshot)
    ours, bare = [], []
    for _ in range(repeats):  # in turns, so that a busy machine slows both alike
        bare.append(timed(plain))
        ours.append(timed(lambda: rendering.render(template, paper.snapshot)))
    return Ratio("one notice : plain WeasyPrint on the same HTML", median(ours), median(bare))
