"""自动履行证明书: 李二 has paid everything while he was urged."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from courtflow.cases.models import Performance
from courtflow.flow import clock
from documents.models import Document

from .conftest import text_of

pytestmark = pytest.mark.django_db
Issued = Callable[..., list[Document]]
PAID = date(2024, 11, 20)


def pay(urging: Any, amount: str, on: date = PAID, channel: str = "direct", payer: str = "李二") -> None:
    Performance.objects.create(
        obligation=urging.instrument.obligations.get(item=1), proceeding=urging,
        payer=urging.case.parties.get(name=payer), amount=Decimal(amount), performed_on=on, channel=channel,
        proof="银行回单第8号", confirmed=True, confirmed_how="张一2024年11月21日书面确认", recorded_at=clock.now(),
    )  # fmt: skip


@pytest.mark.spec("A-4.7", "D-4.4")
def test_every_field_of_the_form_is_on_the_paper(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged(number="（2024）豫0811执前督12号")
    holder = urging.case.parties.get(name="李二")
    pay(urging, "30000.00", date(2024, 11, 8))
    pay(urging, "70000.00")
    (certificate,) = issued(
        urging, "performance_certificate", on=date(2024, 11, 25), holder={"id": holder.pk, "text": "李二"},
        applied_on="2024-11-22", purposes=["tender", "loan"], integrity_list=True,
    )  # fmt: skip
    text = text_of(certificate)

    assert certificate.state == Document.State.ISSUED, certificate.error
    assert certificate.number == "（2024）豫0811执前督12号证明字第1号"
    for field in (
        "焦作市山阳区人民法院自动履行证明书",
        certificate.code,
        "李二",
        holder.identifier,
        "根据李二2024年11月22日的申请出具",
        "焦山法〔2024〕120号",
        urging.instrument.number,
        "2024年10月30日",
        "（2024）豫0811执前督12号",
        "偿还借款本金",
        "2024年11月8日李二30000.00元直接给付债权人，银行回单第8号",
        "合计100000.00元（大写：壹拾万元整）",
        "全部义务于2024年11月20日履行完毕",
        "履行阶段：",
        "张一2024年11月21日书面确认",
        "已由其本人自动履行完毕，尚未履行的数额为零",
        "未就该法律文书立首次执行案件",
        "用于招标投标、金融借款",
        "同时列入诚信履行名单",
        "审判部门、执行立案部门、档案部门备案",
        "二〇二四年十一月二十五日",
    ):
        assert field in text, field
    assert "行政审批" not in text


def test_inside_the_performance_period_is_said_so(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged()
    pay(urging, "100000.00", date(2024, 11, 10))
    (certificate,) = issued(urging, "performance_certificate", on=date(2024, 11, 25))
    text = text_of(certificate)
    assert "履行阶段：生效法律文书确定的履行期限内" in text
    assert "本院依职权出具" in text
    assert "用于行政审批、招标投标、信用评价、金融借款" in text


def test_with_joint_debtors_the_certificate_names_who_performed(urged: Callable[..., Any], issued: Issued) -> None:
    """Q55: success needs the joint balance at zero, whoever paid."""
    urging = urged(debtors=2)
    pay(urging, "100000.00", payer="王三")
    first, second = issued(urging, "performance_certificate", on=date(2024, 11, 25))
    assert "其他义务人：王三。本证明书仅就李二出具" in text_of(first)
    assert "应由李二履行的义务，已由第四项所列履行人自动履行完毕" in text_of(first)
    assert "2024年11月20日王三100000.00元" in text_of(second)
    assert "应由王三履行的义务，已由其本人自动履行完毕" in text_of(second)


@pytest.mark.spec("A-4.7")
def test_nothing_is_certified_while_a_cent_is_owed(urged: Callable[..., Any], issued: Issued) -> None:
    urging = urged()
    pay(urging, "99999.99")
    (certificate,) = issued(urging, "performance_certificate", on=date(2024, 11, 25))
    assert certificate.state == Document.State.FAILED
    assert "第1项义务尚未全部履行" in certificate.error


def test_the_courts_deduction_is_not_the_debtors_own_act(urged: Callable[..., Any], issued: Issued) -> None:
    """Q32."""
    urging = urged()
    pay(urging, "100000.00", channel="deduction")
    (certificate,) = issued(urging, "performance_certificate", on=date(2024, 11, 25))
    assert certificate.state == Document.State.FAILED
    assert "扣划" in certificate.error
