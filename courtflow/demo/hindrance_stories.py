"""Who hinders enforcement: a shareholder added, a debtor fined, an abusive objector, a debtor in public office."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from . import suits
from .diary import Diary
from .execution_stories import conduct, file_on
from .measure_stories import against_a_company
from .objection_stories import BENCH, under_review
from .stories import story


def sanctioned(diary: Diary, row: Any, post: str, ago: int, measure: str, **facts: Any) -> Any:
    """Decided, signed by the president and served on one day."""
    day = diary.ago(ago)
    row = diary.do(row, "penalise", post, day, measure=measure, new_conduct="on", **facts)
    paper = {"fine": "fine_decision", "detention": "detention_decision"}.get(measure)
    if paper is None:
        return row
    diary.sign(row, paper, "president", day)
    newest = row.sanctions.latest("id").pk
    return diary.do(row, "serve_sanction", post, day, sanction=newest, served_on=day.isoformat(), proof="送达回证")


def newcomer(person: dict[str, Any]) -> dict[str, Any]:
    return {
        "person_name": person["name"], "person_kind": "natural", "person_identifier": person["identifier"],
        "person_phone": person["phone"], "person_address": person["service_address"],
    }  # fmt: skip


def elsewhere(diary: Diary, row: Any, days: int) -> None:
    """An investigation entrusted to another court, and a seizure there for which the chief gave leave."""
    day, later = diary.ago(days), diary.ago(days - 5)
    court = "演示省演示县人民法院"
    row = diary.do(
        row, "entrust", "enforcement_judge", day, matter="investigate", court=court, by_platform="on",
        content="调查被执行人在你院辖区内的租赁收入", demand="询问承租人并制作笔录，调取租赁合同",
        enclosed="执行裁定书\n协助执行通知书\n执行人员工作证复印件",
    )  # fmt: skip
    entrusted = row.outside_matters.latest("id").pk
    row = diary.do(
        row, "acknowledge_entrusted", "enforcement_clerk", later, outside_matter=entrusted,
        received_on=later.isoformat(), method="electronic", proof="平台签收记录",
    )  # fmt: skip
    row = diary.do(
        row, "propose_trip", "enforcement_judge", later, matter="seize", place="演示省演示县",
        people="执行法官一名、法警一名", content="查封被执行人停放在当地的车辆一辆",
        reason="车辆随时可能驶离", other_province="no", high_court_leave="",
        leaves_on=(later + timedelta(days=1)).isoformat(),
    )  # fmt: skip
    diary.do(
        row, "decide_on_trip", "bureau_chief", later, outside_matter=row.outside_matters.latest("id").pk, allowed="yes",
        opinion="情况紧急，同意赴当地办理",
    )  # fmt: skip


@story
def shareholder_added(diary: Diary, days: int) -> None:
    """The company is fined for a false report, its manager detained; then its shareholder is added, `days` ago."""
    row = against_a_company(diary, days + 120)
    row = sanctioned(
        diary, row, "enforcement_judge", days + 90, "fine", person=diary.debtors[0].pk, ground="report",
        conduct="收到报告财产令后报告名下无财产，经查在演示银行另有账户，同期收取货款并转出", amount="50000",
        evidence="财产报告表、银行账户交易明细", answer="财务人员疏漏，愿意补充报告",
        pay_by=(diary.ago(days + 80)).isoformat(),
    )  # fmt: skip
    row = sanctioned(
        diary, row, "enforcement_judge", days + 70, "detention", ground="assets", days=7,
        conduct="被执行人的经理擅自将已查封的车辆开离存放地点并出售", evidence="查封裁定、车辆存放清单、询问笔录",
        **newcomer(diary.cast.person("outsider")),
    )  # fmt: skip
    elsewhere(diary, row, days + 60)
    received = diary.ago(days + 40)
    asked = diary.open(
        "substitution", "receive", "filing_clerk", received, execution=row.pk, ground="unpaid_capital", mode="add",
        applicant=diary.creditor.pk, received_on=received.isoformat(), evidence="企业登记档案、公司章程、验资报告",
        grounds="被申请人系被执行人的股东，认缴的出资期限已经届满而未缴纳，被执行人财产不足以清偿债务",
        **newcomer(diary.cast.person("outsider")),
    )  # fmt: skip
    day = diary.ago(days)
    asked = diary.do(
        asked, "decide", "objection_judge", day, result="granted", procedure="panel", panel=diary.bench(*BENCH),
        heard_on=(day - timedelta(days=10)).isoformat(), answer="公司章程规定的出资期限可以由股东会决议延长",
        findings="被申请人认缴出资200000元，章程规定的出资期限已经届满，至今未缴纳；被执行人名下财产不足以清偿债务",
        reasons="作为被执行人的营利法人财产不足以清偿生效法律文书确定的债务，被申请人未缴纳出资",
        liability="在未缴纳出资200000元的范围内承担责任", ruling_no="",
    )  # fmt: skip
    for party in (diary.creditor, asked.person):
        asked = diary.do(
            asked, "serve_ruling", "objection_judge", day, party=party.pk, served_on=day.isoformat(), proof="送达回证"
        )
    diary.until(diary.today)


@story
def objection_abused(diary: Diary, days: int) -> None:
    """A forged receipt: dismissed as abuse, and the objector is reprimanded `days` ago."""
    row = under_review(diary, days + 10, request="请求停止执行", grounds="债务已经以现金全部还清，有收条为证")
    row = diary.do(
        row, "decide", "objection_judge", diary.ago(days + 2), result="dismissed", bad_faith="yes",
        authenticity="经鉴定，收条上的签名不是申请执行人所写", reasons="异议人所称还款没有证据证实，异议请求不能成立",
        bad_faith_reason="异议人以伪造的收条提出异议", sanction="reprimand", panel=diary.bench(*BENCH), ruling_no="",
    )  # fmt: skip
    sanctioned(
        diary, row, "objection_judge", days, "reprimand", person=diary.debtors[0].pk, ground="abuse",
        conduct="以伪造的收条提出执行异议，拖延执行", evidence="收条、笔迹鉴定意见、询问笔录",
        answer="认识到错误，不再提出无依据的异议",
    )  # fmt: skip
    diary.until(diary.today)


@story
def official_reported(diary: Diary, days: int) -> None:
    """A debtor in public office: told to his personnel authority, then referred to discipline `days` ago."""
    instrument = suits.owed(diary, diary.ago(days + 95), company=False)
    row = conduct(diary, file_on(diary, instrument, diary.ago(days + 90)), diary.ago(days + 89))
    known = {
        "debtor": diary.debtors[0].pk, "standing": "both", "office": "演示市演示局工作人员", "deed": "refuses",
        "checked": "信息系统自动比对和所在单位证明", "enclosed": "执行依据\n执行通知书送达回证\n银行账户交易明细",
    }  # fmt: skip
    day = diary.ago(days + 40)
    row = diary.do(
        row, "report_official", "enforcement_judge", day, body="中共演示市委组织部",
        conduct="收到执行通知书后有工资收入而未履行，经两次约谈仍未制定履行计划", **known,
    )  # fmt: skip
    diary.sign(row, "official_notice", "bureau_chief", day)
    day = diary.ago(days + 20)
    row = diary.do(
        row, "answer_official", "enforcement_judge", day, report=row.official_reports.latest("id").pk,
        answered_on=day.isoformat(), answer="已约谈本人并责令限期履行",
    )  # fmt: skip
    day = diary.ago(days)
    row = diary.do(
        row, "refer_official", "enforcement_judge", day, body="演示市监察委员会", violation="both", amounts="on",
        conduct="经所在单位责令后，将工资账户余额转入亲属账户，至今未履行", **known,
    )  # fmt: skip
    diary.sign(row, "discipline_referral", "bureau_chief", day)
    diary.until(diary.today)
