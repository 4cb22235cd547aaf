"""From service to effect, performance, doubled interest and limitation: one chain of dates with its reasons.

Service 民事诉讼法第八十七条至第九十五条; appeal 第一百七十一条; effect 第一百五十八条; limitation 第二百五十条.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .articles import CPL, DPI, INT, NOTARY, POST, SUMMARY, Article
from .calendar import Calendar
from .numerals import dated
from .periods import Due, Period, Roll, Unit, compute

_ONE_DAY = timedelta(days=1)
_PUBLIC_NOTICE = Period(30, Unit.DAY, Roll.NONE)  # 民事诉讼法第九十五条
_PUBLIC_NOTICE_ABROAD = Period(60, Unit.DAY, Roll.NONE)  # 第二百八十三条
_LIMITATION = Period(2, Unit.YEAR, Roll.FORWARD)  # 第二百五十条


class ServiceMethod(StrEnum):
    DIRECT = "direct"
    LEFT = "left"
    ELECTRONIC = "electronic"
    ENTRUSTED = "entrusted"
    FORWARDED = "forwarded"
    GRID = "grid"
    SIGNED = "signed"
    POST = "post"
    POST_RETURNED = "post_returned"
    PUBLIC_NOTICE = "public_notice"
    PRONOUNCED = "pronounced"
    MADE = "made"

    @property
    def label(self) -> str:
        return _METHODS[self][0]

    @property
    def rule(self) -> str:
        return _METHODS[self][1]

    @property
    def article(self) -> Article | None:
        return _METHODS[self][2]


_METHODS: dict[ServiceMethod, tuple[str, str, Article | None]] = {
    ServiceMethod.DIRECT: ("直接送达", "以送达回证上的签收日期为送达日期", CPL[88]),
    ServiceMethod.LEFT: ("留置送达", "文书留在住所并依法见证或者记录之日为送达日期", CPL[89]),
    ServiceMethod.ELECTRONIC: ("电子送达", "以到达受送达人特定系统的日期为送达日期", CPL[90]),
    ServiceMethod.ENTRUSTED: ("委托送达", "以受委托法院送达的签收日期为送达日期", CPL[91]),
    ServiceMethod.FORWARDED: ("转交送达", "以受送达人签收的日期为送达日期", CPL[94]),
    ServiceMethod.GRID: ("网格员协助送达", "由网格员协助送交的，以受送达人签收的日期为送达日期", CPL[87]),
    ServiceMethod.SIGNED: ("当事人签收", "以当事人本人签收的日期为送达日期", INT[149]),
    ServiceMethod.POST: ("邮寄送达", "以回执上注明的收件日期为送达日期", CPL[91]),
    ServiceMethod.POST_RETURNED: ("邮寄退回", "因受送达人的原因退回的，文书退回之日视为送达之日", POST[11]),
    ServiceMethod.PUBLIC_NOTICE: ("公告送达", "自最后一次公告发出之日起经过法定期间，即视为送达", CPL[95]),
    ServiceMethod.PRONOUNCED: ("定期宣判", "定期宣判之日即为送达之日", SUMMARY[31]),
    ServiceMethod.MADE: ("文书作出", "该类文书自作出之日起发生法律效力", None),
}


class InstrumentKind(StrEnum):
    JUDGMENT_FIRST = "judgment_first"
    RULING_APPEALABLE = "ruling_appealable"
    PAYMENT_ORDER = "payment_order"
    JUDGMENT_FINAL = "judgment_final"
    SMALL_CLAIM = "small_claim"
    RULING_FINAL = "ruling_final"
    CONFIRMATION = "confirmation"
    MEDIATION = "mediation"
    RECORD_AGREEMENT = "record_agreement"
    AWARD = "award"
    NOTARISED = "notarised"

    @property
    def label(self) -> str:
        return _KINDS[self][0]

    @property
    def rule(self) -> str:
        return _KINDS[self][1]

    @property
    def article(self) -> Article | None:
        """The rule on when this kind of instrument takes effect."""
        return _KINDS[self][2]


_KINDS: dict[InstrumentKind, tuple[str, str, Article | None]] = {
    InstrumentKind.JUDGMENT_FIRST: ("一审判决书", "各方上诉期均届满而无人上诉的次日生效", CPL[158]),
    InstrumentKind.RULING_APPEALABLE: ("可上诉的一审裁定书", "各方上诉期均届满而无人上诉的次日生效", CPL[158]),
    InstrumentKind.PAYMENT_ORDER: ("支付令", "异议期届满而债务人未异议的次日可以申请执行", CPL[227]),
    InstrumentKind.JUDGMENT_FINAL: ("终审判决书", "终审裁判自送达之日起生效", CPL[182]),
    InstrumentKind.SMALL_CLAIM: ("小额诉讼判决书", "小额诉讼一审终审，自送达之日起生效", CPL[165]),
    InstrumentKind.RULING_FINAL: ("不可上诉的裁定书", "自送达当事人之日起生效", CPL[269]),
    InstrumentKind.CONFIRMATION: ("司法确认裁定书", "自送达当事人之日起生效", CPL[206]),
    InstrumentKind.MEDIATION: ("民事调解书", "以最后签收的当事人的签收日期为生效日期", INT[149]),
    InstrumentKind.RECORD_AGREEMENT: ("笔录调解协议", "以最后签名或者盖章的日期为生效日期", INT[151]),
    InstrumentKind.AWARD: ("仲裁裁决书", "自作出之日起生效", None),
    InstrumentKind.NOTARISED: ("公证债权文书", "自出具之日起生效", None),
}
# The time in which a party may still oppose: name, days, days for a party without domicile in China, articles of both
_OPPOSITION = {
    InstrumentKind.JUDGMENT_FIRST: ("上诉期", 15, 30, CPL[171], CPL[286]),
    InstrumentKind.RULING_APPEALABLE: ("上诉期", 10, 30, CPL[171, 2], CPL[286]),
    InstrumentKind.PAYMENT_ORDER: ("异议期", 15, 15, CPL[227], CPL[227]),
}
_SIGNED_ONLY = frozenset({InstrumentKind.MEDIATION, InstrumentKind.RECORD_AGREEMENT})
_NEVER_SIGNED = frozenset({ServiceMethod.LEFT, ServiceMethod.POST_RETURNED, ServiceMethod.PUBLIC_NOTICE})
_MADE_ONLY = frozenset({InstrumentKind.AWARD, InstrumentKind.NOTARISED})


@dataclass(frozen=True)
class Readings:
    """Choices the law leaves open; each is a court's setting with this default."""

    doubled_from_next_day: bool = True
    costs_bear_doubled: bool = False  # the litigation fee that the winner advanced
    public_notice: Period = _PUBLIC_NOTICE
    public_notice_abroad: Period = _PUBLIC_NOTICE_ABROAD
    limitation: Period = _LIMITATION


