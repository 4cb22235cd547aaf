"""The first command a newcomer runs: a page that answers, log-ins, and nothing left afterwards."""

import re
import signal
import subprocess
import time
import urllib.request

import pytest

from courtflow.stack.memory import free_port
from tests.stack.watch import PATIENCE, Stack

FIRST_START, LATER_START = 600, 120  # seconds; a machine that runs other tests beside it is slow

pytestmark = pytest.mark.slow


def words_until_address(stack: Stack, process: subprocess.Popen[str], limit: float) -> tuple[list[str], str]:
    words, deadline = [], time.monotonic() + limit
    while time.monotonic() < deadline:
        words.append(stack.line(process))
        if found := re.search(r"courtflow is at (http://\S+)", words[-1]):
            return words, found[1]
        assert process.poll() is None, "\n".join(words)
    raise AssertionError("\n".join(words))


def test_the_demo_answers_keeps_its_data_and_leaves_no_process(stack: Stack) -> None:
    process = stack.start("demo", COURTFLOW_PORT=str(free_port()))
    words, address = words_until_address(stack, process, FIRST_START)
    after_question = words[words.index("asking for the demo's log-ins") + 1 : -1]
    assert any(line and "log-ins:" not in line for line in after_question)  # more than signs of life
    with urllib.request.urlopen(address, timeout=PATIENCE) as page:
        assert page.status == 200
        assert "<html" in page.read().decode()

    history = stack.start("manage", "verify_history")
    said, _ = history.communicate(timeout=PATIENCE)
    assert history.returncode == 0, said

    process.send_signal(signal.SIGINT)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert stack.left() == []

    again = stack.start("demo", COURTFLOW_PORT=str(free_port()))
    words_until_address(stack, again, LATER_START)
    again.send_signal(signal.SIGTERM)
    again.communicate(timeout=PATIENCE)
    assert stack.left() == []
