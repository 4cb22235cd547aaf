"""What a judge drafts, with items that can be enforced and clauses that hold (山阳第十七条、第十八条)."""

from __future__ import annotations

from typing import Any

from django import forms

from courtflow.cases.models import Obligation
from courtflow.cases.operative import ObligationsField
from courtflow.flow.facts import Confirm, Facts, Money, Text, YesNo
from courtflow.policy.models import Policy

from . import conditions

# 山阳第十七条（一）至（五）: field, the answer with which the agreement may stand, what is wrong otherwise.
REVIEW = (
    ("harms_public", False, "调解协议侵害国家利益、社会公共利益，不予确认（山阳第十七条（一））"),
    ("harms_others", False, "调解协议侵害案外人利益，不予确认（山阳第十七条（二））"),
    ("true_intent", True, "调解协议违背当事人真实意思表示，不予确认（山阳第十七条（三））"),
    ("willing", True, "债务人没有真实履行意愿，不予确认（山阳第十七条（四））"),
    ("able", True, "债务人不具备实际履行能力，不予确认（山阳第十七条（四））"),
    ("dishonest", False, "存在不诚信诉讼行为，不予确认（山阳第十七条（四））"),
    ("forbidden", False, "调解协议违反法律、行政法规的禁止性规定，不予确认（山阳第十七条（五））"),
)


class OrderingFacts(Facts):
    """The operative part with its check-list, common to judgment and mediation document."""

    obligations = ObligationsField(help_text="每一判项单独填写；金钱给付须有数额和时间，利息须有基数、标准和起止")
    court_account = forms.CharField(
        required=False, max_length=200, label="主文载明的案款账户", help_text="不填则采用本院规则档案登记的案款账户"
    )
    consequences = Confirm(
        label="文书已载明履行义务、履行方式和不及时履行的法律后果（山阳第二十一条、佳木斯十一（一））"
    )

    def prepare(self, proceeding: Any) -> None:
        self.fields["obligations"].choose_from(proceeding.litigants())  # type: ignore[attr-defined]


class JudgmentFacts(OrderingFacts):
    """A judgment, with or without something to perform."""

    without_performance = forms.BooleanField(
        required=False, label="本判决没有给付内容", help_text="确认、形成之诉或者驳回全部诉讼请求；此时不填判项"
    )
    gist = Text(label="判决结果摘要", max_length=1000)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        rows = facts.get("obligations")
        if rows == [] and not facts.get("without_performance"):
            self.add_error("obligations", "请填写判项；确无给付内容的，勾选“本判决没有给付内容”")
        if rows and facts.get("without_performance"):
            self.add_error("without_performance", "已填写判项，不能同时声明没有给付内容")
        return facts

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["consequences"].required = not self.data.get("without_performance")


class MediationFacts(OrderingFacts):
    """An agreement: the five points of review, whether it can be performed, and the clauses against default."""

    harms_public = YesNo(label="是否侵害国家利益、社会公共利益")
    harms_others = YesNo(label="是否侵害案外人利益")
    true_intent = YesNo(label="是否为当事人真实意思表示")
    willing = YesNo(label="债务人是否具有真实履行意愿")
    able = YesNo(label="债务人是否具备实际履行能力")
    dishonest = YesNo(label="是否存在不诚信诉讼行为")
    forbidden = YesNo(label="是否违反法律、行政法规的禁止性规定")
    feasibility = Text(label="自动履行可行性与履行能力评估", help_text="履行诚意、收入、财产、其他债务")
    on_the_spot = YesNo(label="是否当庭履行完毕")
    not_on_the_spot = forms.CharField(required=False, max_length=300, label="不能当庭履行的理由")
    penalty = Text(required=False, label="违约金条款")
    conceded = Money(required=False, label="债权人让步金额（元）")
    concession_clause = Text(required=False, label="违约即取消全部或部分让步的条款")
    late_sum = Text(required=False, label="迟延履行金条款")
    conditions_reason = Text(required=False, label="附多重条件的理由")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["obligations"].min_rows = 1  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        for name, wanted, fault in REVIEW:
            if facts.get(name) is (not wanted):
                self.add_error(name, fault)
        if facts.get("on_the_spot") is False and self.proceeding is not None:
            self._check_clauses(facts, self.proceeding.policy.value("mediation.clauses"))
        if self.proceeding is not None and self.proceeding.policy.value("mediation.lint_conditions"):
            self._check_conditions(facts, self.proceeding.policy)
        return facts

    def _check_conditions(self, facts: dict[str, Any], policy: Policy) -> None:
        exempt = policy.value("mediation.lint_exempts_standard")
        texts = conditions.promises(facts, policy.value("mediation.clauses"), exempt_standard=exempt)
        found = conditions.conditional(texts)
        if len(found) >= conditions.MANY and not facts.get("conditions_reason"):
            quoted = "”“".join(found)
            self.add_error(
                "conditions_reason",
                f"协议附有多重条件（“{quoted}”），请改为确定的给付，或者写明理由（山阳第十七条）",
            )

    def _check_clauses(self, facts: dict[str, Any], wanted: list[str]) -> None:
        """The clauses that this court wants in an agreement not performed on the spot."""
        rows = facts.get("obligations") or []
        if "default_clause" in wanted:
            self._check_default_clause(facts, rows)
        if "acceleration" in wanted and any(row["instalments"] and not row["acceleration"] for row in rows):
            self.add_error("obligations", "分期履行的，须约定其中一期未如约履行即取消分期（南召纪要四8（1））")
        if "concession" in wanted and facts.get("conceded") and not facts.get("concession_clause"):
            self.add_error("concession_clause", "债权人有让步的，须约定违约即取消全部或部分让步（南召纪要四8（2））")
        money = any(row["kind"] == Obligation.Kind.MONEY for row in rows)
        if "late_sum" in wanted and money and not facts.get("late_sum"):
            self.add_error("late_sum", "有金钱给付内容的，须加入迟延履行金条款（南召纪要四8（3））")

    def _check_default_clause(self, facts: dict[str, Any], rows: list[dict[str, Any]]) -> None:
        if not facts.get("not_on_the_spot"):
            self.add_error("not_on_the_spot", "一般应当庭履行完毕；不能的，须写明理由（佳木斯五（二））")
        if not facts.get("penalty") and not any(row["acceleration"] for row in rows):
            self.add_error("penalty", "未当庭履行的，须约定加付违约金，或者前期未履行则后期提前履行（佳木斯五（二））")


class DismissalFacts(Facts):
    """驳回起诉."""

    grounds = Text(label="驳回起诉的理由", max_length=1000)
