"""司法建议 and 执行建议 out of one case: to the department that tried it, and to a body outside."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.roles import Unit

from .diary import Diary
from .execution_stories import conducted
from .stories import story

INSIDE = {
    "genre": "execution", "ground": "mediation_unperformed", "body": "",
    "problem": "民间借贷案件的调解书到期后自动履行的比例明显低于上年同期，约定的违约责任偏轻。",
    "evidence": "上季度生效的民间借贷调解书48件，履行期届满后自动履行15件，占31.25%，较上年同期下降9个百分点。\n"
    "进入执行的33件中，27件没有约定逾期履行的违约金。",
    "advice": "一、调解时核查债务人的履行能力，能够当庭履行的当庭履行。\n"
    "二、分期履行的，约定担保和逾期履行的违约责任。\n"
    "三、履行期届满前，由审判团队提醒债务人履行。",
}  # fmt: skip
OUTSIDE = {
    "genre": "judicial", "ground": "loans_growing", "unit": "", "body": "演示市金融监督管理局",
    "problem": "辖区内小额贷款纠纷增长过快，部分出借机构放款前未核实借款人的还款能力，合同送达地址不实。",
    "evidence": "今年前三季度本院受理小额借款合同纠纷612件，同比上升47.1%；其中213件的借款人按合同地址无法送达。",
    "advice": "一、督促出借机构在放款前核实借款人身份、收入和负债。\n二、规范合同中的送达地址条款和利率条款。\n"
    "三、建立纠纷批量化解机制，引导诉前调解。",
}  # fmt: skip


def suggested(diary: Diary, post: str, signer: str, days: int, method: str, **text: Any) -> Any:
    """Drafted, signed and served within two days."""
    row = diary.open("suggestion", "draft", post, diary.ago(days + 2), related="", **text)
    row = diary.do(row, "sign", signer, diary.ago(days + 1))
    day = diary.ago(days)
    return diary.do(row, "serve", post, day, served_on=day.isoformat(), method=method, proof="签收单")


@story
def suggestions(diary: Diary, days: int) -> None:
    """The department was silent for twice fifteen days; the body outside has its two months from `days` ago."""
    execution = conducted(diary, days + 90)
    unit = diary.court.unit(Unit.TRIAL).pk
    answered = suggested(
        diary, "enforcement_judge", "bureau_chief", days + 55, "direct", unit=unit, **INSIDE | {
            "ground": "no_preservation", "problem": "被告正在转移财产，审理中没有提示原告申请保全。",
            "evidence": f"{execution.number}一案立案执行时，被执行人名下账户已无余额。",
            "advice": "对可能转移财产的被告，向原告释明申请财产保全的权利和不申请的后果。",
        },
    )  # fmt: skip
    replied = diary.ago(days + 45)
    answered = diary.do(
        answered, "record_reply", "division_head", replied, replied_on=replied.isoformat(), adopted="adopted",
        measures="已在案件受理通知书中增加保全释明", paper="",
    )  # fmt: skip
    suggested(diary, "enforcement_judge", "bureau_chief", days + 35, "direct", unit=unit, **INSIDE)
    judged = diary.ago(days + 5)
    diary.do(
        answered, "evaluate", "enforcement_judge", judged, effect="improved", evaluated_on=judged.isoformat(),
        evaluation="其后一个月受理的案件，诉讼中申请保全的比例由四成升至六成",
    )  # fmt: skip
    suggested(diary, "enforcement_judge", "vice_president", days, "post", **OUTSIDE)
    diary.until(diary.today)
