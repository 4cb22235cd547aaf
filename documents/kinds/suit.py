"""What a court rules and tells on the way through a suit: stayed, resumed, converted, given more time."""

from collections.abc import Mapping, Sequence
from typing import Any

from courtflow.cases.models import Party
from courtflow.flow.models import Event
from courtflow.law.articles import source
from documents.addressing import Addressee, Everyone, saying
from documents.drafting import Draft, person_facts

from . import Kind, Layout, Numbering, Retention, register
from .enforcing import cited

CPL, INT = source("CPL"), source("INT")
# 民诉法第一百五十三条第一款, in the order of its items.
STAY_GROUNDS = (
    ("death", "一方当事人死亡，需要等待继承人表明是否参加诉讼"),
    ("incapacity", "一方当事人丧失诉讼行为能力，尚未确定法定代理人"),
    ("dissolution", "法人或者其他组织终止，尚未确定权利义务承受人"),
    ("force_majeure", "一方当事人因不可抗拒的事由，不能参加诉讼"),
    ("other_case", "本案必须以另一案的审理结果为依据，而另一案尚未审结"),
    ("other", "其他应当中止诉讼的情形"),
)
PROCEDURES = {"summary": "简易程序", "ordinary": "普通程序", "small_claim": "小额诉讼程序"}
CHOOSING = ("trial.assign_judge", "trial.convert")
EXTENSION_ARTICLES = {"ordinary": CPL[152], "summary": CPL[164], "small_claim": CPL[168]}


def litigating(draft: Draft) -> list[Party]:
    return [party for party in draft.parties if party.role != Party.Role.OUTSIDER]


@saying("各诉讼当事人")
def each_litigant(draft: Draft) -> Sequence[Addressee]:
    return litigating(draft)


@saying("各诉讼当事人（同一文本）")
def one_text(draft: Draft) -> Sequence[Addressee]:
    return [Everyone(litigating(draft))]


def people(draft: Draft) -> Mapping[str, Any]:
    return {"people": [person_facts(party) for party in litigating(draft)]}


def stay_facts(draft: Draft) -> Mapping[str, Any]:
    codes = [code for code, _ in STAY_GROUNDS]
    item = codes.index(draft.asked("ground")) + 1
    return {
        **people(draft),
        "ground": STAY_GROUNDS[item - 1][1],
        "other": codes[item - 1] == "other",
        "cited": cited(CPL[153, 1, item]),
        "note": draft.asked("note", ""),
        "since": draft.asked("since"),
    }


def resumed_facts(draft: Draft) -> Mapping[str, Any]:
    return {"resumed_on": draft.asked("ended_on"), "note": draft.asked("note", "")}


def conversion_facts(draft: Draft) -> Mapping[str, Any]:
    """From which procedure: what the act before this one had chosen."""
    earlier = Event.objects.filter(
        proceeding_id=draft.proceeding.pk, act__in=CHOOSING, pk__lt=draft.event.pk
    ).order_by("-id").first()  # fmt: skip
    before = (earlier.facts.get("procedure") if earlier else "") or "summary"
    after = draft.asked("procedure") or "ordinary"
    article = CPL[169] if before == "small_claim" else CPL[170]
    return {
        **people(draft), "before": PROCEDURES[before], "after": PROCEDURES[after], "cited": cited(article),
        "reason": draft.asked("reason", ""),
    }  # fmt: skip


def extension_facts(draft: Draft) -> Mapping[str, Any]:
    asked = draft.proceeding.extension_requests.latest("id")
    return {
        "months": asked.granted_months,
        "reason": asked.reason,
        "superior": asked.document_no,
        "procedure": PROCEDURES[draft.proceeding.procedure],
        "cited": cited(EXTENSION_ARTICLES[draft.proceeding.procedure]),
    }


STAY_RULING = register(
    Kind(
        slug="suit_stay_ruling",
        title="民事裁定书",
        numbering=Numbering.CASE,
        layout=Layout.RULING,
        under=(CPL[153], CPL[157]),
        addressees=one_text,
        facts=stay_facts,
        retention=Retention.PERMANENT,
        public_notice=True,
    )
)
RESUMPTION_NOTICE = register(
    Kind(
        slug="suit_resumption_notice",
        title="恢复诉讼通知书",
        number_word="恢复",
        under=(CPL[153], INT[246]),
        addressees=each_litigant,
        facts=resumed_facts,
        retention=Retention.SHORT,
        public_notice=True,
    )
)
CONVERSION_RULING = register(
    Kind(
        slug="conversion_ruling",
        title="民事裁定书",
        numbering=Numbering.CASE,
        layout=Layout.RULING,
        under=(CPL[170], CPL[169], INT[258]),
        addressees=one_text,
        facts=conversion_facts,
        retention=Retention.PERMANENT,
        public_notice=True,
    )
)
# 民诉法第一百五十二条、第一百六十四条、第一百六十八条: the president approves, and the act that orders it is his own.
EXTENSION_NOTICE = register(
    Kind(
        slug="extension_notice",
        title="延长审理期限通知书",
        number_word="延审",
        under=(source("EXT")[1], CPL[152], CPL[164], CPL[168]),
        addressees=each_litigant,
        facts=extension_facts,
        retention=Retention.SHORT,
        public_notice=True,
    )
)
