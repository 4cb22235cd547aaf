"""From the last signature to the last day on which execution may be applied for."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from courtflow.law.calendar import Calendar
from courtflow.law.effect import InstrumentKind, Readings, Service, ServiceMethod, follow, known, served_on
from courtflow.law.periods import Period, Roll, Unit

NATIONAL = Calendar.national()
CHAINS = json.loads((Path(__file__).parent / "data" / "vectors.json").read_text("utf-8"))["chains"]
TEN_DAYS = Period(10, Unit.DAY, Roll.FORWARD)


def directly(*days: date) -> list[Service]:
    return [Service(f"当事人{index}", ServiceMethod.DIRECT, day) for index, day in enumerate(days, start=1)]


@pytest.mark.parametrize("vector", CHAINS, ids=lambda vector: vector["name"][:2])
def test_chains_of_record(vector: dict[str, Any]) -> None:
    services = directly(*map(date.fromisoformat, vector["served"]))
    chain = follow(InstrumentKind.JUDGMENT_FIRST, services, [TEN_DAYS], NATIONAL)
    assert chain.last_appeal_day == date.fromisoformat(vector["last_appeal_day"])
    assert chain.effective == date.fromisoformat(vector["effective"])
    assert chain.performance_last_day == date.fromisoformat(vector["performance_last_day"])
    assert chain.doubled_from == (date.fromisoformat(vector["double_interest_first_day"]),)
    if "limitation_last_day" in vector:
        assert chain.limitation.last_day == date.fromisoformat(vector["limitation_last_day"])


@pytest.mark.spec("T40")
def test_the_party_served_last_decides_and_each_has_an_own_clock() -> None:
    chain = follow(InstrumentKind.JUDGMENT_FIRST, directly(date(2024, 8, 28), date(2024, 9, 2)), [TEN_DAYS], NATIONAL)
    assert [due.last_day for _, due in chain.opposition] == [date(2024, 9, 12), date(2024, 9, 18)]
    assert chain.steps == (
        "当事人1于2024年8月28日（星期三）送达",
        "当事人2于2024年9月2日（星期一）送达",
        "当事人1的上诉期至2024年9月12日（星期四）届满",
        "当事人2的上诉期至2024年9月18日（星期三）届满",
        "一审判决书于2024年9月19日（星期四）生效：各方上诉期均届满而无人上诉的次日生效（《民事诉讼法》第一百五十八条）",
        "履行期限至2024年9月29日（星期日）届满，自2024年9月30日（星期一）起加倍计算迟延利息（《迟延履行利息解释》第二条）",
        "申请执行的期间至2026年9月29日（星期二）届满（《民事诉讼法》第二百五十条）",
    )


def test_public_notice_is_served_on_the_thirtieth_day_even_a_saturday() -> None:
    due = served_on(Service("某公司", ServiceMethod.PUBLIC_NOTICE, date(2024, 8, 1)), NATIONAL)
    assert due.last_day == date(2024, 8, 31)
    chain = follow(
        InstrumentKind.JUDGMENT_FIRST,
        [Service("某公司", ServiceMethod.PUBLIC_NOTICE, date(2024, 8, 1))],
        [TEN_DAYS],
        NATIONAL,
    )
    assert chain.effective == date(2024, 9, 19)


def test_by_the_other_reading_a_notice_rolls() -> None:
    rolling = Readings(public_notice=Period(30, Unit.DAY, Roll.FORWARD))
    due = served_on(Service("某公司", ServiceMethod.PUBLIC_NOTICE, date(2024, 8, 1)), NATIONAL, rolling)
    assert due.last_day == date(2024, 9, 2)


def test_a_party_abroad_has_sixty_days_of_notice_and_thirty_of_appeal() -> None:
    service = Service("境外公司", ServiceMethod.PUBLIC_NOTICE, date(2024, 6, 3), abroad=True)
    chain = follow(InstrumentKind.JUDGMENT_FIRST, [service], [], NATIONAL)
    assert chain.served[0][1].last_day == date(2024, 8, 2)
    assert chain.last_appeal_day == date(2024, 9, 2)  # 09-01 is a Sunday


@pytest.mark.parametrize(
    ("kind", "method", "effective"),
    [
        (InstrumentKind.RULING_APPEALABLE, ServiceMethod.DIRECT, date(2024, 7, 12)),
        (InstrumentKind.PAYMENT_ORDER, ServiceMethod.POST, date(2024, 7, 17)),
        (InstrumentKind.JUDGMENT_FINAL, ServiceMethod.PRONOUNCED, date(2024, 7, 1)),
        (InstrumentKind.SMALL_CLAIM, ServiceMethod.LEFT, date(2024, 7, 1)),
        (InstrumentKind.RULING_FINAL, ServiceMethod.ELECTRONIC, date(2024, 7, 1)),
        (InstrumentKind.CONFIRMATION, ServiceMethod.POST_RETURNED, date(2024, 7, 1)),
        (InstrumentKind.MEDIATION, ServiceMethod.DIRECT, date(2024, 7, 1)),
        (InstrumentKind.RECORD_AGREEMENT, ServiceMethod.DIRECT, date(2024, 7, 1)),
        (InstrumentKind.AWARD, ServiceMethod.MADE, date(2024, 7, 1)),
        (InstrumentKind.NOTARISED, ServiceMethod.MADE, date(2024, 7, 1)),
    ],
)
def test_each_kind_takes_effect_by_its_own_rule(kind: InstrumentKind, method: ServiceMethod, effective: date) -> None:
    assert follow(kind, [Service("张一", method, date(2024, 7, 1))], [], NATIONAL).effective == effective


def test_mediation_takes_effect_with_the_last_signature() -> None:
    chain = follow(InstrumentKind.MEDIATION, directly(date(2024, 7, 1), date(2024, 7, 9)), [date(2024, 8, 1)], NATIONAL)
    assert chain.effective == date(2024, 7, 9)
    assert chain.last_appeal_day is None


def test_instalments_double_each_from_its_day_but_limitation_runs_from_the_last() -> None:
    dates = [date(2024, 10, 1), date(2024, 8, 1), date(2025, 1, 1)]
    chain = follow(InstrumentKind.MEDIATION, directly(date(2024, 7, 1)), dates, NATIONAL)
    assert chain.doubled_from == (date(2024, 8, 2), date(2024, 10, 2), date(2025, 1, 2))
    assert {term.limitation.raw for term in chain.terms} == {date(2027, 1, 1)}
    assert chain.limitation.provisional
    assert not chain.provisional


def test_a_notarised_instrument_keeps_a_limitation_for_each_instalment() -> None:
    made = [Service("公证处", ServiceMethod.MADE, date(2022, 7, 1))]
    chain = follow(InstrumentKind.NOTARISED, made, [date(2022, 8, 1), date(2023, 3, 1)], NATIONAL)
    assert [term.limitation.last_day for term in chain.terms] == [date(2024, 8, 1), date(2025, 3, 3)]


def test_without_a_performance_period_limitation_runs_from_effect() -> None:
    chain = follow(InstrumentKind.JUDGMENT_FINAL, directly(date(2024, 7, 1)), [], NATIONAL)
    assert chain.limitation.last_day == date(2026, 7, 1)
    assert chain.terms == ()


def test_by_the_other_reading_doubling_starts_on_the_last_day_itself() -> None:
    same_day = Readings(doubled_from_next_day=False)
    chain = follow(InstrumentKind.JUDGMENT_FINAL, directly(date(2024, 7, 1)), [TEN_DAYS], NATIONAL, same_day)
    assert chain.doubled_from == (date(2024, 7, 11),)


@pytest.mark.parametrize(
    ("kind", "services", "message"),
    [
        (InstrumentKind.JUDGMENT_FIRST, [], "还没有任何送达记录"),
        (InstrumentKind.MEDIATION, [Service("张一", ServiceMethod.LEFT, date(2024, 7, 1))], "不适用留置送达"),
        (InstrumentKind.MEDIATION, [Service("张一", ServiceMethod.PUBLIC_NOTICE, date(2024, 7, 1))], "须由当事人签收"),
        (InstrumentKind.AWARD, [Service("张一", ServiceMethod.DIRECT, date(2024, 7, 1))], "不能按“直接送达”计算"),
        (InstrumentKind.JUDGMENT_FIRST, [Service("张一", ServiceMethod.MADE, date(2024, 7, 1))], "不能按“文书作出”"),
    ],
)
def test_service_that_cannot_bring_effect_is_refused(
    kind: InstrumentKind, services: list[Service], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        follow(kind, services, [], NATIONAL)


@pytest.mark.parametrize("method", list(ServiceMethod))
def test_every_method_has_a_label_and_an_article_but_making(method: ServiceMethod) -> None:
    assert method.label
    assert (method.article is None) == (method is ServiceMethod.MADE)


@pytest.mark.parametrize("kind", list(InstrumentKind))
def test_every_kind_has_a_label(kind: InstrumentKind) -> None:
    assert kind.label.endswith(("书", "令", "协议"))
    assert (kind.article is None) == (kind in {InstrumentKind.AWARD, InstrumentKind.NOTARISED})


@pytest.mark.spec("T40")
@pytest.mark.parametrize(
    ("method", "on", "served"),
    [
        (ServiceMethod.DIRECT, date(2024, 9, 2), date(2024, 9, 2)),
        (ServiceMethod.LEFT, date(2024, 9, 14), date(2024, 9, 14)),
        (ServiceMethod.ELECTRONIC, date(2024, 9, 15), date(2024, 9, 15)),
        (ServiceMethod.POST, date(2024, 9, 16), date(2024, 9, 16)),
        (ServiceMethod.POST_RETURNED, date(2024, 10, 3), date(2024, 10, 3)),
        (ServiceMethod.ENTRUSTED, date(2024, 9, 3), date(2024, 9, 3)),
        (ServiceMethod.FORWARDED, date(2024, 9, 4), date(2024, 9, 4)),
        (ServiceMethod.GRID, date(2024, 9, 5), date(2024, 9, 5)),
        (ServiceMethod.SIGNED, date(2024, 9, 6), date(2024, 9, 6)),
        (ServiceMethod.PRONOUNCED, date(2024, 9, 10), date(2024, 9, 10)),
        (ServiceMethod.PUBLIC_NOTICE, date(2024, 9, 1), date(2024, 10, 1)),
    ],
)
def test_every_way_of_service_has_its_day_even_a_holiday(method: ServiceMethod, on: date, served: date) -> None:
    due = served_on(Service("某公司", method, on), NATIONAL)
    assert due.last_day == served
    assert method.label in due.steps[0]
    assert str(method.article) in due.steps[0]


def test_a_returned_letter_starts_the_appeal_period_on_its_return() -> None:
    returned = Service("某公司", ServiceMethod.POST_RETURNED, date(2024, 9, 2))
    chain = follow(InstrumentKind.JUDGMENT_FIRST, [returned], [TEN_DAYS], NATIONAL)
    assert chain.last_appeal_day == date(2024, 9, 18)


def test_a_notice_abroad_takes_sixty_days() -> None:
    due = served_on(Service("某公司", ServiceMethod.PUBLIC_NOTICE, date(2024, 8, 1), abroad=True), NATIONAL)
    assert due.last_day == date(2024, 9, 30)
    assert "第二百八十三条" in due.steps[0]


def test_an_effect_certified_elsewhere_goes_on_from_its_day() -> None:
    chain = known(date(2024, 9, 19), "作出机构证明的生效日期（生效证明）", [TEN_DAYS], NATIONAL)
    assert (chain.effective, chain.performance_last_day) == (date(2024, 9, 19), date(2024, 9, 29))
    assert chain.limitation.last_day == date(2026, 9, 29)
    assert chain.steps[0].startswith("作出机构证明")
