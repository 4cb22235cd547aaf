"""Gives each process of pytest-xdist a Valkey database of its own; loaded before Django reads its settings."""

import os
import re

BROKER = "REDIS_URL"

worker = re.fullmatch(r"gw(\d+)", os.environ.get("PYTEST_XDIST_WORKER", ""))
if worker and BROKER in os.environ:
    server, _, _ = os.environ[BROKER].rpartition("/")
    os.environ[BROKER] = f"{server}/{int(worker[1]) + 1}"
