"""What stops a limit from running: typed grounds, each with its article and the limits whose days it spares.

民诉法解释第二百四十三条 and 审限规定第九条 list the days that do not count as time of trial, 审限规定第九条 and
执行程序解释第十三条 those that do not count as time of enforcement.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .articles import EXP, EXR, INT, KW, LIM, SETTLE, Article


class Limit(StrEnum):
    """Limits that can stand still. A rule that is none of them runs on, whatever happens."""

    TRIAL = "trial"
    EXECUTION = "execution"
    PAYOUT = "payout"

    @property
    def label(self) -> str:
        return _LIMIT_LABELS[self]


_LIMIT_LABELS = {Limit.TRIAL: "审理期限", Limit.EXECUTION: "执行期限", Limit.PAYOUT: "案款发放期限"}


@dataclass(frozen=True)
class Ground:
    """Why days do not count; `limits` are those whose days it spares."""

    code: str
    label: str
    under: Article
    limits: frozenset[Limit]

    def spares(self, limit: Limit | None) -> bool:
        return limit in self.limits


GROUNDS: dict[str, Ground] = {}


def _ground(code: str, label: str, under: Article, *limits: Limit) -> Ground:
    GROUNDS[code] = Ground(code, label, under, frozenset(limits))
    return GROUNDS[code]


# 审理期限
PUBLIC_NOTICE = _ground("public_notice", "公告", INT[243], Limit.TRIAL)
APPRAISAL = _ground("appraisal", "鉴定", INT[243], Limit.TRIAL)
SETTLEMENT_TALKS = _ground("settlement_talks", "双方当事人和解", INT[243], Limit.TRIAL)
JURISDICTION = _ground("jurisdiction", "审理管辖异议、处理管辖争议", INT[243], Limit.TRIAL)
STAY_OF_SUIT = _ground("stay_of_suit", "中止诉讼", LIM[9], Limit.TRIAL)
# 审理期限和执行期限
AUDIT = _ground("audit", "审计、评估、资产清理", LIM[9], Limit.TRIAL, Limit.EXECUTION)
# 执行期限
STAY = _ground("stay", "中止执行", EXR[63], Limit.EXECUTION)
SETTLEMENT = _ground("settlement", "执行和解", SETTLE[2], Limit.EXECUTION)
BANKRUPTCY = _ground("bankruptcy", "移送破产审查中止执行", INT[511], Limit.EXECUTION)
DEFERRAL = _ground("deferral", "提供执行担保后暂缓执行", INT[467], Limit.EXECUTION)
DEFERRAL_ORDERED = _ground("deferral_ordered", "上级人民法院通知暂缓执行", EXR[77], Limit.EXECUTION)
SALE = _ground("sale", "拍卖、变卖被查封、扣押的财产", LIM[9], Limit.EXECUTION)
EXECUTION_NOTICE = _ground("execution_notice", "执行中公告", EXP[13], Limit.EXECUTION)
EXECUTION_APPRAISAL = _ground("execution_appraisal", "执行中鉴定、评估", EXP[13], Limit.EXECUTION)
EXECUTION_DISPUTE = _ground("execution_dispute", "管辖争议处理、执行争议协调", EXP[13], Limit.EXECUTION)

# 案款发放期限
PAYOUT_DEFERRED = _ground("payout_deferred", "暂缓发放案款", KW[10], Limit.PAYOUT)


def grounds_of(limit: Limit) -> Mapping[str, Ground]:
    """The grounds that spare a limit, by code, for the choices of a form."""
    return {code: ground for code, ground in GROUNDS.items() if ground.spares(limit)}
