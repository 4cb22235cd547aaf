"""What must be true before somebody pays or acts in advance of the judgment."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.flow.acts import Deed
from courtflow.flow.refusals import guard
from courtflow.law.articles import CPL, INT

from . import rules

JUDGE = Role.TRIAL_JUDGE.label


@guard(
    "先予执行应当在受理案件后、终审判决作出前采取",
    under=INT[169],
    remedy="尚未受理的，先登记立案；裁判已经生效的，由权利人申请执行",
    ask=JUDGE,
)
def suit_is_pending(advance: Any) -> bool:
    tried = advance.case.proceedings.filter(kind="trial", closed_at=None).exists()
    return tried and not advance.case.instruments.exclude(effective_on=None).exists()


@guard(
    "该申请人的先予执行申请正在审查",
    under=CPL[109],
    remedy="先对前一申请作出裁定，或者登记撤回",
    ask=JUDGE,
    needs_facts=True,
)
def no_application_is_pending(advance: Any, deed: Deed) -> bool:
    others = type(advance).objects.filter(case_id=advance.case_id, applicant=deed["applicant"])
    return not others.filter(state=advance.State.APPLIED).exclude(pk=advance.pk).exists()


@guard(
    "申请人没有按要求提供担保",
    under=CPL[110],
    remedy="登记足额担保；申请人不提供担保的，驳回先予执行申请",
    ask=JUDGE,
)
def security_is_given(advance: Any) -> bool:
    return bool(advance.guarantee_amount >= advance.guarantee_required)


@guard("裁定已经送达全部当事人", under=CPL[87], remedy="无须再送达", ask=JUDGE)
def somebody_is_unserved(advance: Any) -> bool:
    return bool(advance.unserved().exists())


@guard(
    "该当事人的五日复议期已经届满",
    under=INT[171],
    remedy="告知当事人逾期；先予执行的后果由生效裁判处理",
    ask=JUDGE,
    needs_facts=True,
)
def asked_within_five_days(advance: Any, deed: Deed) -> bool:
    clock = advance.deadlines.filter(rule=rules.ASK_REVIEW.code, party=deed["party"]).order_by("due_on").last()
    return clock is None or deed["received_on"] <= clock.due_on


@guard(
    "该当事人已申请过复议，复议以一次为限",
    under=CPL[111],
    remedy="告知当事人不再受理",
    ask=JUDGE,
    needs_facts=True,
)
def asked_for_the_first_time(advance: Any, deed: Deed) -> bool:
    return not advance.reviews.filter(party=deed["party"]).exists()


@guard("没有待审查的复议申请", under=INT[171], remedy="先登记复议申请", ask=JUDGE)
def review_is_pending(advance: Any) -> bool:
    return bool(advance.reviews.filter(decided_on=None).exists())


@guard(
    "复议由作出裁定的审判部门的法官审查",
    under=INT[171],
    remedy="由作出裁定的部门办理",
    ask=JUDGE,
    needs_facts=True,
)
def division_that_ruled_decides(advance: Any, deed: Deed) -> bool:
    held = [seat for seat in deed.by.current if seat.role == Role.TRIAL_JUDGE]
    return any(seat.covers(advance.ruling_department) for seat in held)