DEFAULT_READINGS = Readings()


@dataclass(frozen=True)
class Service:
    """One party's service; `on` is the signature, arrival, return, pronouncement or last publication."""

    party: str
    method: ServiceMethod
    on: date
    abroad: bool = False


@dataclass(frozen=True)
class Term:
    """One date of performance: its last day, the first day of doubled interest, the end of the right to apply."""

    due: Due
    doubled_from: date
    limitation: Due

    @property
    def last_day(self) -> date:
        return self.due.last_day


@dataclass(frozen=True)
class Chain:
    """Everything that follows from service; `opposition` holds each party's appeal (or objection) period."""

    served: tuple[tuple[str, Due], ...]
    opposition: tuple[tuple[str, Due], ...]
    effective: date
    terms: tuple[Term, ...]
    limitation: Due
    steps: tuple[str, ...]

    @property
    def provisional(self) -> bool:
        """Whether effect or performance rests on a year without a notice; `limitation` answers for itself."""
        dues = [due for _, due in (*self.served, *self.opposition)] + [term.due for term in self.terms]
        return any(due.provisional for due in dues)

    @property
    def last_appeal_day(self) -> date | None:
        return max((due.last_day for _, due in self.opposition), default=None)

    @property
    def performance_last_day(self) -> date | None:
        return max((term.last_day for term in self.terms), default=None)

    @property
    def doubled_from(self) -> tuple[date, ...]:
        return tuple(term.doubled_from for term in self.terms)


def served_on(service: Service, calendar: Calendar, readings: Readings = DEFAULT_READINGS) -> Due:
    """The day on which a party counts as served."""
    label, rule, article = _METHODS[service.method]
    if service.method is ServiceMethod.PUBLIC_NOTICE:
        period = readings.public_notice_abroad if service.abroad else readings.public_notice
        due = compute(period, service.on, calendar)
        note = f"{label}：{rule}（{CPL[283] if service.abroad else article}）"
        return Due(due.start, due.raw, due.due, (note, *due.steps), due.provisional, due.calendar_version, due.safe)
    return _fixed(
        service.on, f"{label}：{rule}，即{dated(service.on)}" + (f"（{article}）" if article else ""), calendar
    )


def follow(
    kind: InstrumentKind,
    services: Sequence[Service],
    terms: Sequence[Period | date | Due],
    calendar: Calendar,
    readings: Readings = DEFAULT_READINGS,
) -> Chain:
    """The chain for one instrument, if nobody appeals; `terms` are its dates of performance, none if it names none.

    A term is a period from the effective day, a day that the instrument names, or one computed before that stands.
    """
    _check(kind, services)
    served = tuple((service.party, served_on(service, calendar, readings)) for service in services)
    opposition = tuple(
        (service.party, _opposition(kind, service, due, calendar))
        for service, (_, due) in zip(services, served, strict=True)
        if kind in _OPPOSITION
    )
    effective = _effective(served, opposition)
    performance = _terms(kind, terms, effective, calendar, readings)
    limitation = performance[-1].limitation if performance else compute(readings.limitation, effective, calendar)
    return Chain(
        served,
        opposition,
        effective,
        performance,
        limitation,
        _explain(kind, served, opposition, effective, performance, limitation),
    )


