"""The volumes of enforcement: 执前督促卷, 执行正卷, 执行异议卷, 执破衔接卷 and 建议卷.

人民法院执行文书立卷归档办法（试行）; 佳木斯十三 and 山阳第二十五条 on urging: what was performed has a volume of its
own, what failed goes into the execution's.
"""

from typing import Any

from documents.dossier.volumes import ORIGIN, Item, Label, Volume, always, register
from documents.kinds import Retention

from .bankruptcy.models import Bankruptcy
from .execution.models import Execution
from .execution.states import State as ExecutionState
from .investigation.models import Investigation
from .money.models import CaseMoney
from .objection.models import Objection
from .substitution.models import Substitution
from .suggestion.models import Suggestion
from .urging.models import Urging
from .urging.states import State


def performed(urging: Any) -> bool:
    return urging.state in (State.PERFORMED, State.ARCHIVED)


def by_letter(urging: Any) -> bool:
    return bool(urging.letter_no)


def filed(execution: Any) -> bool:
    return execution.state != ExecutionState.REVIVAL_REFUSED


register(
    Volume(
        kind=Urging.KIND,
        title="执前督促卷",
        items=(
            Item(
                "收件、立案登记和移交材料",
                papers=("transfer_letter", "handover_list"),
                labels=(Label.APPLICATION,),
                needed=by_letter,
            ),
            Item("生效法律文书", labels=(Label.INSTRUMENT,), needed=always),
            Item("当事人身份证明和委托代理手续", labels=(Label.IDENTITY, Label.AUTHORITY)),
            Item("征询意见", papers=("settlement_consent",)),
            Item("自动履行催告书", papers=("urging_notice", "urging_advice"), needed=performed),
            Item("执前和解", papers=("pre_settlement", "visit_record"), labels=(Label.AGREEMENT,)),
            Item("谈话笔录", labels=(Label.RECORD,)),
            Item("履行凭证和债权人确认", labels=(Label.PERFORMANCE,), sheet="performances", needed=performed),
            Item("自动履行证明书", papers=("performance_certificate",)),
            Item("转入执行的通知", papers=("filing_notice",)),
        ),
        bound_in=(State.PERFORMED,),
        path="archive.success",
        host=Execution.KIND,
        joined_in=(State.RETURNED,),
        joined_by="archive.failure",
    )
)
register(
    Volume(
        kind=Execution.KIND,
        title="执行正卷",
        items=(
            Item("立案审批和受理通知", papers=("execution_acceptance", "related_report")),
            Item("执行申请书", labels=(Label.APPLICATION, Label.PLEADING), needed=filed),
            Item("执行依据", labels=(Label.INSTRUMENT,), needed=filed),
            Item("执行通知书和报告财产令", papers=("enforcement_notice", "asset_report_order", "execution_risk")),
            Item(
                "当事人身份证明和委托代理手续",
                papers=("address_confirmation", "account_confirmation"),
                labels=(Label.IDENTITY, Label.AUTHORITY),
            ),
            Item("当事人提交的证据材料", labels=(Label.EVIDENCE,)),
            Item("询问、调查和执行笔录", labels=(Label.RECORD,)),
            Item(
                "财产调查材料",
                papers=("control_transfer", "investigation_order", "investigation_refusal"),
                labels=(Label.ASSETS,),
            ),
            Item(
                "限制消费和失信名单",
                papers=("consumption_ban", "consumption_ban_lift", "dishonest_listing", "listing_removal"),
            ),
            Item("训诫、罚款、拘留", papers=("reprimand_record", "fine_decision", "detention_decision")),
            Item("执行裁定书正本", rulings=True),
            Item("执行和解协议和履行情况", labels=(Label.AGREEMENT, Label.PERFORMANCE), sheet="performances"),
            Item("案款收付材料", labels=(Label.FEE,)),
            Item("结案通知和审批", papers=("closing_notice", "resumption_notice"), labels=(Label.APPROVAL,)),
        ),
    )
)
register(
    Volume(
        kind=Investigation.KIND,
        title="律师调查令材料",
        items=(),
        parts=dict.fromkeys(Investigation.State, ORIGIN),
    )
)
register(Volume(kind=CaseMoney.KIND, title="案款材料", items=(), parts=dict.fromkeys(CaseMoney.State, Execution.KIND)))
register(
    Volume(
        kind=Objection.KIND,
        title="执行异议审查卷",
        items=(
            Item("异议申请书", labels=(Label.APPLICATION, Label.PLEADING), needed=always),
            Item("立案前化解材料", papers=("objection_supplement", "explanation_record", "withdrawal_confirmation")),
            Item("受理通知", papers=("objection_transfer", "objection_notice")),
            Item("当事人身份证明和委托代理手续", labels=(Label.IDENTITY, Label.AUTHORITY)),
            Item("证据材料", labels=(Label.EVIDENCE,)),
            Item("听证、询问笔录", labels=(Label.RECORD,)),
            Item("裁定书正本", rulings=True, needed=lambda row: row.state in Objection.RULED),
            Item("训诫、罚款、拘留", papers=("reprimand_record", "fine_decision", "detention_decision")),
        ),
        retention=lambda row: Retention.SHORT if row.state == Objection.State.WITHDRAWN else Retention.LONG,
    )
)
register(
    Volume(
        kind=Substitution.KIND,
        title="变更、追加当事人审查卷",
        items=(
            Item("变更、追加当事人申请书", labels=(Label.APPLICATION, Label.PLEADING), needed=always),
            Item("当事人身份证明和委托代理手续", labels=(Label.IDENTITY, Label.AUTHORITY)),
            Item("证据材料", labels=(Label.EVIDENCE,), needed=always),
            Item("听证、询问笔录", labels=(Label.RECORD,)),
            Item("裁定书正本", rulings=True, needed=lambda row: row.state in Substitution.RULED),
        ),
        retention=lambda row: Retention.SHORT if row.state == Substitution.State.WITHDRAWN else Retention.LONG,
    )
)
register(
    Volume(
        kind=Bankruptcy.KIND,
        title="执行案件移送破产审查卷",
        items=(
            Item("告知和当事人意见", papers=("bankruptcy_notice", "transfer_consent"), labels=(Label.APPLICATION,)),
            Item("移送决定书", papers=("bankruptcy_transfer_decision",)),
            Item("移送函件", papers=("bankruptcy_file_letter", "bankruptcy_stay_letter")),
            Item("财产状况材料", labels=(Label.ASSETS, Label.EVIDENCE)),
            Item(
                "受理、不予受理的函件",
                papers=("bankruptcy_acceptance_letter", "bankruptcy_refusal_letter", "bankruptcy_result_inquiry"),
            ),
            Item("裁定书", labels=(Label.INSTRUMENT,), rulings=True),
        ),
    )
)
register(
    Volume(
        kind=Suggestion.KIND,
        title="建议卷",
        items=(
            Item(
                "司法建议书、执行建议书",
                papers=("judicial_suggestion", "execution_suggestion"),
                needed=lambda row: bool(row.signed_on),
            ),
            Item("数据和事实依据", labels=(Label.EVIDENCE,)),
            Item("催促函", papers=("suggestion_reminder",)),
            Item("回复材料", labels=(Label.ANSWER,)),
        ),
    )
)
