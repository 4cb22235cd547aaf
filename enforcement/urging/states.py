"""Where an urging may stand (catalogue M1, steps 15 to 26 and 44)."""

from django.db.models import TextChoices


class State(TextChoices):
    """The column that decides what may come next."""

    RECEIVED = "received", "待登记"
    REGISTERED = "registered", "已立案待移交"
    HANDED_OVER = "handed_over", "已移交待接收"
    URGING = "urging", "督促履行中"
    SETTLED = "settled", "和解履行中"
    UNPERFORMED = "unperformed", "督促未成"
    PERFORMED = "performed", "自动履行完毕"
    RETURNED = "returned", "已转执行"
    ARCHIVED = "archived", "已归档"
