"""Refusals and guards: a no always says what, why (with the article), what would help and whom to ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from courtflow.law.articles import Article, binding

if TYPE_CHECKING:
    from .acts import Deed


class Refusal(Exception):
    """An act refused. `reason`, `remedy` and `ask` are Chinese sentences for the person who tried it."""

    def __init__(
        self,
        reason: str,
        *,
        under: Article | None = None,
        remedy: str = "",
        ask: str = "",
        code: str = "refused",
        status: int = 409,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.under = under
        self.remedy = remedy
        self.ask = ask
        self.code = code
        self.status = status
        self.act_label = ""

    def as_dict(self) -> dict[str, str]:
        """Flat JSON form: refused, reason, article, remedy, ask, code."""
        return {
            "refused": self.act_label,
            "reason": self.reason,
            "article": str(self.under) if self.under else "",
            "remedy": self.remedy,
            "ask": self.ask,
            "code": self.code,
        }

    def __str__(self) -> str:
        parts = [f"不能“{self.act_label}”：{self.reason}" if self.act_label else self.reason]
        if self.under:
            parts.append(f"依据：{self.under}")
        if self.remedy:
            parts.append(f"可以这样办：{self.remedy}")
        if self.ask:
            parts.append(f"请联系：{self.ask}")
        return "。".join(part.rstrip("。") for part in parts)


class InvalidFacts(Refusal):
    """The facts of an act do not hold together; `errors` maps field name to Chinese messages."""

    def __init__(self, errors: dict[str, Any]) -> None:
        super().__init__("填写的内容有误，请按提示更正后重新提交", code="invalid", status=400, remedy="更正标出的各项")
        self.errors = errors


class Stale(Refusal):
    """Somebody else acted on the proceeding since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            "页面打开之后，他人已办理了本程序的其他事项，您看到的内容已过期",
            code="stale",
            remedy="刷新页面核对最新情况后再提交，本次提交没有改变任何数据",
        )


class Denied(Refusal):
    """The person does not hold the power that the act asks for."""

    def __init__(self, reason: str, *, ask: str = "", under: Article | None = None) -> None:
        super().__init__(reason, code="denied", status=403, ask=ask, under=under, remedy="由有权人员登录后办理")


@dataclass(frozen=True)
class Guard:
    """A sentence that must be true of the proceeding before an act; `test` returns True when it is."""

    name: str
    test: Callable[..., bool]
    reason: str
    articles: tuple[Article, ...]
    remedy: str
    ask: str
    needs_facts: bool
    spec: tuple[str, ...]

    @property
    def under(self) -> Article:
        return self.articles[0]

    def in_court(self, policy: Any) -> Guard:
        """This guard with the articles that hold where `policy` does."""
        return replace(self, articles=binding(self.articles, policy.sources))

    def check(self, proceeding: Any, deed: Deed | None) -> Refusal | None:
        """The refusal, or None. Guards about facts are skipped while there are none (when acts are listed)."""
        if self.needs_facts and deed is None:
            return None
        held = self.test(proceeding, deed) if self.needs_facts else self.test(proceeding)
        if held:
            return None
        return Refusal(self.reason, under=self.under, remedy=self.remedy, ask=self.ask, code=self.name)


def guard(
    reason: str,
    *,
    under: Article | Sequence[Article],
    remedy: str,
    ask: str = "",
    needs_facts: bool = False,
    spec: tuple[str, ...] = (),
) -> Callable[[Callable[..., bool]], Guard]:
    """Declare a guard. The function's name is the sentence; `reason` is what the refused person reads."""

    articles = (under,) if isinstance(under, Article) else tuple(under)

    def declare(test: Callable[..., bool]) -> Guard:
        return Guard(test.__name__, test, reason, articles, remedy, ask, needs_facts, spec)

    return declare
