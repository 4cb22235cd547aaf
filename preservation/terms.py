"""The words of preservation law: types, guarantees, grounds; and how much security may be asked for."""

from __future__ import annotations

from decimal import Decimal

TYPES = [
    ("pre_suit", "诉前保全"),
    ("in_suit", "诉讼中保全"),
    ("ex_officio", "依职权保全"),
    ("pre_enforcement", "执行前保全"),
]

GUARANTEES = [
    ("none", "未提供"),
    ("cash", "现金"),
    ("property", "财产担保"),
    ("surety", "第三人保证"),
    ("insurance", "诉讼财产保全责任保险"),
    ("letter", "金融机构独立保函"),
]
BEARER_TYPES = frozenset({"surety", "insurance", "letter"})  # somebody else answers: who, and by which paper

WAIVERS = [
    ("ordinary", "通常数额"),
    ("livelihood", "追索赡养费、扶养费、抚育费、抚恤金、医疗费用、劳动报酬、工伤赔偿、交通事故人身损害赔偿"),
    ("violence", "婚姻家庭纠纷中遭遇家庭暴力且经济困难"),
    ("public_interest", "检察机关提起的公益诉讼损害赔偿"),
    ("good_samaritan", "因见义勇为遭受侵害请求损害赔偿"),
    ("clear", "案件事实清楚、权利义务关系明确，发生保全错误可能性较小"),
    ("institution", "申请人为商业银行、保险公司等金融机构及其分支机构"),
    ("special", "诉前保全情况特殊，酌情处理"),
    ("pre_enforcement", "文书生效后、进入执行程序前"),
    ("integrity", "诚信履行记录良好，申请降低担保比例"),
]

RELEASE_GROUNDS = [
    ("unsued", "采取措施后三十日内未起诉或者申请仲裁"),
    ("not_applied", "履行期届满后五日内未申请执行"),
    ("withdrawn", "申请人撤回保全申请"),
    ("dismissed", "起诉或者诉讼请求被驳回、撤诉"),
    ("security", "被保全人或者第三人提供充分有效担保"),
    ("performed", "债务已经清偿"),
    ("mistaken", "保全错误"),
    ("outsider", "案外人异议成立"),
    ("bankruptcy", "人民法院受理被保全人破产申请"),
]

IN_SUIT_SHARE = Decimal("0.30")  # 财产保全规定第五条第一款


def ordinary_security(type_: str, amount: Decimal) -> Decimal:
    """What the rule asks for: the whole amount before suit (第五条第二款), nothing unless ordered otherwise."""
    return amount if type_ == "pre_suit" else Decimal("0.00")


def highest_security(type_: str, amount: Decimal) -> Decimal:
    """The most that a court may ask for."""
    if type_ in ("in_suit", "ex_officio"):
        return (amount * IN_SUIT_SHARE).quantize(Decimal("0.01"))
    return amount
