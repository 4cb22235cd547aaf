"""Where an order of investigation may stand."""

from django.db import models


class State(models.TextChoices):
    APPLIED = "applied", "申请审查中"
    REFUSAL_PROPOSED = "refusal_proposed", "报请不予使用"
    REFUSED = "refused", "不予签发"
    WITHDRAWN = "withdrawn", "申请已撤回"
    ISSUED = "issued", "已签发，持令调查中"
    EXPIRED = "expired", "已过有效期，待缴回"
    DECLINED = "declined", "被拒绝协助，待处理"
    RETURNED = "returned", "已缴回"
    SETTLED = "settled", "拒绝协助已处理"
    CANCELLED = "cancelled", "已撤销"


CARRIED = (State.ISSUED, State.EXPIRED)
ENDED = frozenset({State.REFUSED, State.WITHDRAWN, State.RETURNED, State.SETTLED, State.CANCELLED})
