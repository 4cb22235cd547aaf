"""Headless Chromium before a live server; every page it opens is watched for errors and for strangers."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.conftest import PASSWORD

# A browser under test asks nobody for updates.
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run",
]  # fmt: skip
DESK = {"width": 1440, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        missing = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        missing("chromium is not installed: apt-get install chromium")
    # Playwright keeps an event loop in this thread; Django's rows are still only read between its calls.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Watch:
    """What went wrong on the pages of one test."""

    def __init__(self, home: str) -> None:
        self.home, self.faults = urlparse(home).netloc, list[str]()

    def over(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        """Chromium also reports every answer of 400 and more here; those are judged as answers."""
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        address = urlparse(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.netloc != self.home:
            self.faults.append(f"a request leaves the court: {request.url}")

    def _response(self, response: Response) -> None:
        wrong = 500 if response.request.is_navigation_request() else 400
        if response.status >= wrong:
            self.faults.append(f"{response.status} {response.url}")


@pytest.fixture
def desk(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """desk(): a fresh browser at the log-in page; desk(user): with this person logged in."""
    watch, opened = Watch(live_server.url), list[BrowserContext]()

    def sit_down(user: Any = None, **options: Any) -> Page:
        context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **{"viewport": DESK, **options})
        opened.append(context)
        context.on("page", watch.over)
        page = context.new_page()
        page.goto("/accounts/login/")
        if user is not None:
            log_in(page, user.username)
        return page

    yield sit_down
    for context in opened:
        context.close()
    assert watch.faults == []


def log_in(page: Page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(lambda url: "login" not in url)


@pytest.fixture
def people(shanyang: Any, cast: Callable[[Any], SimpleNamespace]) -> SimpleNamespace:
    return cast(shanyang)
