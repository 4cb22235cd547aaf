"""案卷材料: handing a file in and taking it back, each an event of the case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from courtflow.accounts.roles import ADMINISTRATORS, HEADS, Role
from courtflow.cases.models import Case, Proceeding
from courtflow.flow import clock
from courtflow.flow.characters import refusal
from courtflow.flow.events import Entry, record
from courtflow.flow.models import Event
from courtflow.flow.refusals import Denied, InvalidFacts, Refusal
from courtflow.law.articles import CPL

from .fonts import unprintable
from .keeping import content_of, store
from .models import Document, Material, Recipient
from .uploads import Upload

# Whoever works on cases in the court that has the case; superior courts read and never act.
MAY_FILE = tuple(role for role in Role if role not in {*ADMINISTRATORS, Role.SUPERIOR_READER})
MAY_WITHDRAW = HEADS


@dataclass(frozen=True)
class Place:
    """Where in the case a file belongs and what it is called."""

    label: str
    title: str = ""
    proceeding: Proceeding | None = None
    document: Document | None = None
    recipient: Recipient | None = None


def hand_in(case: Case, upload: Upload, place: Place, by: Any, at: datetime | None = None) -> Material:
    """Put a file into a case. The case is locked, so that two files cannot both be the last that fits.

    `at` is when it was handed in (default: now).
    """
    with transaction.atomic():
        locked = Case.objects.select_for_update(of=("self",)).select_related("court").get(pk=case.pk)
        role = role_for(by, locked)
        title = place.title or upload.name.rsplit(".", 1)[0][:100]
        if wrong := unprintable_beside_names(title, locked):
            raise InvalidFacts({"title": [f"{refusal(wrong)}；名称与文件名不同的，请填写“名称”"]})
        _check(locked, upload, place)
        facts = {
            "label": Material.Label(place.label).label, "title": title, "name": upload.name, "sha256": upload.sha256,
            "size": len(upload.content), "document": place.document.number if place.document else "",
        }  # fmt: skip
        event = note(locked, place.proceeding, "documents.material", "收入案卷材料", by, role, facts, at)
        return Material.objects.create(
            case=locked, proceeding_id=place.proceeding.pk if place.proceeding else None, document=place.document,
            recipient=place.recipient, file=store(upload), label=place.label, title=title,
            original_name=upload.name, uploaded_by=by,
            uploaded_at=event.at, event=event,
        )  # fmt: skip


def prove(recipient: Recipient, upload: Upload, title: str, by: Any) -> Material:
    """The receipt of a service (送达回证, 民诉法第八十七条), when it comes back after the service was registered."""
    document = recipient.document
    if not (recipient.served_on or recipient.attempts.exists()):
        raise Refusal(
            f"尚未登记向{recipient.name}送达《{document.title}》",
            under=CPL[87],
            remedy="先登记送达情况，再上传送达证明",
        )
    named = title or f"送达证明：{document.title}，{recipient.name}"[:100]
    place = Place(Material.Label.SERVICE, named, document.proceeding, document, recipient)
    return hand_in(document.case, upload, place, by)


def unprintable_beside_names(text: str, case: Case) -> list[str]:
    """Names of the case are taken as they are, like everywhere."""
    wrong = unprintable(text)
    names = "".join(case.parties.values_list("name", flat=True)) if wrong else ""
    return [char for char in wrong if char not in names]


def role_for(by: Any, case: Case) -> str:
    """The role in which a person may put a file into the case: any post in the court that has it."""
    held = next((each.role for each in by.current if _reaches(each, case)), "")
    if not held:
        raise Denied("案卷材料只能由本院办案人员收入", ask=case.court.name)
    return str(held)


def may_file(by: Any, case: Case) -> bool:
    return any(_reaches(each, case) for each in by.current)


def _reaches(membership: Any, case: Case) -> bool:
    return membership.role in MAY_FILE and membership.department.court_id == case.court_id


def _check(case: Case, upload: Upload, place: Place) -> None:
    if place.proceeding and place.proceeding.case_id != case.pk:
        raise InvalidFacts({"proceeding": ["这一程序不属于本案"]})
    if place.document and place.document.case_id != case.pk:
        raise InvalidFacts({"document": ["这份文书不属于本案"]})
    mine = case.materials.filter(file__sha256=upload.sha256, withdrawn_at=None)
    if twin := mine.filter(proceeding=place.proceeding, label=place.label, recipient=place.recipient).first():
        raise InvalidFacts({"file": [f"同一文件已作为《{twin.title}》收入本案，无需重复上传"]})
    used = case.materials.aggregate(total=Sum("file__size"))["total"] or 0
    if used + len(upload.content) > settings.MATERIALS_PER_CASE:
        most = settings.MATERIALS_PER_CASE // 1_000_000
        raise InvalidFacts({"file": [f"本案材料合计将超过{most}兆字节；请压缩扫描件，或者刻录光盘附卷"]})


def withdraw(material: Material, reason: str, by: Any) -> None:
    """Take a file out of the dossier. It stays where it lies, with the reason: nothing of a case is deleted."""
    if not reason.strip():
        raise Refusal("撤回材料须写明原因", remedy="填写原因后再提交", code="invalid", status=400)
    with transaction.atomic():
        case = Case.objects.select_for_update(of=("self",)).select_related("court").get(pk=material.case_id)
        role = _withdrawing_role(material, case, by)
        changed = Material.objects.filter(pk=material.pk, withdrawn_at=None).update(
            withdrawn_at=clock.now(), withdrawn_by=by, withdrawn_reason=reason.strip()[:300]
        )
        if not changed:
            raise Refusal("这份材料已经撤回", remedy="请刷新页面查看最新状态", code="state")
        facts = {"title": material.title, "sha256": material.file.sha256, "reason": reason.strip()}
        note(case, material.proceeding, "documents.material_withdrawn", "撤回案卷材料", by, role, facts)
    material.refresh_from_db(fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


def _withdrawing_role(material: Material, case: Case, by: Any) -> str:
    """Who handed it in corrects his own mistake; everybody else's, a head of the court."""
    role = role_for(by, case)
    if material.uploaded_by_id == by.pk:
        return role
    if head := by.role_for(MAY_WITHDRAW, material.proceeding or case, anywhere=True):
        return str(head)
    raise Denied("他人收入的材料只能由上传人或者部门负责人撤回", ask=str(material.uploaded_by))


def may_withdraw(material: Material, by: Any) -> bool:
    try:
        _withdrawing_role(material, material.case, by)
    except Denied:
        return False
    return material.standing


def note(
    case: Case, proceeding: Any, act: str, label: str, by: Any, role: str, facts: dict[str, Any],
    at: datetime | None = None,
) -> Event:  # fmt: skip
    """Record a step that moves no proceeding."""
    state = proceeding.state if proceeding else ""
    return record(
        Entry(
            act=act,
            label=label,
            by=by,
            role=role,
            at=at,
            case=case,
            proceeding=proceeding,
            from_state=state,
            to_state=state,
            facts=facts,
        )
    )


def read(material: Material) -> bytes:
    """The content, for who may see the case; a Refusal where it was damaged."""
    return content_of(material.file)
