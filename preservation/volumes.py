"""财产保全卷; what passed into measures of execution goes with the execution (佳木斯十三)."""

from documents.dossier.volumes import ORIGIN, Item, Label, Volume, always, register
from documents.kinds import Retention

from .advance.models import Advance
from .application import State
from .models import Preservation

DENIED = (State.REJECTED, State.WITHDRAWN)

register(
    Volume(
        kind=Preservation.KIND,
        title="财产保全卷",
        items=(
            Item("保全申请书", labels=(Label.APPLICATION, Label.PLEADING), needed=always),
            Item("当事人身份证明和委托代理手续", labels=(Label.IDENTITY, Label.AUTHORITY)),
            Item("担保材料", labels=(Label.EVIDENCE, Label.FEE)),
            Item("财产线索", labels=(Label.ASSETS,)),
            Item("裁定书正本", rulings=True, needed=lambda row: row.state not in (State.APPLIED, State.WITHDRAWN)),
            Item("协助执行通知和财产清单", papers=("preservation_assistance", "seizure_list")),
        ),
        retention=lambda row: Retention.SHORT if row.state in DENIED else Retention.LONG,
        host="execution",
        joined_in=(State.IN_EXECUTION,),
        joined_by="archive.failure",
    )
)
# What was ruled and carried out before judgment lies in the suit's own volume.
register(Volume(kind=Advance.KIND, title="先予执行材料", items=(), parts=dict.fromkeys(Advance.State, ORIGIN)))
