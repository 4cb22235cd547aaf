"""送达: attempts at bringing a paper to each who must get it, and the day on which he counts as served.

民诉法第八十七条至第九十五条; 公告 comes last, only for papers that allow it, and only after the other ways failed or
with the approval of a head that says why they need not be tried (佳木斯四（二）).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from courtflow.accounts.roles import ADMINISTRATORS, Role
from courtflow.cases import instruments
from courtflow.cases.models import Service
from courtflow.flow import clock
from courtflow.flow.acts import Act, Deed, acts_of
from courtflow.flow.perform import lock
from courtflow.flow.refusals import Denied, Refusal
from courtflow.law.articles import CPL, INT, JIAMUSI

from . import keeping
from .history import note, role_in
from .kinds import KINDS
from .models import Delivery, Document, Recipient
from .uploads import Upload

Method = Service.Method
MAY_SERVE = tuple(role for role in Role if role not in {*ADMINISTRATORS, Role.SUPERIOR_READER})
# Who may let a paper be published although other ways have not been tried (公告送达审批).
MAY_WAIVE = (Role.DIVISION_HEAD, Role.CENTRE_HEAD, Role.BUREAU_CHIEF, Role.VICE_PRESIDENT, Role.PRESIDENT)
# These belong to judgments and mediation documents (简易程序规定第三十一条, 民诉法解释第一百三十三条).
OF_INSTRUMENTS = {Method.PRONOUNCED, Method.SIGNED}
METHODS = [method for method in Method if method not in OF_INSTRUMENTS]


@dataclass(frozen=True)
class Attempt:
    """One try: how, when, with what result.

    `tried_on` of a public notice is the day of its last publication; it runs longer for who lives abroad.
    """

    method: str
    tried_on: date
    succeeded: bool
    result: str
    proof: str
    waiver: str = ""
    upload: Upload | None = None
    abroad: bool = False


def attempt(recipient: Recipient, tried: Attempt, by: Any) -> Delivery:
    """Record one attempt; a successful one serves, and the paper is served when the last of its recipients is."""
    document = recipient.document
    with transaction.atomic():
        proceeding = lock(document.proceeding.actual)
        role = role_in(by, proceeding, MAY_SERVE, "登记送达")
        if tried.succeeded and tried.method != Method.PUBLIC_NOTICE:  # it serves on a later day: the act comes then
            _leave_to_its_act(recipient, proceeding)
        return store(recipient, tried, proceeding, by, role)


def registering(document: Document, proceeding: Any) -> Act | None:
    """The act that registers service of this paper and starts the clocks that hang on it, while it can be performed."""
    model: Any = type(proceeding)
    act = acts_of(model).get(KINDS[document.kind].served_by)
    return act if act and proceeding.state in act.sources else None


def _leave_to_its_act(recipient: Recipient, proceeding: Any) -> None:
    if act := registering(recipient.document, proceeding):
        raise Refusal(
            f"《{recipient.document.title}》送达后开始计算期间，须在程序中登记", under=CPL[85],
            remedy=f"在本程序办理“{act.label}”，文书的送达随之登记", code="served_by_act",
        )  # fmt: skip


def from_act(proceeding: Any, kind: str, party: Any, tried: Attempt, deed: Deed) -> Delivery | None:
    """Service of the newest paper of a kind, told by an act that registers it; None where there is no such paper.

    For the body of an act: one press of a button serves the paper and starts the clock. The file may still be in the
    making; what was never made, was sent back or waits for its signature cannot have been served, and no clock starts.
    """
    rows = Recipient.objects.filter(document__proceeding_id=proceeding.pk, document__kind=kind, party=party)
    newest_first = rows.select_related("document").order_by("-document_id")
    standing = newest_first.exclude(document__state__in=[Document.State.REVOKED, Document.State.SUPERSEDED])
    if newest := standing.first():
        _must_be_signed(newest.document)
        _must_have_run(newest, tried)
    open_still = standing.filter(served_on=None, document__state__in=[Document.State.APPROVED, Document.State.ISSUED])
    recipient = open_still.first()
    return store(recipient, tried, proceeding, deed.by, deed.role, deed.at) if recipient else None


def _must_be_signed(document: Document) -> None:
    """No clock starts on a paper that is not there."""
    signer = "、".join(str(role.label) for role in KINDS[document.kind].approver)
    remedies = {
        Document.State.FAILED: f"先在文书页补齐所缺内容（{document.error}），重新制作后再办理",
        Document.State.RETURNED: f"先按退回意见（{document.error}）补正并重新制作，由{signer}签发后再办理",
        Document.State.DRAFTED: f"先由{signer}签发，再登记送达",
    }
    if remedy := remedies.get(Document.State(document.state)):
        raise Refusal(
            f"《{document.title}》{document.state_label}，不能登记送达",
            under=CPL[87],
            remedy=remedy,
            code="paper_not_made",
        )


def _must_have_run(recipient: Recipient, tried: Attempt) -> None:
    """Who was served by a public notice is served on its last day; no clock starts before."""
    if recipient.served_on and recipient.served_on > tried.tried_on:
        day = f"{recipient.served_on:%Y-%m-%d}"
        raise Refusal(
            f"《{recipient.document.title}》对{recipient.name}公告送达，{day}公告期满才视为送达",
            under=CPL[95],
            remedy=f"公告期满后办理，送达日期填{day}",
            code="notice_runs",
        )


def store(
    recipient: Recipient, tried: Attempt, proceeding: Any, by: Any, role: str, at: datetime | None = None
) -> Delivery:
    """The same inside an act, at its moment: the case is locked and the act itself has said who may do it."""
    row = Recipient.objects.select_for_update(of=("self",)).select_related("document", "party").get(pk=recipient.pk)
    _check(row, tried, proceeding, by)
    return _keep(row, tried, proceeding, by, role, at)


def along(proceeding: Any, kinds: Iterable[str], party: Any, tried: Attempt, deed: Deed) -> list[Delivery]:
    """Papers that lay in the same envelope as the one whose service the act itself has checked: each kind's newest."""
    rows = Recipient.objects.select_for_update(of=("self",)).filter(
        document__proceeding_id=proceeding.pk, document__kind__in=kinds, party=party, served_on=None,
        document__state__in=[Document.State.APPROVED, Document.State.ISSUED],
    )  # fmt: skip
    newest = {row.document.kind: row for row in rows.select_related("document", "party").order_by("document_id")}
    return [_keep(row, tried, proceeding, deed.by, deed.role, deed.at) for row in newest.values()]


