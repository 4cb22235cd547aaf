"""生效与申请执行期间: from service to appeal, effect, performance, doubled interest and limitation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from courtflow.law.articles import DPI
from courtflow.law.effect import Chain, InstrumentKind, Service, ServiceMethod, first_doubled_day, follow
from courtflow.law.numerals import dated
from courtflow.law.periods import Period, Unit

from .asking import Answer, Calculator, Question
from .fields import Day, Row, Rows
from .periods import due_answer
from .venue import Venue

# The short words that the command line takes besides the full ones.
SHORT_KINDS = {
    "judgment": InstrumentKind.JUDGMENT_FIRST,
    "ruling": InstrumentKind.RULING_APPEALABLE,
    "final": InstrumentKind.JUDGMENT_FINAL,
}
_MADE = frozenset({InstrumentKind.AWARD, InstrumentKind.NOTARISED})


class Kind(forms.ChoiceField):
    """A kind of instrument, by its full or its short word."""

    def to_python(self, value: Any) -> Any:
        word = super().to_python(value)
        return SHORT_KINDS[word].value if word in SHORT_KINDS else word


class ServedRow(Row):
    """One party's service."""

    on = Day(label="送达、公告发出或者作出之日")
    method = forms.ChoiceField(
        label="方式",
        required=False,
        choices=[("", "按文书种类"), *((method.value, method.label) for method in ServiceMethod)],
    )
    party = forms.CharField(label="当事人", max_length=100, required=False)
    abroad = forms.BooleanField(label="境外", required=False)


class InstalmentRow(Row):
    on = Day(label="每期履行的末日")


class EffectQuestion(Question):
    aliases = {"instalments": "instalment"}
    rare = ("instalment", "same_day")

    kind = Kind(
        label="文书种类",
        choices=[(kind.value, kind.label) for kind in InstrumentKind],
        initial=InstrumentKind.JUDGMENT_FIRST.value,
        required=False,
    )
    served = Rows(ServedRow, label="送达", min_rows=1, help_text="每名当事人一项", example="2024-08-01:public_notice")
    performance_days = forms.IntegerField(
        label="履行期（日）", min_value=1, max_value=36_500, required=False, help_text="生效之日起几日内履行"
    )
    instalment = Rows(InstalmentRow, label="分期履行", help_text="文书写明日期的，每期一项", required=False)
    same_day = forms.BooleanField(label="加倍利息自履行期末日当日起算（另一种读法）", required=False)


def effect(read: dict[str, Any], venue: Venue) -> Answer:
    readings = replace(venue.readings, doubled_from_next_day=False) if read["same_day"] else venue.readings
    kind = InstrumentKind(read["kind"] or InstrumentKind.JUDGMENT_FIRST)
    services = [_service(kind, number, row) for number, row in enumerate(read["served"], start=1)]
    days = read["performance_days"]
    terms = [*([Period(days, Unit.DAY)] if days else []), *(row["on"] for row in read["instalment"])]
    chain = follow(kind, services, terms, venue.calendar, readings)
    doubled_from = chain.terms[0].doubled_from if chain.terms else first_doubled_day(chain.effective, readings)
    steps = list(chain.steps)
    if not chain.terms:
        steps.insert(-1, f"文书没有确定履行期间的，加倍利息自生效之日起计算，首日为{dated(doubled_from)}（{DPI[2]}）")
    return {
        "last_appeal_day": chain.last_appeal_day,
        "effective": chain.effective,
        "performance_last_day": chain.performance_last_day,
        "double_interest_first_day": doubled_from,
        "limitation_last_day": chain.limitation.last_day,
        "steps": steps,
        "kind": kind.value,
        "kind_label": kind.label,
        "parties": _parties(services, chain),
        "terms": [
            due_answer(term.due)
            | {"double_interest_first_day": term.doubled_from, "limitation_last_day": term.limitation.last_day}
            for term in chain.terms
        ],
        "limitation_steps": list(chain.limitation.steps),
        "provisional": chain.provisional or chain.limitation.provisional,
    } | venue.mark


def _service(kind: InstrumentKind, number: int, row: dict[str, Any]) -> Service:
    usual = ServiceMethod.MADE if kind in _MADE else ServiceMethod.DIRECT
    name = row["party"] or f"当事人{number}"
    return Service(name, ServiceMethod(row["method"]) if row["method"] else usual, row["on"], row["abroad"])


def _parties(services: list[Service], chain: Chain) -> list[Answer]:
    opposition = dict(enumerate(due for _, due in chain.opposition))
    found = []
    for number, (service, (_, served)) in enumerate(zip(services, chain.served, strict=True)):
        own = opposition.get(number)
        found.append(
            {
                "party": service.party,
                "method": service.method.value,
                "method_label": service.method.label,
                "on": service.on,
                "served": served.last_day,
                "last_appeal_day": own.last_day if own else None,
                "steps": [*served.steps, *(own.steps if own else ())],
            }
        )
    return found


def effect_headline(answer: Answer) -> list[tuple[str, str]]:
    names = {
        "last_appeal_day": "上诉（异议）期末日",
        "effective": "生效之日",
        "performance_last_day": "履行期末日",
        "double_interest_first_day": "加倍利息首日",
        "limitation_last_day": "申请执行期间末日",
    }
    return [(label, dated(answer[name]) if answer[name] else "（无）") for name, label in names.items()]


EFFECT = Calculator("effect", "生效与申请执行期间", EffectQuestion, effect, effect_headline)
