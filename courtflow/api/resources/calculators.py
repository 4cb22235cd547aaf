"""期限与费用计算: the same questions and answers as the page and `manage.py calc`."""

from __future__ import annotations

from typing import Any

from django import forms
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courtflow.calculators import venue
from courtflow.calculators.asking import BadQuestion, Calculator, plain
from courtflow.calculators.catalogue import CALCULATORS
from courtflow.calculators.claims import checked
from courtflow.calculators.fields import Rows, choices_of
from courtflow.flow.facts import json_schema

Text = serializers.CharField
COURT = OpenApiParameter("court", str, description="法院代字，如 豫0811；不填的按您所在法院的日历和规则")


class Answered(serializers.Serializer[Any]):
    steps = serializers.ListField(child=Text(), help_text="为什么，逐步说明，附条文")


class Dated(Answered):
    provisional = serializers.BooleanField(help_text="所涉年度的放假安排尚未载入，日期暂定")
    calendar = Text(help_text="所用日历")
    calendar_version = Text()


class PeriodAnswer(Dated):
    raw = Text(help_text="顺延之前的届满日（时刻为 2024-10-02T10:00，上海时间）")
    due = Text(help_text="届满日")
    roll = Text(help_text="forward 顺延、none 不顺延、backward 提前")
    start = Text()
    length = serializers.IntegerField()
    unit = Text()
    safe = Text(help_text="任何读法都不逾期的最后一日")
    expires_at = serializers.DateTimeField(help_text="届满的时刻")


class PartyAnswer(Answered):
    party = Text()
    method = Text()
    method_label = Text()
    on = serializers.DateField()
    served = serializers.DateField(help_text="视为送达之日")
    last_appeal_day = serializers.DateField(allow_null=True)


class TermAnswer(Answered):
    last_day = serializers.DateField()
    provisional = serializers.BooleanField()
    double_interest_first_day = serializers.DateField()
    limitation_last_day = serializers.DateField()


class EffectAnswer(Dated):
    last_appeal_day = serializers.DateField(allow_null=True, help_text="最后届满的上诉（异议）期末日")
    effective = serializers.DateField(help_text="生效之日")
    performance_last_day = serializers.DateField(allow_null=True, help_text="履行期末日")
    double_interest_first_day = serializers.DateField(help_text="加倍利息首日")
    limitation_last_day = serializers.DateField(help_text="申请执行期间末日")
    kind = Text()
    kind_label = Text()
    parties = PartyAnswer(many=True)
    terms = TermAnswer(many=True)
    limitation_steps = serializers.ListField(child=Text())


class SegmentAnswer(serializers.Serializer[Any]):
    part = Text()
    label = Text()  # type: ignore[assignment]
    first = serializers.DateField()
    last = serializers.DateField()
    days = serializers.IntegerField()
    base = Text()
    daily = Text(help_text="日利率")
    amount = Text()


class ClearedAnswer(serializers.Serializer[Any]):
    costs = Text()
    general = Text()
    principal = Text()
    doubled = Text()


class PaymentAnswer(ClearedAnswer):
    on = serializers.DateField()
    amount = Text()
    surplus = Text(help_text="超出债务的部分")


class BalanceAnswer(ClearedAnswer):
    total = Text()


class InterestAnswer(Answered):
    doubled = Text(help_text="加倍部分债务利息")
    general = Text(help_text="一般债务利息")
    total = Text(help_text="费用、本金和利息合计")
    interest = Text(help_text="利息合计")
    principal = Text()
    costs = Text()
    doubled_from = serializers.DateField(help_text="加倍部分首日")
    until = serializers.DateField(help_text="计算至")
    days = serializers.IntegerField(help_text="加倍部分计息天数")
    segments = SegmentAnswer(many=True)
    payments = PaymentAnswer(many=True)
    balance = BalanceAnswer()
    surplus = Text()


class FeesAnswer(Answered):
    acceptance = Text(allow_null=True, help_text="案件受理费（申请费）")
    half = Text(allow_null=True, help_text="减半交纳")
    enforcement = Text(help_text="申请执行费")
    preservation = Text(help_text="申请保全费")
    bankruptcy = Text(allow_null=True, help_text="破产案件申请费")
    payment_order = Text(allow_null=True, help_text="支付令申请费")
    amount = Text(allow_null=True)
    type = Text()
    type_label = Text()


class WorkdaysAnswer(Dated):
    workdays = serializers.IntegerField(help_text="工作日数：起日不计，止日计入")
    days = serializers.IntegerField(help_text="自然日数")
    first = serializers.DateField()
    last = serializers.DateField()


