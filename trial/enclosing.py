"""What goes along with the paper that is served; service waits until it is there (佳木斯四（一）, 山阳21, 南召四8)."""

from __future__ import annotations

from typing import Any

from courtflow.accounts.roles import Role
from courtflow.cases.models import Obligation, Party
from courtflow.flow.acts import Deed, Order
from courtflow.flow.refusals import Refusal, guard
from courtflow.law.articles import JIAMUSI, NANZHAO, SHANYANG, binding
from documents.delivery import Attempt, along
from documents.models import Document

# What a profile calls for by name (service.enclosures) and the paper that answers it; the four annexes are one paper.
PAPERS = {
    "督促履行告知书": "urging_advice",
    "后果警示告知书": "consequence_warning",
    "自动履行告知书": "performance_notice",
    "裁判文书附录": "judgment_appendix",
    "执行流程": "enforcement_guide",
    "执行风险提示": "enforcement_guide",
    "强制措施": "enforcement_guide",
    "执行不能": "enforcement_guide",
}
OPERATIVE_SCHEDULE = "operative_schedule"
READY = (Document.State.APPROVED, *Document.IN_FORCE)
ENDED = (Document.State.REVOKED, Document.State.SUPERSEDED)
RULES = [JIAMUSI["四", 1], SHANYANG[21], NANZHAO["四", 8]]


def required(trial: Any) -> list[str]:
    """Kinds of papers that the court's profile wants served together with this one."""
    return list(dict.fromkeys(PAPERS[name] for name in trial.enclosures() if name in PAPERS))


def _owes_something(trial: Any) -> bool:
    return trial.instrument is not None and bool(trial.instrument.obligations.exists())


def _owes_money(trial: Any) -> bool:
    return trial.instrument is not None and bool(
        trial.instrument.obligations.filter(kind=Obligation.Kind.MONEY).exists()
    )


def _wanted(slug: str) -> Order:
    return Order(slug, lambda trial: slug in required(trial))


# 山阳第二十三条 and 佳木斯十一（二） speak to their own courts; neither makes its paper a condition of service.
ORDERS = (
    _wanted("urging_advice"),
    _wanted("consequence_warning"),
    _wanted("enforcement_guide"),
    Order("performance_notice", lambda trial: "SHANYANG" in trial.policy.sources and _owes_money(trial)),
    Order("judgment_appendix", lambda trial: "JIAMUSI" in trial.policy.sources and _owes_something(trial)),
)
SCHEDULE = Order(OPERATIVE_SCHEDULE, lambda trial: trial.with_schedule and _owes_something(trial))
EVERY = tuple(dict.fromkeys([*PAPERS.values(), OPERATIVE_SCHEDULE]))


@guard(
    "应当随同送达的材料尚未制作完成，不能登记送达",
    under=RULES,
    remedy="在文书页查明未能制作、待签发或者已撤销的原因，补齐后重新制作",
    ask=Role.TRIAL_CLERK.label,
    needs_facts=True,
    spec=("A-4.2", "C-21.3", "E-4.17"),
)
def enclosures_are_made(trial: Any, deed: Deed) -> bool:
    """Every paper that the profile wants, for this party; what is addressed to debtors alone no creditor waits for."""
    if unmade := missing_for(trial, deed["party"]):
        raise Refusal(
            f"应当随同送达的材料尚未制作完成：{'、'.join(unmade)}", under=binding(RULES, trial.policy.sources)[0],
            remedy="在文书页查明未能制作、待签发或者已撤销的原因，补齐后重新制作", ask=Role.TRIAL_CLERK.label,
            code="enclosures_are_made",
        )  # fmt: skip
    return True


def missing_for(trial: Any, party: Party) -> list[str]:
    """Titles or names of the papers that this party lacks."""
    names = {slug: name for name, slug in PAPERS.items()}
    wanted = required(trial)
    rows = Document.objects.filter(proceeding_id=trial.pk, kind__in=wanted, recipients__party=party)
    latest = {row.kind: row for row in rows.without_pdf().order_by("id")}
    found = [f"《{row.title}》（{row.state_label}）" for row in latest.values() if row.state not in READY]
    absent = [slug for slug in wanted if slug not in latest]
    if not absent:
        return found
    known = Document.objects.filter(proceeding_id=trial.pk, kind__in=absent).values_list("kind", flat=True)
    owes = party.owes.filter(instrument=trial.instrument).exists()
    return found + [names[slug] for slug in absent if owes or slug not in known]


def lacking(trial: Any) -> list[str]:
    """Kinds that nobody has: the profile was changed after the signing, or the paper was revoked."""
    wanted = required(trial)
    alive = Document.objects.filter(proceeding_id=trial.pk, kind__in=wanted).exclude(state__in=ENDED)
    there = set(alive.values_list("kind", flat=True))
    return [slug for slug in wanted if slug not in there]


@guard(
    "应当随同送达的材料都已经制作",
    under=RULES,
    remedy="未能制作或者被退回的，在文书页补齐后重新制作",
    ask=Role.TRIAL_CLERK.label,
)
def an_enclosure_is_lacking(trial: Any) -> bool:
    return bool(lacking(trial))


def _lacked(slug: str) -> Order:
    return Order(slug, lambda trial: slug in lacking(trial))


SUPPLY = tuple(_lacked(slug) for slug in dict.fromkeys(PAPERS.values()))


def serve_along(trial: Any, deed: Deed) -> None:
    """One press of a button: what lay in the same envelope reached him on the same day in the same way."""
    tried = Attempt(deed["method"], deed["done_on"], True, "随同裁判文书送达", deed["proof"])
    along(trial, EVERY, deed["party"], tried, deed)
