"""Roles and kinds of department, in the words of the five court documents."""

from django.db.models import TextChoices


class Unit(TextChoices):
    """Kinds of department."""

    FILING = "filing", "立案庭"
    TRIAL = "trial", "审判庭"
    TRIBUNAL = "tribunal", "人民法庭"
    COMPREHENSIVE = "comprehensive", "综合审判庭"
    ENFORCEMENT = "enforcement", "执行局"
    COMMAND = "command", "执行指挥中心"
    CENTRE = "centre", "执行服务中心"
    TEAM = "team", "执行团队"
    BAILIFF = "bailiff", "法警队"
    OBJECTION = "objection", "执行异议审查组"
    BANKRUPTCY = "bankruptcy", "破产审判庭"
    CASE_MANAGEMENT = "case_management", "审判管理办公室"
    FINANCE = "finance", "综合办公室"
    ARCHIVE = "archive", "档案室"
    LEADERSHIP = "leadership", "院领导"
    TECHNOLOGY = "technology", "信息技术科"


class Role(TextChoices):
    """What a person may be in a department. The label is what pages and refusals call him or her."""

    FILING_CLERK = "filing_clerk", "立案庭书记员"
    FILING_JUDGE = "filing_judge", "立案法官"
    MEDIATOR = "mediator", "调解员"
    TRIAL_JUDGE = "trial_judge", "承办法官"
    TRIAL_CLERK = "trial_clerk", "审判庭书记员"
    DIVISION_HEAD = "division_head", "庭长"
    CENTRE_STAFF = "centre_staff", "执行服务中心工作人员"
    CENTRE_HEAD = "centre_head", "执行服务中心负责人"
    COMMAND_STAFF = "command_staff", "执行指挥中心工作人员"
    ENFORCEMENT_JUDGE = "enforcement_judge", "执行法官"
    ENFORCEMENT_CLERK = "enforcement_clerk", "执行书记员"
    TEAM_LEADER = "team_leader", "执行团队长"
    BUREAU_CHIEF = "bureau_chief", "执行局局长"
    BAILIFF = "bailiff", "法警"
    OBJECTION_JUDGE = "objection_judge", "异议审查法官"
    BANKRUPTCY_JUDGE = "bankruptcy_judge", "破产审判法官"
    CASE_MANAGER = "case_manager", "审管办工作人员"
    FINANCE_OFFICER = "finance_officer", "案款管理员"
    ARCHIVIST = "archivist", "档案员"
    VICE_PRESIDENT = "vice_president", "主管院领导"
    PRESIDENT = "president", "院长"
    SUPERIOR_READER = "superior_reader", "上级法院监督人员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


# A judge acts in his own cases only: once a proceeding has a handler, nobody else of these roles acts in it.
PERSONAL = frozenset(
    {Role.TRIAL_JUDGE, Role.ENFORCEMENT_JUDGE, Role.OBJECTION_JUDGE, Role.BANKRUPTCY_JUDGE, Role.MEDIATOR}
)
# These see every case of their court; the others see what their department handles or handled.
COURT_WIDE = frozenset(
    {
        Role.FILING_CLERK,
        Role.FILING_JUDGE,
        Role.CASE_MANAGER,
        Role.VICE_PRESIDENT,
        Role.PRESIDENT,
        Role.ARCHIVIST,
    }
)
# The three administrators are kept apart and none of them sees cases (三员分立).
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
# Who puts a task on somebody's desk: the head of its department; the command centre for the whole of enforcement.
HEADS = (
    Role.FILING_JUDGE,
    Role.DIVISION_HEAD,
    Role.CENTRE_HEAD,
    Role.TEAM_LEADER,
    Role.BUREAU_CHIEF,
    Role.VICE_PRESIDENT,
    Role.PRESIDENT,
)
COMMANDED = frozenset({Unit.ENFORCEMENT, Unit.COMMAND, Unit.CENTRE, Unit.TEAM, Unit.BAILIFF, Unit.OBJECTION})
