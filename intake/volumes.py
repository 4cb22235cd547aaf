"""What the files of filing hold; once accepted they lie in the volume of the trial, the execution or the urging.

人民法院诉讼文书立卷归档办法, 人民法院执行文书立卷归档办法（试行）.
"""

from documents.dossier.volumes import Item, Label, Volume, always, register
from documents.kinds import Retention

from .execution_filing.models import ExecutionFiling
from .filing.models import Filing
from .mediation.models import Mediation

register(
    Volume(
        kind=Filing.KIND,
        title="民事立案审查卷",
        items=(
            Item("起诉状或者口头起诉笔录", labels=(Label.PLEADING, Label.APPLICATION), needed=always),
            Item("当事人身份证明", labels=(Label.IDENTITY,)),
            Item("委托代理手续", labels=(Label.AUTHORITY,)),
            Item("证据材料", labels=(Label.EVIDENCE,)),
            Item("裁定书", rulings=True, needed=lambda row: row.state == Filing.State.REFUSED),
        ),
        retention=lambda row: Retention.SHORT if row.state == Filing.State.WITHDRAWN else Retention.LONG,
        parts={Filing.State.ACCEPTED: "trial"},
    )
)
register(
    Volume(
        kind=Mediation.KIND,
        title="诉前调解卷",
        items=(
            Item("调解申请材料", labels=(Label.PLEADING, Label.APPLICATION)),
            Item("当事人身份证明和委托代理手续", labels=(Label.IDENTITY, Label.AUTHORITY)),
            Item("调解笔录", labels=(Label.RECORD,)),
            Item("调解协议", papers=("mediation_agreement",), labels=(Label.AGREEMENT,), needed=always),
            Item("协议履行情况", labels=(Label.PERFORMANCE,)),
        ),
        retention=lambda row: Retention.SHORT,
        parts={Mediation.State.RETURNED: "trial"},
    )
)
register(
    Volume(
        kind=ExecutionFiling.KIND,
        title="执行立案审查卷",
        items=(
            Item("执行申请书", labels=(Label.APPLICATION, Label.PLEADING), needed=always),
            Item("执行依据", labels=(Label.INSTRUMENT,)),
            Item("当事人身份证明", labels=(Label.IDENTITY,)),
            Item("委托代理手续", labels=(Label.AUTHORITY,)),
            Item("裁定书", rulings=True, needed=lambda row: row.state == ExecutionFiling.State.REFUSED),
        ),
        retention=lambda row: Retention.SHORT if row.state == ExecutionFiling.State.WITHDRAWN else Retention.LONG,
        parts={ExecutionFiling.State.ACCEPTED: "execution", ExecutionFiling.State.REFERRED: "urging"},
    )
)
