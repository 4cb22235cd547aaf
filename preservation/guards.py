"""What must be true before property is preserved, and while it is."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.flow.acts import Deed
from courtflow.flow.refusals import guard
from courtflow.law.articles import CPL, INT, JIAMUSI, PRES, SHANYANG

from . import rules

FILING = Role.FILING_JUDGE.label


def by_centre(preservation: Any) -> bool:
    """执前保全 under a 执前督 number stays with the service centre from beginning to end (佳木斯三)."""
    number = preservation.policy.value("preservation.pre_exec_number")
    return bool(preservation.type == "pre_enforcement" and number == "执前督")


@guard(
    "已有受理的诉讼，不能再申请诉前保全",
    under=CPL[104],
    remedy="改为申请诉讼中保全",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
)
def no_suit_yet_before_suit(preservation: Any, deed: Deed) -> bool:
    return deed["type"] != "pre_suit" or not preservation.case.proceedings.filter(kind="trial").exists()


@guard(
    "诉讼尚未受理，不能申请诉讼中保全",
    under=CPL[103],
    remedy="情况紧急的申请诉前保全；或者立案后再申请",
    ask=FILING,
    needs_facts=True,
)
def suit_is_pending_in_suit(preservation: Any, deed: Deed) -> bool:
    return deed["type"] != "in_suit" or preservation.case.proceedings.filter(kind="trial", closed_at=None).exists()


@guard(
    "执行依据尚未生效，不能申请执行前保全",
    under=INT[163],
    remedy="文书生效前申请诉讼中保全",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
    spec=("A-3.5",),
)
def instrument_is_effective_before_enforcement(preservation: Any, deed: Deed) -> bool:
    if deed["type"] != "pre_enforcement":
        return True
    day = deed["instrument"].effective_on if deed["instrument"] else None
    return day is not None and day <= deed.on


@guard(
    "案件已进入执行程序，不能再申请执行前保全",
    under=INT[163],
    remedy="直接由执行人员采取执行措施",
    ask=Role.ENFORCEMENT_JUDGE.label,
    needs_facts=True,
    spec=("A-3.5",),
)
def no_execution_before_enforcement(preservation: Any, deed: Deed) -> bool:
    return deed["type"] != "pre_enforcement" or not preservation.case.proceedings.filter(kind="execution").exists()


@guard(
    "本案的诉讼保全仍然有效，不需要执行前保全",
    under=JIAMUSI["三"],
    remedy="原保全期限连续计算；需要增加财产的，向原保全程序提出，将届满的申请续行",
    ask=Role.TRIAL_JUDGE.label,
    needs_facts=True,
    spec=("A-3.5",),
)
def no_live_preservation_before_enforcement(preservation: Any, deed: Deed) -> bool:
    if deed["type"] != "pre_enforcement":
        return True
    others = type(preservation).objects.filter(case_id=preservation.case_id, closed_at=None)
    return not others.exclude(pk=preservation.pk).filter(assets__status="controlled").exists()


@guard(
    "诉讼尚未受理，不能在诉讼中依职权保全",
    under=CPL[103],
    remedy="立案后由承办法官裁定",
    ask=FILING,
    spec=("C-15.1",),
)
def suit_is_pending(preservation: Any) -> bool:
    return bool(preservation.case.proceedings.filter(kind="trial", closed_at=None).exists())


@guard(
    "申请人提供的担保不足",
    under=PRES[5],
    remedy="登记足额担保；情况特殊或者依法可以不要求担保的，由法官先“确定担保要求”",
    ask=FILING,
)
def guarantee_is_sufficient(preservation: Any) -> bool:
    return bool(preservation.guarantee_amount >= preservation.guarantee_required)


@guard(
    "采取措施后三十日内未起诉或者申请仲裁，保全应当解除",
    under=CPL[104],
    remedy="裁定解除保全；仍有必要的，立案后另行申请诉讼中保全",
    ask=FILING,
    needs_facts=True,
)
def sued_within_thirty_days(preservation: Any, deed: Deed) -> bool:
    last = preservation.deadlines.filter(rule=rules.SUE.code).order_by("due_on").last()
    return last is None or deed["filed_on"] <= last.due_on


@guard(
    "履行期届满后五日内未申请执行，保全应当解除",
    under=INT[163],
    remedy="裁定解除保全；执行立案后由执行人员采取措施",
    ask=FILING,
    needs_facts=True,
)
def applied_within_five_days(preservation: Any, deed: Deed) -> bool:
    last = preservation.deadlines.filter(rule=rules.APPLY_ENFORCEMENT.code).order_by("due_on").last()
    return last is None or deed["received_on"] <= last.due_on


@guard(
    "本案尚未立首次执行案件",
    under=INT[168],
    remedy="执行立案后再转为执行措施；此前保全继续有效，期限不变",
    ask=FILING,
)
def execution_is_filed(preservation: Any) -> bool:
    return bool(preservation.case.proceedings.filter(kind="execution").exists())


@guard(
    "裁定的财产均已实施完毕",
    under=SHANYANG[4],
    remedy="需要增加财产的，另行申请保全",
    ask=Role.TRIAL_JUDGE.label,
)
def something_is_left_to_control(preservation: Any) -> bool:
    return bool(preservation.assets.filter(status="ordered").exists())


@guard(
    "没有在控的财产",
    under=PRES[23],
    remedy="本程序已没有需要续行、解除的保全措施",
    ask=Role.ENFORCEMENT_CLERK.label,
)
def something_is_controlled(preservation: Any) -> bool:
    return bool(preservation.assets.filter(status="controlled").exists())


@guard(
    "执前保全由执行服务中心以执前督字案号办理",
    under=JIAMUSI["三"],
    remedy="由执行服务中心办理“执前保全转入实施”",
    ask=Role.CENTRE_STAFF.label,
    spec=("A-3.8",),
)
def filing_numbers_it(preservation: Any) -> bool:
    return not by_centre(preservation)


@guard(
    "本案须由立案庭编立执保案号",
    under=SHANYANG[4],
    remedy="由立案庭办理“编立执保案号并移送实施”",
    ask=Role.FILING_CLERK.label,
    spec=("C-4.4",),
)
def centre_numbers_it(preservation: Any) -> bool:
    return by_centre(preservation)


@guard(
    "本程序不需要登记起诉",
    under=CPL[104],
    remedy="只有尚未起诉的诉前保全才需要登记起诉或者申请仲裁",
    ask=FILING,
)
def suit_is_awaited(preservation: Any) -> bool:
    return bool(preservation.awaits_suit)


@guard(
    "本程序不需要登记申请执行",
    under=INT[163],
    remedy="只有债权人尚未申请执行的执行前保全才需要登记；执行立案后办理“转为执行措施”",
    ask=FILING,
)
def application_is_awaited(preservation: Any) -> bool:
    return bool(preservation.awaits_application)


@guard("没有待处理的解除保全申请", under=PRES[23], remedy="先登记收到的解除申请", ask=FILING)
def release_is_asked(preservation: Any) -> bool:
    return bool(preservation.release_ground)
