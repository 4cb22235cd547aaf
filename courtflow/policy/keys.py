"""Every key of a policy profile: type, default, label and its number in the catalogue of differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

KEYS: dict[str, Key] = {}

# The rows of the table of differences between the five documents; 0 holds what the statutes leave to a setting.
ROWS = {
    1: "执前督促程序与案号代字", 2: "案号由谁编立", 3: "录入外部办案系统", 4: "进入方式", 5: "债权人意见",
    6: "不适用情形", 7: "办理期限", 8: "工作日与自然日", 9: "办理部门", 10: "首次执行立案前的关口",
    11: "督促不成的去向", 12: "督促成功的归档", 13: "督促不成的归档", 14: "自动履行证明书", 15: "告知文书与送达",
    16: "执行内容不明确", 17: "异议立案前化解", 18: "合并与同一被执行人", 19: "诉讼费与不立案事项",
    20: "委托事项", 21: "保全实施部门", 22: "执行前保全", 23: "保全担保的减免", 24: "人民法庭执行案件",
    25: "调解协议的违约条款", 26: "附条件条款的审查", 27: "破产线索标准", 28: "移送破产的同意", 29: "律师调查令",
    30: "信用激励与惩戒", 31: "案款账户", 32: "到位金额与工作量", 33: "报送节奏", 34: "外聘与外包人员",
    35: "法律基础", 0: "法定事项的读法",
}  # fmt: skip
YES_NO = {True: "是", False: "否"}
DEMAND_CEILING = 30  # Q9: 山阳第二十五条 allows no longer urging in any form


@dataclass(frozen=True)
class Key:
    """One point on which courts differ. `default` holds where no profile speaks; `choices` maps words to Chinese."""

    name: str
    number: int
    label: str
    default: Any
    kind: type = str
    choices: Mapping[str, str] = field(default_factory=dict)
    why: str = ""
    most: int | None = None

    def __post_init__(self) -> None:
        KEYS[self.name] = self

    def problem(self, value: Any) -> str:
        """Why `value` does not fit, in Chinese; empty when it does."""
        if self.kind is bool and not isinstance(value, bool):
            return f"“{self.label}”只能填是或否"
        if self.kind is int and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            return f"“{self.label}”须为非负整数"
        if self.most is not None and value > self.most:
            return f"“{self.label}”不得超过{self.most}"
        if self.kind is list and not (isinstance(value, list) and all(isinstance(item, str) for item in value)):
            return f"“{self.label}”须为文字列表"
        if self.kind is str and not isinstance(value, str):
            return f"“{self.label}”须为文字"
        words = value if self.kind is list else [value]
        if self.choices and any(word not in self.choices for word in words):
            return f"“{self.label}”只能取：{'、'.join(self.choices.values())}"
        return ""

    def worded(self, value: Any) -> str:
        """A value as a court says it."""
        if isinstance(value, bool):
            return YES_NO[value]
        if isinstance(value, list):
            return "、".join(self.choices.get(item, item) for item in value) or "（无）"
        return self.choices.get(value, str(value)) or "（空）"


_key: Callable[..., Key] = Key
_UNITS = {"enforcement": "执行局", "centre": "执行服务中心"}

_key(
    "pre_exec.case_type", 1, "执前督促案件类型代字", "",
    choices={"": "不设此程序", "执前督": "执前督", "执诉前调": "执诉前调"},
)  # fmt: skip
_key(
    "pre_exec.numbered_by", 2, "执前督促案号由谁编立", "filing", choices={"filing": "立案庭", "centre": "执行服务中心"}
)
_key(
    "pre_exec.external_sync", 3, "是否录入外部办案系统", "unstated",
    choices={"yes": "录入", "no": "不录入", "unstated": "未规定"},
)  # fmt: skip
_key(
    "pre_exec.entry", 4, "进入方式", "none",
    choices={"none": "不转入", "transfer_letter": "审判部门移交函", "application": "债权人申请执行"},
)  # fmt: skip
_key(
    "pre_exec.consent", 5, "债权人意见", "opt_in",
    choices={"none": "无须征询", "opt_out": "明确不同意的除外", "opt_in": "须取得同意"},
    why="规则未言明时按最严格的读法：须取得同意",
)  # fmt: skip
_key(
    "pre_exec.exclusions", 6, "不适用执前督促的情形", ["public_notice", "urgent"], list,
    {"public_notice": "公告送达", "urgent": "紧急情况", "unfit_for_mediation": "不宜调解"},
)  # fmt: skip
_key("pre_exec.demand_days", 7, "催告期（日）", 15, int, why="佳木斯文件未定天数，默认15日", most=DEMAND_CEILING)
_key(
    "pre_exec.public_notice_scope", 6, "公告送达的排除范围", "instrument",
    choices={"instrument": "整件文书不适用", "debtor": "只排除公告送达的义务人"},
    why="佳木斯、山阳文件的文义是整件文书不适用",
)  # fmt: skip
_key("pre_exec.handled_by", 9, "执前督促办理部门", "enforcement", choices=_UNITS)
_key("filing.centre_review", 10, "首次执行立案前须经执行服务中心审核", False, bool)
_key(
    "pre_exec.failure_path", 11, "督促不成的去向", "notify_filing",
    choices={"notify_filing": "通知立案部门办理首次执行立案", "direct_to_execution": "告知债权人直接申请执行"},
)  # fmt: skip
_key(
    "archive.success", 12, "督促成功的归档", "enforcement_own_volume",
    choices={
        "enforcement_own_volume": "执行部门单独立卷", "court_archive_paper": "移交档案室纸质归档",
        "paperless": "无纸化归档",
    },
)  # fmt: skip
_key(
    "archive.failure", 13, "督促不成的归档", "joined_via_filing",
    choices={"joined_via_filing": "经立案部门并入执行卷", "joined_by_team": "由执行团队并入执行卷"},
)  # fmt: skip
_key(
    "archive.medium", 12, "卷宗归档介质", "both", choices={"paper": "纸质", "electronic": "电子", "both": "纸质和电子"},
    why="规则未言明时纸质卷宗与电子卷宗并存",
)  # fmt: skip
_key(
    "archive.incomplete", 12, "卷宗缺少应有材料时能否归档", "warn",
    choices={"warn": "记明缺项后归档", "refuse": "不能归档"},
    why="归档人逐项确认纸质卷宗，系统只记明缺项；全程无纸化的法院可以设为不能归档",
)  # fmt: skip
_key(
    "archive.after_months", 12, "结案后几个月内移交归档", 3, int,
    why="结案后三个月内移交是通常做法，没有查到条文", most=12,
)  # fmt: skip
_key(
    "certificate.trigger", 14, "自动履行证明书的出具", "on_application",
    choices={"ex_officio": "依职权", "on_application": "依申请"},
)  # fmt: skip
_key("service.enclosures", 15, "随裁判文书一并送达的附件", ["督促履行告知书"], list)
_key(
    "service.before_public_notice", 15, "公告送达前须试过的送达方式", ["direct", "electronic", "post"], list,
    {
        "direct": "直接送达", "electronic": "电子送达", "post": "邮寄送达", "left": "留置送达", "entrusted": "委托送达",
        "grid": "网格员送达",
    },
    why="民诉法第九十五条：其他方式无法送达的才公告；未同意电子送达的不计电子送达",
)  # fmt: skip
_key(
    "instrument.unclear", 16, "生效法律文书执行内容不明确时", "inquire",
    choices={"inquire": "书面征询作出文书的审判部门", "refuse": "告知不予立案，通过诉讼程序确定后再申请"},
    why="规则未言明时由作出文书的审判部门说明或者补正，不增加当事人讼累",
)  # fmt: skip
_key("objection.front_stage", 17, "异议立案前化解", False, bool)
_key(
    "execution.merging", 18, "同一被执行人的多个执行案件", "separate",
    choices={"separate": "分别立案、分别办理", "encouraged": "提示研究合并执行", "same_team": "由同一团队办理"},
    why="一份生效法律文书编立一个执行案号；合并执行的各案仍保留各自案号",
)  # fmt: skip
_key(
    "filing.unfiled_matters", 19, "不立执行案件、另行办理的事项", ["refund", "assistance", "release"], list,
    {"refund": "退还诉讼费用", "assistance": "协助和事项委托", "release": "解除保全措施"},
    why="均不是依执行依据申请的强制执行，按各自程序办理",
)  # fmt: skip
_key("filing.fee_recovery_strict", 19, "追缴诉讼费须说明依据方可立案", False, bool)
_key(
    "filing.fees_outside_claim", 19, "利息、滞纳金、诉讼费不计入执行标的", True, bool,
    why="执行标的以文书主文确定的数额为限，其余在执行中计算",
)  # fmt: skip
_key("entrusted.by_command", 20, "受托全案执行的案件由执行指挥中心办理", False, bool)
_key(
    "preservation.executor", 21, "保全实施部门", "enforcement",
    choices=_UNITS | {"bailiff": "法警队", "team": "执行团队"},
)  # fmt: skip
_key("preservation.pre_exec_fee_waived", 22, "执行前保全不收费", False, bool)
_key("preservation.pre_exec_number", 22, "执行前保全案号代字", "执保", choices={"执保": "执保", "执前督": "执前督"})
_key(
    "preservation.waive_pre_exec", 23, "执行前保全可不要求担保", True, bool, why="财产保全规定第九条第二款",
)  # fmt: skip
_key("preservation.integrity_relief", 23, "诚信履行记录良好的可降低担保比例", False, bool)
_key(
    "preservation.liability_insurance", 23, "可以责任保险保函担保", True, bool, why="财产保全规定第七条",
)  # fmt: skip
_key(
    "execution.tribunal_cases", 24, "人民法庭办理的执行案件", "none",
    choices={"none": "不办理", "own": "本法庭审理的案件", "mediated": "本法庭审理的调解案件"},
)  # fmt: skip
_key(
    "mediation.clauses", 25, "调解协议须含的违约条款", [], list,
    {
        "default_clause": "违约金或者提前履行", "acceleration": "一期违约即取消分期",
        "concession": "违约即取消让步", "late_sum": "迟延履行金",
    },
)  # fmt: skip
_key("mediation.lint_conditions", 26, "调解协议附多重条件的须说明理由", False, bool)
_key(
    "mediation.lint_exempts_standard", 26, "本院要求的违约条款不计入多重条件", True, bool,
    why="违约条款是本院文件要求写入的，不是山阳第十七条所说的假设性条件",
)  # fmt: skip
_key(
    "bankruptcy.criteria", 27, "破产线索标准", ["cases_and_capital", "terminated", "revoked"], list,
    {
        "cases_and_capital": "件数与注册资本", "terminated": "终结本次执行", "revoked": "吊销营业执照",
        "many_open_cases": "大量未结案件",
    },
)  # fmt: skip
_key("bankruptcy.min_money_cases", 27, "同一年度金钱给付纠纷件数（以上）", 10, int)
_key("bankruptcy.many_open_cases", 27, "“大量”未结案件件数", 10, int, why="“大量”没有数字，默认10件")
_key(
    "bankruptcy.consent", 28, "同意移送破产审查的形式", "guide",
    choices={"guide": "引导，可先口头表示", "written": "只登记书面同意"},
    why="移送时的书面同意是法定条件（执转破意见第二条），任何法院都须取得",
)  # fmt: skip
_key(
    "execution.inquiry_order", 29, "终本结案应使用律师调查令，没有律师的应释明", False, bool,
    why="南召纪要三2；其他法院的文件未作规定",
)  # fmt: skip
_key(
    "inquiry.holders", 29, "可以持律师调查令的人员", [], list,
    {"lawyer": "律师", "legal_worker": "基层法律服务工作者"},
    why="浙江三（三）、南召纪要三2；其他法院的文件没有律师调查令，空着即不签发",
)  # fmt: skip
_key(
    "inquiry.refusal", 29, "不予签发、不使用律师调查令", "judge",
    choices={"judge": "由承办法官决定", "leader": "须经主管领导批准"},
    why="南召纪要三2：有特殊情况不予使用的必须经主管领导批准",
)  # fmt: skip
_key(
    "inquiry.valid_days", 29, "律师调查令的有效期（日）", 15, int, most=30,
    why="全国性法律没有规定；各地规定一般为十五日，最长三十日，上线前核对本省规定",
)  # fmt: skip
_key("execution.first_handover", 10, "立案庭首次查控后移转执行指挥中心", False, bool)
_key("credit.positive_list", 30, "诚信履行名单", True, bool)
_key("credit.repair", 30, "信用修复须登记事由", False, bool)
_key("credit.public_exposure", 30, "纳入失信名单时公开曝光", False, bool)
_key("credit.officials", 30, "向组织人事部门通报、向纪检监察机关移送公职人员情况", False, bool)
_key("judgment.court_account", 31, "金钱给付文书主文须载明案款账户", False, bool)
_key(
    "money.ledger_only", 31, "汇入法院的款项只能通过案款台账发放", False, bool,
    why="南召纪要三5：所有案款必须通过“一案一账号”系统发放；其他文件未作规定",
)  # fmt: skip
_key("court.account_holder", 31, "法院案款账户户名", "")
_key("court.account_bank", 31, "法院案款账户开户行", "")
_key("court.account_number", 31, "法院案款账户账号", "")
_key(
    "statistics.urging_recovered", 32, "执前督促到位金额计入执行到位金额", False, bool,
    why="执行到位率只统计执行案件，文件另有规定的除外",
)  # fmt: skip
_key(
    "workload.counted", 32, "计入办案工作量的案件", [], list,
    {"mediation": "诉前调解案件", "urging": "执前案件", "self_performed": "自动履行的案件（折算）"},
)  # fmt: skip
_key("workload.credit_percent", 32, "自动履行案件折算工作量（百分比）", 100, int, why="文件未定系数，由审管办另行确定")
_RHYTHMS = {
    "": "无此例行事项", "week": "每周", "month": "每月", "quarter": "每季度", "half_year": "每半年", "year": "每年"
}  # fmt: skip
_key("duty.urging_report", 33, "督促履行情况报表的周期", "", choices=_RHYTHMS)
_key("duty.coordination_check", 33, "立审执协调配合抽查的周期", "", choices=_RHYTHMS)
_key("duty.weekly_meeting", 33, "疑难案件研讨例会的周期", "", choices=_RHYTHMS)
_key("duty.weekly_bulletin", 33, "执行工作质效及超期案件通报的周期", "", choices=_RHYTHMS)
_key("duty.appraisal", 33, "执行干警质效考核的周期", "", choices=_RHYTHMS)
_key("duty.rotation", 33, "审判、执行人员轮岗的周期", "", choices={"": "无此例行事项", "year": "每年"})
_key("duty.integrity_list", 33, "诚信履行名单推送的周期", "", choices=_RHYTHMS)
_key("duty.terminated_screen", 33, "终本案件库筛查的周期", "", choices=_RHYTHMS)
_key("duty.quality_bulletin", 33, "审判执行工作质效通报的周期", "", choices=_RHYTHMS)
_key("duty.warning_prints", 33, "后果警示告知书批量印制和发放的周期", "", choices=_RHYTHMS)
_OUTSIDERS = {
    "mediator": "调解员", "centre_staff": "执行服务中心工作人员", "trial_clerk": "审判庭书记员",
    "enforcement_clerk": "执行书记员", "command_staff": "执行指挥中心工作人员", "finance_officer": "案款管理员",
}  # fmt: skip
_key(
    "staff.outside_roles", 34, "可由外聘、外包人员担任的岗位", ["mediator"], list, _OUTSIDERS,
    why="只限辅助事务，裁判和决定不得外包",
)  # fmt: skip
_key(
    "law.base", 35, "本院文件制定时的法律", "current",
    choices={
        "before_civil_code": "民法典施行前", "cpl_2021": "民事诉讼法（2021年修正）",
        "current": "民事诉讼法（2023年修正）",
    },
)  # fmt: skip
_key("public_notice.service_days", 0, "公告送达期间（日）", 30, int, why="民诉法第九十五条")
_key(
    "interest.first_day_next", 0, "加倍利息自履行期末日的次日起算", True, bool, why="迟延履行期间自履行期届满的次日开始"
)
_key(
    "interest.costs_bear_doubled", 0, "诉讼费用计入加倍部分债务利息的基数", False, bool,
    why="判决由被告负担、原告已经预交的诉讼费用，各地做法不一，默认不计入；本金、赔偿金、违约金、判定的律师费计入",
)  # fmt: skip

_key(
    "self_sale.longest_days", 0, "被执行人自行变卖查封财产的最长期限（日）", 60, int,
    why="山阳第二十六条未定天数；法发〔2019〕35号规定最长不超过六十日，上线前核对原文",
)  # fmt: skip

_WORDS = "已核对的类型代字（法〔2015〕137号）中没有司法建议、执行建议，由本院自定；上线前核对"
_key("suggestion.judicial_word", 0, "司法建议书的编号代字", "司建", why=_WORDS)
_key("suggestion.execution_word", 0, "执行建议书的编号代字", "执建", why=_WORDS)

RULE_PREFIX = "rule."
# Rules whose length a profile may shorten but not raise above this, in their own unit.
CEILINGS = {"rule.demand": DEMAND_CEILING}
UNITS = {"day": "日", "workday": "工作日", "month": "个月", "year": "年", "hour": "小时"}
ROLLS = {"forward": "顺延", "none": "不顺延", "backward": "提前"}


def problem(name: str, value: Any) -> str:
    """Why a key or its value cannot stand in a profile, in Chinese; empty when it can."""
    if name.startswith(RULE_PREFIX):
        return _rule_problem(value) or _beyond_ceiling(name, value)
    if name not in KEYS:
        return f"没有名为“{name}”的规则项"
    return KEYS[name].problem(value)


def _rule_problem(value: Any) -> str:
    allowed = {"length", "unit", "roll", "enabled"}
    if not isinstance(value, dict) or set(value) - allowed:
        return "期限规则须为对象，只能含 length、unit、roll、enabled"
    length = value.get("length", 1)
    if not isinstance(length, int) or isinstance(length, bool) or length < 0:
        return "期限长度须为非负整数"
    if value.get("unit", "day") not in UNITS:
        return f"期限单位只能取：{'、'.join(UNITS.values())}"
    if value.get("roll", "none") not in ROLLS:
        return f"末日顺延只能取：{'、'.join(ROLLS.values())}"
    if not isinstance(value.get("enabled", True), bool):
        return "期限是否启用只能填是或否"
    return ""


def _beyond_ceiling(name: str, value: dict[str, Any]) -> str:
    """A demand of more than thirty days would outlast every urging (Q9)."""
    most = CEILINGS.get(name)
    if most is None or (value.get("unit", "day") == "day" and value.get("length", 0) <= most):
        return ""
    return f"本期限以日计算，最长{most}日"


def worded(name: str, value: Any) -> str:
    """A value of a key or of a rule in words for people who do not read JSON."""
    if name in KEYS:
        return KEYS[name].worded(value)
    if not isinstance(value, dict):
        return str(value)
    parts = [] if value.get("enabled", True) else ["不启用"]
    if "length" in value:
        parts.append(f"{value['length']}{UNITS[value.get('unit', 'day')]}")
    elif "unit" in value:
        parts.append(f"以{UNITS[value['unit']]}计")
    if "roll" in value:
        parts.append(ROLLS[value["roll"]])
    return "，".join(parts) or "启用"
