"""What a wording may say: closed placeholders in braces and the elements that its slot must keep."""

import re
from collections.abc import Mapping

from .kinds import KINDS

PLACEHOLDERS = ("院名", "部门", "电话", "地址", "案号")
LONGEST = 4_000
_BRACED = re.compile(r"\{([^{}]*)\}")


def faults(kind: str, slot: str, text: str) -> list[str]:
    """Why a wording cannot stand, in Chinese."""
    known = KINDS[kind].slot(slot) if kind in KINDS else None
    if known is None:
        return [f"文书种类“{kind}”没有可修改的段落“{slot}”"]
    found = [f"缺少必备内容“{word}”" for word in known.must_contain if word not in text]
    names = _BRACED.findall(text)
    found += [f"没有占位符“{{{name}}}”，可用：{'、'.join(PLACEHOLDERS)}" for name in names if name not in PLACEHOLDERS]
    if "{" in _BRACED.sub("", text) or "}" in _BRACED.sub("", text):
        found.append("花括号只能成对用于占位符")
    if not text.strip():
        found.append("文字不能为空")
    if len(text) > LONGEST:
        found.append(f"文字共{len(text)}字，超过{LONGEST}字")
    return found


def fill(text: str, values: Mapping[str, str]) -> str:
    return _BRACED.sub(lambda match: values.get(match[1], match[0]), text)