def _keep(row: Recipient, tried: Attempt, proceeding: Any, by: Any, role: str, at: datetime | None = None) -> Delivery:
    day, steps = _served_on(row, tried, proceeding) if tried.succeeded else (None, [])
    facts: dict[str, Any] = {
        "recipient": row.name,
        "method": Method(tried.method).label,
        "result": tried.result,
        "tried_on": tried.tried_on,
    }
    label = "登记送达" if tried.succeeded else "登记未能送达"
    event = note(row.document, proceeding, "documents.deliver", label, by, role, at=at, **facts)
    made = Delivery.objects.create(
        recipient=row, method=tried.method, tried_on=tried.tried_on, succeeded=tried.succeeded, result=tried.result,
        served_on=day, steps=steps, proof=tried.proof, waiver=tried.waiver, by=by, event=event,
        proof_name=tried.upload.name if tried.upload else "",
        file=keeping.store(tried.upload) if tried.upload else None,
    )  # fmt: skip
    if tried.succeeded:
        Recipient.objects.filter(pk=row.pk).update(served_on=day, method=tried.method)
        settle(row.document)
    return made


def _served_on(recipient: Recipient, tried: Attempt, proceeding: Any) -> tuple[date, list[str]]:
    """A party counts as served by the rules of each way; a department or an office on the day of its receipt."""
    if recipient.party is None:
        return tried.tried_on, []
    due = instruments.service_day(
        recipient.party, tried.method, tried.tried_on,
        court=proceeding.court, policy=proceeding.policy, abroad=tried.abroad,
    )  # fmt: skip
    return due.last_day, list(due.steps)