EXAMPLES: dict[str, dict[str, Any]] = {
    "period": {"start": "2024-09-02", "length": 15, "unit": "day", "roll": "forward"},
    "effect": {"served": ["2024-08-28", "2024-09-02"], "performance_days": 10},
    "interest": {"principal": "1000000.00", "first": "2024-09-30", "last": "2025-01-07"},
    "fees": {"amount": "150000.00"},
    "workdays": {"first": "2024-09-30", "last": "2024-10-10"},
}


def parameters(calculator: Calculator) -> list[OpenApiParameter]:
    """The inputs of the question as parameters of the address."""
    example = EXAMPLES[calculator.slug]
    fields = calculator.question.base_fields.items()
    return [_parameter(name, field, example.get(name)) for name, field in fields] + [COURT]


def _parameter(name: str, field: forms.Field, example: Any) -> OpenApiParameter:
    description = "；".join(str(part) for part in (field.label, field.help_text) if part)
    examples = [OpenApiExample("例", value=example)] if example is not None else []
    kind: Any = bool if isinstance(field, forms.BooleanField) else str
    if isinstance(field, Rows):
        order = ":".join(field.row_form.base_fields)
        description += f"；可以重复，每项依次为 {order}"
        kind = {"type": "array", "items": {"type": "string"}}
    elif isinstance(field, forms.IntegerField) and not isinstance(field, forms.DecimalField):
        kind = int
    return OpenApiParameter(
        name, kind, required=field.required, description=description, enum=choices_of(field) or None, examples=examples
    )


def described(calculator: Calculator, answer: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    """What the schema says of an operation; the example of the answer is computed, so it is never out of date."""
    value = plain(calculator.ask(EXAMPLES[calculator.slug], venue.shipped()))
    example = OpenApiExample("计算结果", value=value, response_only=True)
    return {"summary": f"计算：{calculator.title}", "responses": answer, "examples": [example]}


class Calculation(APIView):
    """One calculator; the court of the person gives calendar and readings unless another is named."""

    calculator: Calculator

    def get(self, request: Request) -> Response:
        question = self.calculator.question
        asked = [name for name in request.query_params if name not in ("court", "format")]
        if unknown := question.unknown(asked):
            raise ValidationError({name: ["没有这一项参数"] for name in unknown})
        return self.answer(request, request.query_params)

    def answer(self, request: Request, given: Any) -> Response:
        code = request.query_params.get("court")
        try:
            where = venue.by_code(code) if code else venue.of_user(request.user)
            return Response(plain(self.calculator.ask(given, where)))
        except venue.UnknownCourt as error:
            raise ValidationError({"court": [str(error)]}) from error
        except BadQuestion as bad:
            raise _problem(bad) from bad


def _problem(bad: BadQuestion) -> ValidationError:
    """A fault of the question as a whole is the detail; those of single inputs are listed by name."""
    return ValidationError({"detail": str(bad)} if set(bad.errors) == {""} else bad.errors)


PERIOD, EFFECT, INTEREST, FEES, WORKDAYS = CALCULATORS.values()


class PeriodCalculation(Calculation):
    """期间：起算日、长度、单位，末日遇休假日如何处理。"""

    calculator = PERIOD

    @extend_schema(parameters=parameters(PERIOD), **described(PERIOD, PeriodAnswer))
    def get(self, request: Request) -> Response:
        return super().get(request)


class EffectCalculation(Calculation):
    """从送达到生效、履行期、加倍利息首日和申请执行期间。"""

    calculator = EFFECT

    @extend_schema(parameters=parameters(EFFECT), **described(EFFECT, EffectAnswer))
    def get(self, request: Request) -> Response:
        return super().get(request)


class InterestCalculation(Calculation):
    """迟延履行利息：一般债务利息、加倍部分、抵充；内容多的以 POST 提交 JSON。"""

    calculator = INTEREST

    @extend_schema(parameters=parameters(INTEREST), **described(INTEREST, InterestAnswer))
    def get(self, request: Request) -> Response:
        return super().get(request)

    @extend_schema(
        parameters=[COURT],
        request={"application/json": json_schema(INTEREST.question())},
        **described(INTEREST, InterestAnswer),
    )
    def post(self, request: Request) -> Response:
        """Nothing is stored: POST only because an address cannot hold a long list."""
        try:
            given = checked(request.data, INTEREST.question)
        except BadQuestion as bad:
            raise _problem(bad) from bad
        return self.answer(request, given)


class FeesCalculation(Calculation):
    """诉讼费用：受理费、减半、执行费、保全费、破产申请费。"""

    calculator = FEES

    @extend_schema(parameters=parameters(FEES), **described(FEES, FeesAnswer))
    def get(self, request: Request) -> Response:
        return super().get(request)


class WorkdaysCalculation(Calculation):
    """两日之间的工作日数。"""

    calculator = WORKDAYS

    @extend_schema(parameters=parameters(WORKDAYS), **described(WORKDAYS, WorkdaysAnswer))
    def get(self, request: Request) -> Response:
        return super().get(request)
