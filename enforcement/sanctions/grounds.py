"""The acts of hindrance that are sanctioned, and the limits of each sanction (民诉法第一百一十三条至第一百一十八条)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from courtflow.law.articles import CPL, Article

REPRIMAND, FINE, DETENTION = "reprimand", "fine", "detention"
MEASURES = ((REPRIMAND, "训诫"), (FINE, "罚款"), (DETENTION, "拘留"))
HARDER = (FINE, DETENTION)
ANY = (REPRIMAND, FINE, DETENTION)

# 民诉法第一百一十八条
FINE_OF_A_PERSON = Decimal("100000.00")
FINE_OF_A_BODY = (Decimal("50000.00"), Decimal("1000000.00"))
LONGEST_DETENTION = 15

EXECUTION, OBJECTION = "execution", "objection"
BOTH = (EXECUTION, OBJECTION)


@dataclass(frozen=True)
class Ground:
    """One act of hindrance: its article, in which proceedings it is met and which sanctions it may bring."""

    code: str
    under: Article
    text: str
    measures: tuple[str, ...] = HARDER
    kinds: tuple[str, ...] = BOTH


LIST = (
    Ground("abuse", CPL[114, 1, 5], "滥用异议权利，恶意妨碍执行", ANY, (OBJECTION,)),
    Ground("court_order", CPL[113, 2], "违反法庭规则", ANY),
    Ground("evidence", CPL[114, 1, 1], "伪造、毁灭重要证据"),
    Ground("witness", CPL[114, 1, 2], "阻止证人作证或者指使、贿买、胁迫他人作伪证"),
    Ground(
        "assets", CPL[114, 1, 3], "隐藏、转移、变卖、毁损已被查封、扣押的财产，转移已被冻结的财产", kinds=(EXECUTION,)
    ),
    Ground("insult", CPL[114, 1, 4], "对司法工作人员、协助执行的人等进行侮辱、诽谤、诬陷、殴打或者打击报复"),
    Ground("obstruct", CPL[114, 1, 5], "以暴力、威胁或者其他方法阻碍司法工作人员执行职务"),
    Ground("refuse", CPL[114, 1, 6], "拒不履行人民法院已经发生法律效力的判决、裁定", kinds=(EXECUTION,)),
    Ground("collusion", CPL[116], "与他人恶意串通，通过诉讼、仲裁、调解等方式逃避履行法律文书确定的义务"),
    Ground("inquiry", CPL[117, 1, 1], "拒绝或者妨碍人民法院调查取证", kinds=(EXECUTION,)),
    Ground("assistance", CPL[117], "接到协助执行通知书后拒不履行协助义务", kinds=(EXECUTION,)),
    Ground("report", CPL[252], "拒绝报告或者虚假报告财产情况", kinds=(EXECUTION,)),
)
GROUNDS = {ground.code: ground for ground in LIST}


def offered(kind: str) -> list[tuple[str, str]]:
    """What can be chosen in a kind of proceeding; everything where none is given."""
    return [(item.code, f"{item.under.short()}：{item.text}") for item in LIST if kind in (*item.kinds, "")]
