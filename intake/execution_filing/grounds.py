"""Why an application is not filed as an execution, and what is done instead (山阳第十条, 执行工作规定第十六条)."""

from __future__ import annotations

from dataclasses import dataclass

from courtflow.law.articles import EXR, JIAMUSI, SHANYANG, Article


@dataclass(frozen=True)
class Ground:
    """`instead` is what the applicant is told to do, or what the court does of its own motion."""

    code: str
    label: str
    under: Article
    instead: str
    spec: str


TEN = {item: SHANYANG[10, 0, item] for item in range(1, 6)}
SIXTEEN = EXR[16]
ALL = (
    Ground("refund", "退还诉讼费用", TEN[1], "由立案庭转综合办公室办理诉讼费退费，不立执行案件", "C-10.1"),
    Ground(
        "assistance", "事项委托（查询、冻结、查封、调查、送达）", TEN[2], "登记为事项委托，由执行指挥中心办理", "C-10.2"
    ),
    Ground("release", "解除保全措施", TEN[3], "在原保全案件中办理解除", "C-10.3"),
    Ground("performed", "义务已经履行完毕", TEN[4], "告知余额为零，可查阅履行登记和自动履行证明书", "C-10.4"),
    Ground("other", "其他无需立案执行即可办理", TEN[5], "", "C-10.5"),
    Ground("not_effective", "法律文书尚未生效", SIXTEEN, "待文书对全部当事人生效后再申请执行", "C-7.1"),
    Ground("no_content", "法律文书没有给付内容", SIXTEEN, "另行提起有给付内容的诉讼", "C-7.2"),
    Ground("unclear", "执行标的或者被执行人不明确", SIXTEEN, "通过诉讼或者由原审判部门补正明确后再申请", "C-7.3"),
    Ground("condition", "所附执行条件尚未成就", SIXTEEN, "条件成就后凭证据再申请执行", "C-7.4"),
    Ground("not_due", "履行期限尚未届满", SIXTEEN, "期限届满后再申请；有转移财产情形的可申请执前保全", "C-7.5"),
    Ground("bankrupt", "被执行人已进入破产程序", JIAMUSI["九", 2], "向破产管理人申报债权", "A-9.11"),
    Ground("award", "仲裁程序、主体资格或者裁决内容有问题", JIAMUSI["六", 2], "对裁定不服的，可以依法提出", "A-6.6"),
)
# Matters that are no enforcement at all: the applicant is told where they are done, and no ruling is made.
TOLD_ONLY = ("refund", "assistance", "release", "other")
LITIGATE = "就相关内容通过诉讼程序确定后，凭新的生效法律文书再申请执行"
GROUNDS = {ground.code: ground for ground in ALL}
CHOICES = [(ground.code, ground.label) for ground in ALL]
