"""律师调查令 in one execution: one refused with a leader's approval, one turned down by its holder, one out now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from .diary import Diary
from .execution_stories import conducted
from .stories import story

HOLDER = "演示市不动产登记中心"
MARKET = "演示市市场监督管理局"
BANK = "演示银行股份有限公司演示市分行"


def counsel(diary: Diary) -> dict[str, Any]:
    """The creditor's lawyer, who comes with his first application."""
    return {
        "agent": "", "principal": diary.creditor.pk, "agent_kind": "lawyer", "agent_name": "演示律师甲",
        "agent_firm": "河南演示律师事务所", "agent_phone": "13700000011", "agent_address": "演示市演示路18号",
    }  # fmt: skip


def ask(diary: Diary, matter: Any, day: date, **facts: Any) -> Any:
    known = matter.case.parties.get(pk=diary.creditor.pk).agents.first()
    bearer = {"agent": known.pk} if known else counsel(diary)
    return diary.open(
        "investigation", "apply", "enforcement_clerk", day, matter=matter.pk, licence="14113202010000018",
        applied_on=day.isoformat(), barred=[], obstacle="kept", **bearer, **{"holder_address": "", **facts},
    )  # fmt: skip


def issue(diary: Diary, row: Any, day: date) -> Any:
    return diary.do(row, "decide", "enforcement_judge", day, decision="issue", granted=row.content)


@story
def investigated(diary: Diary, days: int) -> None:
    """The third order was issued `days` ago."""
    execution = conducted(diary, days + 60)
    owing = diary.debtors[0].name
    day = diary.ago(days + 40)
    row = ask(
        diary, execution, day, holder=BANK, scope=["property"], content=f"{owing}名下账户的余额",
        purpose="查明可供执行的财产", reason="银行不向代理人提供查询",
    )  # fmt: skip
    refusal = {
        "decision": "refuse",
        "ground": "needless",
        "why": "本院已于立案时通过网络执行查控系统查询被执行人的存款",
    }
    row = diary.do(row, "decide", "enforcement_judge", day + timedelta(days=2), **refusal)
    diary.do(row, "approve_refusal", "vice_president", day + timedelta(days=3))
    turned_down(diary, execution, owing, diary.ago(days + 30))
    third = ask(
        diary, execution, diary.ago(days + 2), holder=HOLDER, scope=["evidence", "property"],
        content=f"{owing}名下不动产登记信息\n上述不动产近三年的抵押、查封、转移登记材料",
        purpose="查明可供执行的不动产及其权利负担", reason="登记机构不向代理人提供他人登记材料的查询",
    )  # fmt: skip
    issue(diary, third, diary.ago(days))
    diary.until(diary.today)


def turned_down(diary: Diary, execution: Any, owing: str, day: date) -> None:
    """The holder wanted to see court officers, and was ordered to help."""
    row = ask(
        diary, execution, day, holder=MARKET, scope=["evidence", "residence"],
        content=f"{owing}设立、参股企业的登记档案和出资材料\n登记的住所地和联系方式",
        purpose="查明对外投资和实际住所", reason="内档不对代理人开放查询",
    )  # fmt: skip
    row = issue(diary, row, day + timedelta(days=2))
    shown, back = day + timedelta(days=5), day + timedelta(days=6)
    row = diary.do(
        row, "record_return", "enforcement_clerk", back, returned_on=back.isoformat(), presented_on=shown.isoformat(),
        result="refused", answer="窗口称须由法院工作人员到场，未出具书面意见",
    )  # fmt: skip
    told = day + timedelta(days=8)
    diary.do(
        row, "order_help", "enforcement_judge", told, ordered_on=told.isoformat(),
        way="书面责令三日内向持令人提供，并告知拒不协助的法律后果",
    )  # fmt: skip
