"""Where an application for advance execution may stand."""

from django.db.models import TextChoices


class State(TextChoices):
    APPLIED = "applied", "审查中"
    RULED = "ruled", "已裁定待移送"
    TRANSFERRED = "transferred", "已移送待执行"
    EXECUTING = "executing", "执行中"
    EXECUTED = "executed", "已先予执行"
    UNEXECUTED = "unexecuted", "未能先予执行"
    REFUSED = "refused", "已驳回（复议期内）"
    REJECTED = "rejected", "已驳回"
    WITHDRAWN = "withdrawn", "已撤回"
    REVOKED = "revoked", "裁定已撤销"


GRANTED = (State.RULED, State.TRANSFERRED, State.EXECUTING, State.EXECUTED, State.UNEXECUTED)
RULED_ON = (*GRANTED, State.REFUSED)  # a ruling stands that a party may ask to have reconsidered
