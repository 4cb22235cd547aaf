"""Where one sum of money may stand (catalogue M6)."""

from django.db.models import TextChoices


class State(TextChoices):
    """From arrival to payout; a fee to be refunded has two states of its own."""

    RECEIVED = "received", "已到账待通知承办人"
    NOTIFIED = "notified", "已通知待拟定发放方案"
    PROPOSED = "proposed", "发放方案待审批"
    APPROVED = "approved", "已审批待完备手续"
    READY = "ready", "手续完备待发放"
    PAID = "paid", "已发放"
    REVERSED = "reversed", "已冲正"
    FEE_DUE = "fee_due", "诉讼费待退还"
    FEE_REFUNDED = "fee_refunded", "诉讼费已退还"


TERMINAL = frozenset({State.PAID, State.REVERSED, State.FEE_REFUNDED})
HELD = (State.RECEIVED, State.NOTIFIED, State.PROPOSED, State.APPROVED, State.READY)
BEFORE_PLAN = (State.RECEIVED, State.NOTIFIED)
