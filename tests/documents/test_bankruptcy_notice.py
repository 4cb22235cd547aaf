"""申请破产审查告知书: the screen hit the defendant company; each side is told what it may ask for."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from courtflow.cases.models import Party
from courtflow.law.identifiers import make_credit_code
from documents.kinds import bankruptcy
from documents.models import Document
from documents.snapshots import CriterionFacts, Screening

from .conftest import pages_of, text_of

pytestmark = pytest.mark.django_db
Issued = Callable[..., list[Document]]
HITS: list[CriterionFacts] = [
    {"code": "claims", "year": 2024, "count": 12, "total": "6120000.00", "number": "", "court": "", "on": None,
     "finding": ""},
    {"code": "terminated", "year": None, "count": None, "total": None, "number": "（2023）豫0811执88号",
     "court": "焦作市山阳区人民法院", "on": "2023-12-20", "finding": ""},
    {"code": "revoked", "year": None, "count": None, "total": None, "number": "", "court": "", "on": "2023-06-30",
     "finding": "停止经营满一年，无人员、无场所"},
]  # fmt: skip


@pytest.fixture
def screened(urged: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The case against 演示建材有限公司, which the screen found."""
    urging = urged()
    company = urging.case.parties.get(name="李二")
    company.kind, company.name, company.enterprise = Party.Kind.LEGAL, "演示建材有限公司", True
    company.identifier, company.registered_capital = make_credit_code("410811", 7), Decimal("5000000.00")
    company.licence_revoked_on, company.licence_source = date(2023, 6, 30), "国家企业信用信息公示系统"
    company.save()
    hit: Screening = {
        "party": company.pk, "criteria": HITS, "screened_at": "2024-11-06T09:30:00+08:00", "screening_id": "筛查第15号",
        "scope": "本院2024年度立案数据", "report_number": "关联检索第15号", "competent_court": "",
        "capital_on": "2024-11-01", "reply_by": "2024-11-21",
    }  # fmt: skip
    monkeypatch.setattr(bankruptcy, "_sources", [lambda proceeding, event: hit])
    return urging


@pytest.mark.spec("A-9.5", "A-9.6")
def test_both_sides_get_a_copy_and_the_copies_differ_in_section_five(screened: Any, issued: Issued) -> None:
    copies = {copy.addressee.name: copy for copy in issued(screened, "bankruptcy_notice")}
    assert set(copies) == {"张一", "演示建材有限公司"}
    debtor, creditor = text_of(copies["演示建材有限公司"]), text_of(copies["张一"])

    assert "你单位是债务人" in debtor
    assert "职工安置预案" in debtor
    assert "重整、和解或者破产清算申请" in debtor
    assert "债权人不能申请和解" in creditor
    assert "职工安置预案" not in creditor
    assert "□重整□和解□破产清算" in debtor
    assert "□重整□破产清算" in creditor
    for text in (debtor, creditor):
        for field in (
            "焦作市山阳区人民法院申请破产审查告知书",
            "演示建材有限公司",
            "5000000.00元（国家企业信用信息公示系统，2024年11月1日查询）",
            "吊销，2023年6月30日被吊销",
            "企业破产法第三条",
            "焦作市中级人民法院",
            "2024年度，以该企业为被告的金钱给付类债务纠纷12件（不少于十件），债务标的额合计6120000.00元",
            "2023年12月20日在（2023）豫0811执88号案中裁定终结本次执行程序",
            "僵尸企业：停止经营满一年",
            "2024年11月6日09:30",
            "筛查第15号",
            "关联检索第15号",
            "执行不能",
            "先后顺序清偿",
            "债务人可以申请重整、和解或者破产清算",
            "停止计息（第四十六条）",
            "不是裁定或者命令",
            "于2024年11月21日前交",
            "申请破产审查答复书",
            "同意将本案移送破产审查",
            "不申请，也不同意移送",
            "二〇二四年十一月六日",
        ):
            assert field in text, field


def test_the_reply_is_a_page_of_its_own(screened: Any, issued: Issued) -> None:
    (first, *_) = issued(screened, "bankruptcy_notice")
    assert "答复书" in pages_of(first)[-1]
    assert "特此告知" not in pages_of(first)[-1]


def test_without_a_screening_result_nothing_is_alleged(urged: Callable[..., Any], issued: Issued) -> None:
    (first, *_) = issued(urged(), "bankruptcy_notice")
    assert first.state == Document.State.FAILED
    assert first.error == "没有破产线索筛查结果，请先完成关联检索和破产筛查"
