"""查扣冻 rulings, 限制消费令, 失信决定书 and what lifts them: each with its ground, its term and its remedy."""

from collections.abc import Mapping
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.law.articles import CPL, INT, SFK, SX, XG, source
from documents.addressing import saying
from documents.drafting import Draft, iso, yuan

from . import Kind, Layout, Numbering, Slot, register
from .enclosures import RECEIPT
from .enforcing import (
    background,
    bare,
    cited,
    debtor_and_creditors,
    debtor_concerned,
    lifted,
    no_instrument,
    ruling_number,
    stated,
)

# 失信名单规定第一条: (item, what the person did)
LISTED = {
    "able_but_refuses": (1, "有履行能力而拒不履行生效法律文书确定的义务"),
    "resists": (2, "以伪造证据、暴力、威胁等方法妨碍、抗拒执行"),
    "evades": (3, "以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行"),
    "false_report": (4, "违反财产报告制度"),
    "breaks_ban": (5, "违反限制消费令"),
    "breaks_settlement": (6, "无正当理由拒不履行执行和解协议"),
}
TERM = 2  # 失信名单规定第二条, items two to six; item one has no term
# A ruling is a judge's, though the centre lifts the measure, or a bankruptcy elsewhere ends the case (第一百五十七条).
JUDGES = (Role.ENFORCEMENT_JUDGE, Role.TEAM_LEADER)
WORDS = {"seize": "查封", "distrain": "扣押", "freeze": "冻结"}


@saying("被采取措施的被执行人")
def each_debtor(draft: Draft) -> list[Any]:
    return list(debtor_concerned(draft))


def debtor_name(draft: Draft) -> dict[str, Any]:
    named = debtor_concerned(draft)
    representative = named[0].legal_representative if named and named[0].kind != named[0].Kind.NATURAL else ""
    return {"debtor": named[0].name if named else "", "representative": representative}


def ban_facts(draft: Draft) -> Mapping[str, Any]:
    return background(draft) | debtor_name(draft) | {"evidence": bare(draft.asked("evidence", ""))}


def listing_facts(draft: Draft) -> Mapping[str, Any]:
    item, conduct = LISTED[draft.asked("ground")]
    more = int(draft.asked("extended_years") or 0)
    articles = (SX[1, 0, item], SX[2], SX[5]) if item > 1 else (SX[1, 0, item], SX[5])
    return (
        background(draft)
        | debtor_name(draft)
        | {
            "evidence": bare(draft.asked("evidence", "")),
            "conduct": conduct,
            "years": TERM + more if item > 1 else None,
            "more": more,
            "cited": cited(*articles),
        }
    )


def seizure_facts(draft: Draft) -> Mapping[str, Any]:
    asked = draft.asked
    word = WORDS[asked("kind")]
    return (
        background(draft)
        | debtor_name(draft)
        | {
            "word": word,
            "subject": asked("subject", ""),
            "value": stated(asked("value")),
            "ground": bare(asked("ground", "")),
            "indivisible": bare(asked("indivisible", "")),
            "taken_on": asked("taken_on"),
            "expires_on": asked("expires_on"),
            "cited": cited(CPL[157, 1, 11], CPL[253] if word == "冻结" else CPL[255], INT[485]),
        }
    )


def lifting_facts(draft: Draft) -> Mapping[str, Any]:
    measure = lifted(draft)
    return (
        background(draft)
        | debtor_name(draft)
        | {
            "word": WORDS.get(measure.kind, "") if measure else "",
            "subject": measure.subject if measure else "",
            "value": yuan(measure.value) if measure else None,
            "taken_on": iso(measure.taken_on) if measure else None,
            "first_number": measure.ruling_no if measure else "",
            "lifted_on": draft.asked("lifted_on"),
            "why": bare(draft.asked("why", "")),
            "repair": draft.asked("repair", ""),
        }
    )


CONSUMPTION_BAN = register(
    Kind(
        slug="consumption_ban",
        title="限制消费令",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        under=(XG[1], XG[3], XG[5]),
        addressees=each_debtor,
        facts=ban_facts,
        missing=no_instrument,
        approver=(Role.PRESIDENT,),  # 限制消费规定第五条: 由院长签发
        # 限制消费规定第五条: 载明限制消费的期间、项目、法律后果等内容
        slots=(Slot("consequences", "违反的法律后果", ("罚款", "拘留")),),
        annexes=(RECEIPT,),
        public_notice=True,
        spec=("E-3.15", "E-1.9"),
    )
)
DISHONEST_LISTING = register(
    Kind(
        slug="dishonest_listing",
        title="纳入失信被执行人名单决定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        under=(SX[1], SX[2], SX[5], SX[11], SX[12]),
        addressees=debtor_and_creditors,
        facts=listing_facts,
        missing=no_instrument,
        approver=(Role.PRESIDENT,),  # 失信名单规定第五条: 决定书由院长签发
        public_notice=True,
        spec=("E-3.15", "E-1.9"),
    )
)
CONSUMPTION_BAN_LIFT = register(
    Kind(
        slug="consumption_ban_lift",
        title="解除限制消费令通知书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        under=(XG[9],),
        addressees=debtor_and_creditors,
        facts=lifting_facts,
        missing=no_instrument,
        public_notice=True,
        spec=("B-3.5",),
    )
)
LISTING_REMOVAL = register(
    Kind(
        slug="listing_removal",
        title="删除失信被执行人信息决定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        under=(SX[10], source("ZHEJIANG")["三", 2]),
        addressees=debtor_and_creditors,
        facts=lifting_facts,
        missing=no_instrument,
        public_notice=True,
        spec=("B-3.5",),
    )
)
SEIZURE_RULING = register(
    Kind(
        slug="seizure_ruling",
        title="执行裁定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        layout=Layout.RULING,
        under=(CPL[253], CPL[255], INT[485], SFK[19]),
        addressees=debtor_and_creditors,
        facts=seizure_facts,
        missing=no_instrument,
        public_notice=True,
        spec=("C-24.1",),
    )
)
RELEASE_RULING = register(
    Kind(
        slug="release_ruling",
        title="执行裁定书",
        numbering=Numbering.CASE,
        case_number=ruling_number,
        layout=Layout.RULING,
        under=(CPL[157, 1, 11], SFK[28]),
        addressees=debtor_and_creditors,
        facts=lifting_facts,
        missing=no_instrument,
        approver=JUDGES,
        public_notice=True,
        spec=("C-24.1",),
    )
)
