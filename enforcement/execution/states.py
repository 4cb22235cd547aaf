"""The states of an execution and the groups of them in which acts are possible."""

from django.db.models import TextChoices


class State(TextChoices):
    """首执 begins at FILED or TO_ASSIGN; 执恢 goes through the four states before them."""

    REVIVAL_RECEIVED = "revival_received", "恢复申请待初审"
    CLUE_CHECK = "clue_check", "财产线索核查中"
    AWAITING_SIGNATURE = "awaiting_signature", "待执行局局长签字"
    SIGNED = "signed", "已签字待立执恢案"
    REVIVAL_REFUSED = "revival_refused", "不予恢复执行"
    FILED = "filed", "已立案待首次查控"
    AT_COMMAND = "at_command", "已移转待分流"
    TO_ASSIGN = "to_assign", "待分案"
    UNDER_WAY = "under_way", "执行中"
    SETTLED = "settled", "执行和解履行中"
    SUSPENDED = "suspended", "中止执行"
    BANKRUPTCY = "bankruptcy", "因移送破产中止"
    CLOSING_PROPOSED = "closing_proposed", "终本待审批"
    TERMINATED_THIS_TIME = "terminated_this_time", "终结本次执行程序"
    COMPLETED = "completed", "执行完毕"
    TERMINATED = "terminated", "终结执行"


TERMINAL = frozenset({State.REVIVAL_REFUSED, State.TERMINATED_THIS_TIME, State.COMPLETED, State.TERMINATED})
BEFORE_ASSIGNMENT = (State.FILED, State.AT_COMMAND, State.TO_ASSIGN)
IN_HAND = (State.UNDER_WAY, State.SETTLED, State.SUSPENDED, State.CLOSING_PROPOSED)
STAYED = (State.SETTLED, State.SUSPENDED, State.BANKRUPTCY)
FILED_AND_OPEN = (*BEFORE_ASSIGNMENT, *IN_HAND, State.BANKRUPTCY)
