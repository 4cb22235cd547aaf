"""The closed list of grounds on which a party is changed or added (变更追加规定第二条至第二十五条)."""

from __future__ import annotations

from dataclasses import dataclass

from courtflow.law.articles import VAR, Article

CREDITOR, DEBTOR = "creditor", "debtor"
CHANGE, ADD = "change", "add"
SIDES = {CREDITOR: "申请执行人", DEBTOR: "被执行人"}
MODES = ((CHANGE, "变更（替换原当事人）"), (ADD, "追加（原当事人不退出）"))
EITHER = (CHANGE, ADD)


@dataclass(frozen=True)
class Ground:
    """One ground: its article, on which side, in which way, how the new debtor answers, and what answers the ruling.

    `liability` is how far he answers as the article says it, empty where he answers for the whole; `bounded` says that
    the ruling has to name the extent. `suit`: 执行异议之诉 instead of 复议 (第三十二条).
    """

    code: str
    under: Article
    side: str
    text: str
    liability: str = ""
    bounded: bool = False
    modes: tuple[str, ...] = EITHER
    suit: bool = False


def creditor(code: str, under: Article, text: str, modes: tuple[str, ...] = EITHER) -> Ground:
    return Ground(code, under, CREDITOR, text, modes=modes)


def within(
    code: str, under: Article, text: str, extent: str, suit: bool = False, modes: tuple[str, ...] = EITHER
) -> Ground:
    return Ground(code, under, DEBTOR, text, f"在{extent}范围内承担责任", bounded=True, modes=modes, suit=suit)


def whole(
    code: str, under: Article, text: str, liability: str = "", suit: bool = False, modes: tuple[str, ...] = EITHER
) -> Ground:
    return Ground(code, under, DEBTOR, text, liability, modes=modes, suit=suit)


JOINT = "对生效法律文书确定的债务承担连带责任"
SHORT = "财产不足以清偿生效法律文书确定的债务"
UNABLE = "不能清偿生效法律文书确定的债务"

LIST = (
    creditor("heir", VAR[2, 1], "申请执行人死亡或者被宣告死亡，由依法承受权利的主体继受"),
    creditor("curator", VAR[2, 2], "申请执行人被宣告失踪，由财产代管人继受"),
    creditor("divorce", VAR[3], "申请执行人离婚，权利全部或者部分分割给配偶"),
    creditor("ended", VAR[4], "申请执行人终止，由依法承受权利的主体继受"),
    creditor("merged", VAR[5], "申请执行人因合并而终止", (CHANGE,)),
    creditor("divided", VAR[6], "申请执行人分立，由新设的组织依分立协议承受权利"),
    creditor("liquidated", VAR[7], "申请执行人清算或者破产，权利依法分配给第三人"),
    creditor("abolished", VAR[8], "作为申请执行人的机关法人被撤销"),
    creditor("assigned", VAR[9], "申请执行人依法转让债权并书面认可第三人取得该债权"),
    within("estate", VAR[10, 1], "被执行人死亡或者被宣告死亡，由取得遗产的主体承担", "遗产"),
    within("missing_curator", VAR[10, 2], "被执行人被宣告失踪，由财产代管人承担", "代管的财产", modes=(CHANGE,)),
    whole("debtor_merged", VAR[11], "被执行人因合并而终止", modes=(CHANGE,)),
    whole("debtor_divided", VAR[12], "被执行人分立，由分立后新设的组织承担", JOINT),
    whole("sole_owner", VAR[13, 1], f"被执行人系个人独资企业，{UNABLE}"),
    whole("partner", VAR[14, 1], f"被执行人系合伙企业，{UNABLE}，追加普通合伙人"),
    within("limited_partner", VAR[14, 2], f"被执行人系有限合伙企业，{SHORT}，有限合伙人未按期足额缴纳出资",
           "未足额缴纳出资的", suit=True),
    whole("branch", VAR[15, 1], f"被执行人系法人分支机构，{UNABLE}"),
    whole("organisation", VAR[16], f"被执行人系其他非法人组织，{UNABLE}"),
    within("unpaid_capital", VAR[17], f"被执行人系营利法人，{SHORT}，股东、出资人未缴纳或者未足额缴纳出资",
           "尚未缴纳出资的", suit=True),
    within("withdrawn_capital", VAR[18], f"被执行人系营利法人，{SHORT}，股东、出资人抽逃出资", "抽逃出资的", suit=True),
    within("transferred_shares", VAR[19], f"被执行人系公司，{SHORT}，股东未依法履行出资义务即转让股权",
           "未依法出资的", suit=True),
    whole("one_man_company", VAR[20], f"被执行人系一人有限责任公司，{SHORT}，股东不能证明公司财产独立于自己的财产",
          JOINT, suit=True),
    whole("struck_off", VAR[21], "被执行人系公司，未经清算即办理注销登记，导致无法进行清算",
          "对生效法律文书确定的债务承担连带清偿责任", suit=True),
    within("received_assets", VAR[22], "被执行人解散后，其股东、出资人或者主管部门无偿接受财产，致使不足以清偿债务",
           "接受的财产"),
    within("promised_at_strike_off", VAR[23], "被执行人未经依法清算即办理注销登记，第三人书面承诺承担清偿责任", "承诺"),
    within("promised_to_court", VAR[24], "第三人向执行法院书面承诺自愿代被执行人履行债务", "承诺"),
    within("allotted_assets", VAR[25], "被执行人的财产依行政命令被无偿调拨、划转给第三人，致使不足以清偿债务",
           "接受的财产"),
)  # fmt: skip
GROUNDS = {ground.code: ground for ground in LIST}
CHOICES = [
    (SIDES[side], [(item.code, f"{item.under.short()}：{item.text}") for item in LIST if item.side == side])
    for side in (CREDITOR, DEBTOR)
]
