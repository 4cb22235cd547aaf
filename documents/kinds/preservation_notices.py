"""财产保全: what the applicant is told, what banks and registries are asked, what is held, sale by the owner."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from courtflow.cases.models import Party
from courtflow.flow import clock
from courtflow.law.articles import CPL, INT, PRES, SFK, source
from documents.addressing import Addressee, saying
from documents.drafting import Draft, iso, yuan

from . import Annex, Kind, Layout, Numbering, Retention, Slot, register
from .enclosures import RECEIPT
from .enforcing import cited
from .preservation_rulings import account_rows, deduction_facts, deduction_missing, deposits, sentence
from .preserving import (
    applicant_alone,
    asset_facts,
    asset_of_act,
    holders,
    of_the_ruling,
    own_assets,
    released_assets,
    sides,
)

CONTROLLED = {"status": "controlled"}


def held_assets(draft: Draft) -> list[Any]:
    return own_assets(draft, **CONTROLLED)


def deposits_held(draft: Draft) -> list[Any]:
    return own_assets(draft, kind="deposit", **CONTROLLED)


@saying("财产被保全的被申请人")
def respondents(draft: Draft) -> Sequence[Addressee]:
    """Each whose property is held gets the list; what nobody is named for goes to all."""
    assets = held_assets(draft)
    owners = {asset.owner_id for asset in assets}
    people = {party.pk for party in draft.proceeding.respondents.all()}
    chosen = people if None in owners else people & owners
    return [party for party in draft.parties if party.pk in chosen]


def liability_facts(draft: Draft) -> Mapping[str, Any]:
    row = draft.proceeding
    return {**sides(draft), "amount": yuan(row.amount), "awaits": row.type}


def term_facts(draft: Draft) -> Mapping[str, Any]:
    """Each asset with its last day and the last day to ask for renewal, reckoned by the court's calendar."""
    assets = asset_of_act(draft) or held_assets(draft)
    rows = [facts | {"renew_by": iso(asset.renewable_until)} for asset, facts in _with_facts(assets)]
    return {**sides(draft), "assets": rows}


def _with_facts(assets: list[Any]) -> list[tuple[Any, dict[str, Any]]]:
    return list(zip(assets, asset_facts(assets), strict=True))


def term_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["assets"] else ["没有在控的财产，没有届满日可以告知"]


def _for_receiver(draft: Draft, assets: list[Any]) -> Mapping[str, Any]:
    """The items that this bank, registry or person is asked about."""
    row = draft.proceeding
    mine = [asset for asset in assets if not draft.receiver or asset.holder == draft.receiver]
    officer = draft.event.by.display_name if draft.event.by else ""
    return {
        **sides(draft),
        "assets": asset_facts(mine),
        "implementation": row.number or "",
        "officer": officer,
        "owners": _owner_numbers(mine),
    }


def _owner_numbers(assets: list[Any]) -> list[dict[str, str]]:
    """A bank finds the account, a registry the title, by name and number."""
    owners = {asset.owner.pk: asset.owner for asset in assets if asset.owner}
    return [
        {
            "name": owner.name,
            "label": "公民身份号码" if owner.kind == Party.Kind.NATURAL else "统一社会信用代码",
            "identifier": owner.identifier,
        }
        for owner in owners.values()
    ]


def assistance_facts(draft: Draft) -> Mapping[str, Any]:
    renewal = draft.event.act.endswith(".renew")
    return {**_for_receiver(draft, asset_of_act(draft)), "renewal": renewal}


def release_facts(draft: Draft) -> Mapping[str, Any]:
    return _for_receiver(draft, released_assets(draft))


def deduction_order_facts(draft: Draft) -> Mapping[str, Any]:
    mine = [row for row in deposits(draft) if not draft.receiver or row["holder"] == draft.receiver]
    return {
        **_for_receiver(draft, deposits_held(draft)),
        "assets": mine,
        "deduction_no": str(draft.asked("ruling_no", "")),
        "cited": cited(CPL[253]),
        **account_rows(draft),
    }


def deduction_order_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return deduction_missing({**snapshot, "deposits": snapshot["assets"]})


def assistance_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [
        f"{owner['name']}没有{owner['label']}，协助单位无从查找其财产"
        for owner in snapshot["owners"]
        if not owner["identifier"]
    ]


def list_facts(draft: Draft) -> Mapping[str, Any]:
    mine = [a for a in held_assets(draft) if a.owner_id in (None, draft.addressee and draft.addressee.pk)]
    rows = asset_facts(mine)
    return {
        **sides(draft),
        "assets": rows,
        "result": sentence(draft.asked("result")),
        "total": yuan(sum((asset.value for asset in mine), Decimal("0.00"))) if mine else None,
        "officer": draft.event.by.display_name if draft.event.by else "",
    }


def lapse_facts(draft: Draft) -> Mapping[str, Any]:
    gone = own_assets(draft, status="lapsed", ended_on=clock.day_of(draft.event.at))
    return {
        **sides(draft),
        "assets": asset_facts(gone),
        "left": asset_facts(held_assets(draft)),
    }


def sale_facts(draft: Draft) -> Mapping[str, Any]:
    seller = next(iter(draft.asked_parties("seller")), None)
    return {
        **sides(draft),
        "assets": asset_facts(asset_of_act(draft)),
        "seller": seller.name if seller else "",
        "until": draft.asked("until"),
        "lowest": yuan(Decimal(draft.asked("lowest", "0"))),
        "control": sentence(draft.asked("control")),
        **account_rows(draft),
    }


