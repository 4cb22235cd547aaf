"""Where an inquiry may stand, and who asks whom (catalogue M5)."""

from django.db.models import TextChoices


class State(TextChoices):
    AWAITING = "awaiting", "待答复"
    STALLED = "stalled", "待督办"
    ANSWERED = "answered", "已答复"
    CLOSED = "closed", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


UNANSWERED = (State.AWAITING, State.STALLED)


class Direction(TextChoices):
    OPINION = "opinion", "审判部门征询执行部门"
    CLARITY = "clarity", "执行部门征询审判部门"