def known(
    effective: date,
    proof: str,
    terms: Sequence[Period | date | Due],
    calendar: Calendar,
    readings: Readings = DEFAULT_READINGS,
    kind: InstrumentKind = InstrumentKind.JUDGMENT_FINAL,
) -> Chain:
    """The chain of an instrument whose effective day is already established, by record or by its maker's certificate.

    `kind` matters for a notarised instrument alone, whose instalments each have a limitation of their own.
    """
    performance = _terms(kind, terms, effective, calendar, readings)
    limitation = performance[-1].limitation if performance else compute(readings.limitation, effective, calendar)
    steps = (proof, *_explain_after(kind, performance, limitation))
    return Chain((), (), effective, performance, limitation, steps)


def _check(kind: InstrumentKind, services: Sequence[Service]) -> None:
    if not services:
        raise ValueError(f"{kind.label}还没有任何送达记录，不能计算生效日期")
    for service in services:
        if kind in _SIGNED_ONLY and service.method in _NEVER_SIGNED:
            raise ValueError(f"{kind.label}须由当事人签收，不适用{service.method.label}（{INT[133]}）")
        if (kind in _MADE_ONLY) != (service.method is ServiceMethod.MADE):
            raise ValueError(f"{kind.label}不能按“{service.method.label}”计算生效日期")


def _opposition(kind: InstrumentKind, service: Service, served: Due, calendar: Calendar) -> Due:
    name, home, abroad, home_article, abroad_article = _OPPOSITION[kind]
    days, article = (abroad, abroad_article) if service.abroad else (home, home_article)
    due = compute(Period(days, Unit.DAY, Roll.FORWARD), served.last_day, calendar)
    note = f"{service.party}的{name}为{days}日（{article}）"
    return Due(due.start, due.raw, due.due, (note, *due.steps), due.provisional, due.calendar_version, due.safe)


def _effective(served: Sequence[tuple[str, Due]], opposition: Sequence[tuple[str, Due]]) -> date:
    """The day after the last party's period; without one, the last service, signature or making."""
    if opposition:
        return max(due.last_day for _, due in opposition) + _ONE_DAY
    return max(due.last_day for _, due in served)


def _terms(
    kind: InstrumentKind, terms: Sequence[Period | date | Due], effective: date, calendar: Calendar, readings: Readings
) -> tuple[Term, ...]:
    dues = sorted((_performance(term, effective, calendar) for term in terms), key=lambda due: due.last_day)
    if not dues:
        return ()
    last = compute(readings.limitation, dues[-1].last_day, calendar)
    own = kind is InstrumentKind.NOTARISED
    return tuple(
        Term(
            due,
            first_doubled_day(due.last_day, readings),
            compute(readings.limitation, due.last_day, calendar) if own else last,
        )
        for due in dues
    )


def first_doubled_day(last_day: date, readings: Readings = DEFAULT_READINGS) -> date:
    """The day after the last performance day, or that day itself by the other reading."""
    return last_day + _ONE_DAY if readings.doubled_from_next_day else last_day


def _performance(term: Period | date | Due, effective: date, calendar: Calendar) -> Due:
    if isinstance(term, Due):
        return term
    if isinstance(term, Period):
        return compute(term, effective, calendar)
    return _fixed(term, f"文书确定的履行期日为{dated(term)}，不因节假日顺延", calendar)


def _fixed(day: date, step: str, calendar: Calendar) -> Due:
    return Due(day, day, day, (step,), False, calendar.version, day)


def _explain(
    kind: InstrumentKind,
    served: Sequence[tuple[str, Due]],
    opposition: Sequence[tuple[str, Due]],
    effective: date,
    terms: Sequence[Term],
    limitation: Due,
) -> tuple[str, ...]:
    label, rule, article = _KINDS[kind]
    basis = f"（{article}）" if article else ""
    steps = [f"{party}于{dated(due.last_day)}送达" for party, due in served]
    steps += [f"{party}的{_OPPOSITION[kind][0]}至{dated(due.last_day)}届满" for party, due in opposition]
    steps.append(f"{label}于{dated(effective)}生效：{rule}{basis}")
    return (*steps, *_explain_after(kind, terms, limitation))


def _explain_after(kind: InstrumentKind, terms: Sequence[Term], limitation: Due) -> tuple[str, ...]:
    steps = [
        f"履行期限至{dated(term.last_day)}届满，自{dated(term.doubled_from)}起加倍计算迟延利息（{DPI[2]}）"
        for term in terms
    ]
    return (*steps, f"申请执行的期间至{dated(limitation.last_day)}届满（{limitation_article(kind)}）")


def limitation_article(kind: InstrumentKind) -> Article:
    return NOTARY[9] if kind is InstrumentKind.NOTARISED else CPL[250]


def opposition_name(kind: InstrumentKind) -> str:
    """What the time is called in which a party may still oppose: 上诉期, 异议期."""
    return _OPPOSITION[kind][0]


def opposition_article(kind: InstrumentKind, *, abroad: bool = False) -> Article:
    _, _, _, home, elsewhere = _OPPOSITION[kind]
    return elsewhere if abroad else home
