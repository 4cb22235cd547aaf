"""A court intranet has no internet and a strict content policy: what templates and static files may contain."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from courtflow.pages.templatetags.court import icon_names

TEMPLATES = [
    path
    for path in (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    if "documents" not in path.parts  # notices are paper, WeasyPrint reads them, no browser does
]
STATIC = Path(settings.BASE_DIR) / "courtflow" / "static"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_templates_need_neither_the_internet_nor_inline_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_icons_named_in_templates_exist(path: Path) -> None:
    named = set(re.findall(r'(?:\{% icon |icon_name=)"([^"]+)"', path.read_text(encoding="utf-8")))
    assert named <= icon_names()


def test_static_files_refer_to_no_file_that_is_missing() -> None:
    for path in STATIC.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert "sourceMappingURL" not in text
        assert all(url.startswith("data:") for url in re.findall(r"url\([\"']?([^)\"']{1,20})", text))
    for path in STATIC.rglob("*.js"):
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8")
