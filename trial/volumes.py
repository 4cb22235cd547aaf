"""民事一审正卷, in the order of 人民法院诉讼文书立卷归档办法; the inquiries of the trial lie in it."""

from typing import Any

from documents.dossier.volumes import Item, Label, Volume, always, register
from documents.kinds import Retention

from .inquiry.models import Inquiry
from .models import Trial
from .states import AFTERWARDS, State


def kept(trial: Any) -> Retention:
    """短期 also for what was mediated, withdrawn or terminated (诉讼档案保管期限的规定第三条)."""
    made = trial.case.instruments.filter(proceeding_id=trial.pk).values_list("kind", flat=True)
    judged = any(kind in ("judgment", "final_judgment") for kind in made)
    return Retention.LONG if judged else Retention.SHORT


def has_instrument(trial: Any) -> bool:
    return bool(trial.case.instruments.filter(proceeding_id=trial.pk).exists())


register(
    Volume(
        kind=Trial.KIND,
        title="民事一审正卷",
        items=(
            Item("起诉状或者口头起诉笔录", labels=(Label.PLEADING, Label.APPLICATION), needed=always),
            Item("立案和受理通知", papers=("acceptance_notice", "correction_notice", "litigation_risk")),
            Item("交纳诉讼费用凭证", papers=("fee_notice",), labels=(Label.FEE,)),
            Item("应诉通知", papers=("response_notice",)),
            Item("答辩状", labels=(Label.ANSWER,)),
            Item("当事人身份证明", papers=("address_confirmation",), labels=(Label.IDENTITY,)),
            Item("委托代理手续", labels=(Label.AUTHORITY,)),
            Item("证据材料", papers=("investigation_order", "investigation_refusal"), labels=(Label.EVIDENCE,)),
            Item("调解材料", papers=("mediation_agreement", "undisputed_facts"), labels=(Label.AGREEMENT,)),
            Item("庭审笔录和其他笔录", labels=(Label.RECORD,)),
            Item("裁判文书正本", labels=(Label.INSTRUMENT,), rulings=True, needed=has_instrument),
            Item(
                "履行提示和告知",
                papers=(
                    "performance_reminder",
                    "performance_notice",
                    "consequence_warning",
                    "enforcement_guide",
                    "urging_advice",
                ),
            ),
            Item("履行情况", labels=(Label.PERFORMANCE,), sheet="performances"),
        ),
        bound_in=(*AFTERWARDS, State.ARCHIVED),
        retention=kept,
    )
)
register(Volume(kind=Inquiry.KIND, title="征询材料", items=(), parts=dict.fromkeys(Inquiry.State, Trial.KIND)))