def settle(document: Document) -> None:
    """An issued paper is served once the last of its recipients is."""
    if not document.recipients.filter(served_on=None).exists():
        Document.objects.filter(pk=document.pk, state=Document.State.ISSUED).update(state=Document.State.SERVED)


def _check(recipient: Recipient, tried: Attempt, proceeding: Any, by: Any) -> None:
    document = recipient.document
    if not (document.is_valid or document.state == Document.State.APPROVED):
        raise Refusal(
            f"《{document.title}》{document.state_label}，不能送达",
            under=CPL[87],
            remedy="文书签发并且有效时才能送达",
            code="state",
        )
    if recipient.served_on:
        raise Refusal(
            f"{recipient.name}已于{recipient.served_on:%Y-%m-%d}送达",
            under=CPL[87],
            remedy="无需重复登记",
            code="served",
        )
    if tried.tried_on > clock.today() or tried.tried_on < clock.day_of(document.approved_at or document.ordered_at):
        raise Refusal(
            "送达日期不能早于文书签发之日，也不能晚于今天",
            under=CPL[87],
            remedy="核对送达回证上的日期",
            code="invalid",
            status=400,
        )
    if tried.method not in METHODS:
        raise Refusal("没有这种送达方式", under=CPL[87], remedy="从所列方式中选择", code="invalid", status=400)
    if tried.method == Method.PUBLIC_NOTICE:
        _check_public_notice(recipient, tried, proceeding, by)


def _check_public_notice(recipient: Recipient, tried: Attempt, proceeding: Any, by: Any) -> None:
    """最后的方式: the paper must allow it, the procedure must, and every other way must have been tried in vain."""
    kind = KINDS[recipient.document.kind]
    if not kind.public_notice:
        raise Refusal(
            f"《{kind.title}》不适用公告送达", under=CPL[95], remedy="改用其他送达方式", code="no_public_notice"
        )
    if _procedure(proceeding) != "ordinary":
        raise Refusal(
            "简易程序、小额诉讼不适用公告送达", under=INT[140], remedy="转为普通程序后再公告", code="no_public_notice"
        )
    if untried := untried_ways(recipient, proceeding):
        _check_waiver(tried, untried, proceeding, by)


def _procedure(proceeding: Any) -> str:
    """That of the trial; papers of a preservation share the procedure of the trial that it serves."""
    suits = proceeding.case.proceedings.filter(kind="trial", closed_at=None)
    suit = suits.first() if proceeding.kind == "preservation" else None
    return str(getattr(suit.actual if suit else proceeding, "procedure", "") or "ordinary")


def untried_ways(recipient: Recipient, proceeding: Any) -> list[str]:
    """Ways that the court's profile wants tried before a public notice and that have no failed attempt yet."""
    wanted = [Method(name) for name in proceeding.policy.value("service.before_public_notice")]
    if recipient.party is None or not recipient.party.electronic_service:
        wanted = [method for method in wanted if method != Method.ELECTRONIC]  # only with his consent: 第九十条
    failed = set(recipient.attempts.filter(succeeded=False).values_list("method", flat=True))
    return [str(method.label) for method in wanted if method not in failed]


def _check_waiver(tried: Attempt, untried: list[str], proceeding: Any, by: Any) -> None:
    if not tried.waiver.strip():
        raise Refusal(
            f"公告之前尚未试过：{'、'.join(untried)}", under=JIAMUSI["四", 2],
            remedy="先登记这些方式未能送达的经过，或者由负责人写明理由后办理",
            ask=by.role_names(MAY_WAIVE), code="ladder",
        )  # fmt: skip
    if not by.role_for(MAY_WAIVE, proceeding):
        raise Denied("未试其他方式而公告，须由部门负责人办理", ask=by.role_names(MAY_WAIVE), under=CPL[95])