@saying("自行处置财产的被申请人和保全申请人")
def seller_and_applicant(draft: Draft) -> Sequence[Addressee]:
    """The owner who may sell, and the creditor whose security the price is."""
    return [*draft.asked_parties("seller"), *applicant_alone(draft)]


def sale_missing(snapshot: Mapping[str, Any]) -> list[str]:
    return [] if snapshot["account"] else ["本案没有案款账号，变卖价款无处汇入，请登记法院案款账户"]


@saying("负责执行的部门")
def to_executor(draft: Draft) -> Sequence[Addressee]:
    return [draft.proceeding.executing_unit.name]


ASSISTANCE_RECEIPT = Annex("协助执行通知书（回执）", "documents/annexes/assistance_receipt.html", slip=True)
DEDUCTION_RECEIPT = Annex("协助扣划存款通知书（回执）", "documents/annexes/deduction_receipt.html", slip=True)

# 山阳第四条, 第十五条: signed for before the ruling, so that it goes out with the application.
PRESERVATION_LIABILITY = register(
    Kind(
        slug="preservation_liability",
        title="财产保全风险及保全错误后果告知书",
        number_word="保全告知",
        under=(source("SHANYANG")[4], source("SHANYANG")[15], CPL[108], PRES[18], PRES[23]),
        addressees=applicant_alone,
        facts=liability_facts,
        slots=(
            Slot("liability", "保全错误的法律后果", ("赔偿", "第一百零八条")),
            Slot("renewal", "续行保全", ("七日前", "效力消灭")),
        ),
        annexes=(RECEIPT,),
        retention=Retention.SHORT,
        spec=("C-4.9", "C-15.3"),
    )
)
PRESERVATION_TERM = register(
    Kind(
        slug="preservation_term",
        title="保全期限届满日及续行保全告知书",
        number_word="期限告知",
        under=(PRES[18], INT[485], SFK[27], source("SHANYANG")[15]),
        addressees=applicant_alone,
        facts=term_facts,
        missing=term_missing,
        slots=(Slot("consequences", "不申请或者逾期申请续行的法律后果", ("效力消灭", "逾期")),),
        annexes=(RECEIPT,),
        served_by="tell_term",
        retention=Retention.SHORT,
        spec=("C-15.2", "C-15.3"),
    )
)
PRESERVATION_ASSISTANCE = register(
    Kind(
        slug="preservation_assistance",
        title="协助执行通知书",
        numbering=Numbering.CASE,
        case_number=lambda draft: str(draft.asked("notice_no")),
        under=(CPL[106], INT[156], CPL[117], INT[485]),
        addressees=holders(asset_of_act),
        facts=assistance_facts,
        missing=assistance_missing,
        annexes=(Annex("民事裁定书"), ASSISTANCE_RECEIPT),
        spec=("C-24.2",),
    )
)
RELEASE_ASSISTANCE = register(
    Kind(
        slug="release_assistance",
        title="解除保全协助执行通知书",
        number_word="协解",
        under=(INT[166], CPL[117]),
        addressees=holders(released_assets),
        facts=release_facts,
        annexes=(Annex("解除保全民事裁定书"), ASSISTANCE_RECEIPT),
    )
)
DEDUCTION_ASSISTANCE = register(
    Kind(
        slug="deduction_assistance",
        title="协助扣划存款通知书",
        number_word="协扣",
        under=(CPL[253], CPL[117], source("SHANYANG")[23]),
        addressees=holders(deposits_held),
        facts=deduction_order_facts,
        missing=deduction_order_missing,
        annexes=(Annex("民事裁定书"), DEDUCTION_RECEIPT),
        spec=("C-23.3",),
    )
)
DEDUCTION_TRANSFER = register(
    Kind(
        slug="deduction_transfer",
        title="案款划付通知",
        number_word="划付",
        case_number=of_the_ruling,
        layout=Layout.LETTER,
        sealed=False,  # from the judge's department to the one that carries out
        under=(source("SHANYANG")[23],),
        addressees=to_executor,
        facts=deduction_facts,
        missing=deduction_missing,
        annexes=(Annex("扣划裁定书"), Annex("生效法律文书"), Annex("债权人申请书及收款账户确认书")),
        spec=("C-23.4",),
    )
)
SEIZURE_LIST = register(
    Kind(
        slug="seizure_list",
        title="查封（扣押、冻结）财产清单",
        number_word="清单",
        under=(INT[156], CPL[256], CPL[106]),
        addressees=respondents,
        facts=list_facts,
        missing=term_missing,
        public_notice=True,
        spec=("C-24.2",),
    )
)
PRESERVATION_LAPSE = register(
    Kind(
        slug="preservation_lapse",
        title="保全措施失效告知书",
        number_word="失效告知",
        under=(INT[485], SFK[27], source("SHANYANG")[15]),
        addressees=applicant_alone,
        facts=lapse_facts,
        annexes=(RECEIPT,),
        retention=Retention.SHORT,
        spec=("C-15.3",),
    )
)
SELF_SALE_PERMIT = register(
    Kind(
        slug="self_sale_permit",
        title="准许自行处置财产通知书",
        number_word="准许处置",
        under=(PRES[20], source("SHANYANG")[26]),
        addressees=seller_and_applicant,
        facts=sale_facts,
        missing=sale_missing,
        slots=(Slot("consequences", "逾期未处置的后果", ("依法处置",)),),
        annexes=(RECEIPT,),
        spec=("C-26.1",),
    )
)
