"""公职人员情况通报函 and 移送函: a debtor in public office, told to those he answers to (浙江二（三）)."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.accounts.roles import Role
from courtflow.law.articles import source
from documents.addressing import Addressee, saying
from documents.drafting import Draft, person_facts

from . import Kind, Layout, register
from .enforcing import EXECUTED, background, bare, debtor_concerned, lines, no_instrument

ZHEJIANG = source("ZHEJIANG")
STANDINGS = {"member": "中共党员", "official": "公职人员", "both": "中共党员、公职人员"}
CONDUCTS = {"refuses": "拒不履行生效法律文书确定的义务", "interferes": "非法干预执行", "hinders": "妨害执行"}
VIOLATIONS = {
    "discipline": ("违反党的纪律", "《中国共产党纪律处分条例》"),
    "law": ("职务违法", "《中华人民共和国监察法》"),
    "both": ("违反党的纪律和职务违法", "《中国共产党纪律处分条例》和《中华人民共和国监察法》"),
}


@saying("组织人事部门、纪检监察机关（由承办人写明）")
def body(draft: Draft) -> Sequence[Addressee]:
    return [draft.asked("body")]


def official_facts(draft: Draft) -> Mapping[str, Any]:
    (person,) = debtor_concerned(draft)
    violation, law = VIOLATIONS.get(draft.asked("violation", ""), ("", ""))
    return background(draft) | {
        "person": person_facts(person, EXECUTED),
        "standing": STANDINGS[draft.asked("standing")],
        "office": draft.asked("office"),
        "checked": bare(draft.asked("checked", "")),
        "deed": CONDUCTS[draft.asked("deed")],
        "conduct": bare(draft.asked("conduct", "")),
        "enclosed": lines(draft.asked("enclosed", "")),
        "violation": violation,
        "law": law,
    }


OFFICIAL_NOTICE = register(
    Kind(
        slug="official_notice",
        title="公职人员情况通报函",
        number_word="通报",
        layout=Layout.LETTER,
        under=(ZHEJIANG["二", 3],),
        addressees=body,
        facts=official_facts,
        missing=no_instrument,
        approver=(Role.BUREAU_CHIEF,),  # about a named person in office, in the court's name: 局长审批
        spec=("B-2.11",),
    )
)
DISCIPLINE_REFERRAL = register(
    Kind(
        slug="discipline_referral",
        title="移送纪检监察函",
        number_word="移纪",
        layout=Layout.LETTER,
        under=(ZHEJIANG["二", 3],),
        addressees=body,
        facts=official_facts,
        missing=no_instrument,
        approver=(Role.BUREAU_CHIEF,),  # as above
        spec=("B-2.13",),
    )
)
