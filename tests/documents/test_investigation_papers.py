"""律师调查令 with its stub and slip, and the notice that none is issued."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from courtflow.accounts.models import Court
from courtflow.flow.perform import open_proceeding, perform
from enforcement.models import Investigation
from tests.diary import noon
from tests.enforcement import orders, steps
from tests.trial.steps import heard

from .conftest import pages_of, words
from .test_execution_papers import papers, shows

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(anji: Court, cast: Callable[[Court], SimpleNamespace]) -> SimpleNamespace:
    return cast(anji)


def decided(matter: Any, clerk: Any, judge: Any, **facts: Any) -> Investigation:
    told = orders.application(matter, orders.lawyer(matter.case))
    row = open_proceeding("investigation", matter.case, "apply", by=clerk, at=steps.FILED, facts=told)
    perform(row, "decide", by=judge, at=noon(2024, 7, 1), facts=facts)
    return row


@pytest.mark.spec("B-3.14", "B-3.15")
def test_the_order_names_bearer_holder_scope_and_days(anji: Court, people: SimpleNamespace) -> None:
    execution = steps.in_hand(anji, people)
    row = decided(execution, people.enforcement_clerk, people.enforcement_judge, **orders.ISSUED)
    (paper,) = papers(row, "investigation_order")
    assert (paper.number, paper.approved_role) == (f"{execution.number}调令字第1号", "enforcement_judge")
    shows(
        paper, "律师调查令", "某市不动产登记中心：", "执行的", str(execution.number), "张一与李二民间借贷纠纷一案",
        "周律", "演示律师事务所", "11234202010000001", "张一（申请执行人）", "证据、财产状况",
        "1．李二名下不动产登记信息。", "2．近三年的抵押登记材料。", "个人储蓄存款", "第一百一十七条", "予以罚款",
        "有效期十五日，至2024年7月16日止",
        "第六十七条、第七十条", people.enforcement_judge.display_name, "二〇二四年七月一日", "律师调查令回执",
    )  # fmt: skip
    assert "浙委法发" not in words(pages_of(paper))  # what binds the court is no ground for an office outside
    stub = next(page for page in pages_of(paper) if "存根" in words([page]))
    assert "领取（签名、日期）" in words([stub])
    assert words(pages_of(paper)).count("被调查单位（盖章）") == 1  # no slip in the stub
    marked = [mark for page in pages_of(paper) for mark in ("正本", "存根") if mark in words([page])]
    assert set(marked) == {"正本", "存根"}


@pytest.mark.spec("B-3.14")
def test_out_of_a_suit_it_speaks_of_the_suit(anji: Court, people: SimpleNamespace) -> None:
    suit = heard(anji, people, steps.FILED)
    row = decided(suit, people.trial_clerk, people.trial_judge, **orders.ISSUED)
    (paper,) = papers(row, "investigation_order")
    shows(paper, f"本院审理的{suit.number}", "张一（原告）")


@pytest.mark.spec("E-3.3")
def test_a_refusal_is_told_to_the_party(anji: Court, people: SimpleNamespace) -> None:
    execution = steps.in_hand(anji, people)
    row = decided(execution, people.enforcement_clerk, people.enforcement_judge, **orders.REFUSED)
    (paper,) = papers(row, "investigation_refusal")
    assert (str(paper.addressee), paper.number) == ("张一", f"{execution.number}调令驳字第1号")
    shows(
        paper, "不予签发律师调查令通知书", "张一：", "周律（律师）于2024年6月28日", "向某市不动产登记中心",
        "与待证事实无关联", "申请查询的期间早于借款发生之日。", "不予签发律师调查令", "书面申请本院调查收集",
    )  # fmt: skip
    assert "主管领导" not in words(pages_of(paper))
