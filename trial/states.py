"""Where a trial may stand and in which procedure it is heard (catalogue M1, steps 6 to 16)."""

from django.db.models import TextChoices


class State(TextChoices):
    FILED = "filed", "已立案待分案"
    HEARING = "hearing", "审理中"
    DRAFTED = "drafted", "文书拟定"
    SUSPENDED = "suspended", "中止诉讼"
    SIGNED = "signed", "已签发送达中"
    AWAITING = "awaiting", "上诉期内待生效"
    APPEALED = "appealed", "上诉中（二审）"
    PERFORMING = "performing", "履行期内"
    UNPERFORMED = "unperformed", "履行期满未履行"
    TRANSFERRED = "transferred", "移交催告"
    PERFORMED = "performed", "自动履行完毕"
    ENDED = "ended", "已结案"
    REMANDED = "remanded", "发回重审"
    ARCHIVED = "archived", "已归档"


HEARD = (State.HEARING, State.DRAFTED)
RUNNING = (*HEARD, State.SUSPENDED)
UNDER_TRIAL = (*RUNNING, State.SIGNED)
CLOSING_ACTS = ("serve", "end_suit", "decide_jurisdiction")  # a suit is over once one of them leads out of UNDER_TRIAL
SERVING = (State.SIGNED, State.AWAITING)
EFFECTIVE = (State.PERFORMING, State.UNPERFORMED)
AFTERWARDS = (*EFFECTIVE, State.TRANSFERRED, State.PERFORMED, State.ENDED)


class Procedure(TextChoices):
    SUMMARY = "summary", "简易程序"
    ORDINARY = "ordinary", "普通程序"
    SMALL_CLAIM = "small_claim", "小额诉讼程序"
