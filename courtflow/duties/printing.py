"""后果警示告知书: printed in batches by 综合办公室, handed to each trial team, and counted (南召四8)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from courtflow.accounts.models import Department
from courtflow.accounts.roles import Unit
from courtflow.flow.facts import Confirm, Day, Facts, RowsField, Text
from documents.kinds import KINDS
from documents.models import Recipient
from documents.wording import in_force

from .models import Duty

PAPER = "consequence_warning"
TEAMS = (Unit.TRIAL, Unit.TRIBUNAL, Unit.COMPREHENSIVE)  # 各审判业务团队


def teams(court_id: int) -> QuerySet[Department]:
    return Department.objects.filter(court=court_id, kind__in=TEAMS).order_by("kind", "id")


def printed_before(duty: Any) -> tuple[int, int]:
    """(printed, handed out) according to what was filed for earlier periods: the difference is in stock."""
    earlier = Duty.objects.filter(court=duty.court_id, rule=duty.rule, first_on__lt=duty.first_on)
    filed = earlier.filter(state__in=[Duty.State.FILED, Duty.State.LATE]).values_list("content", flat=True)
    printed = sum(content["printed"] for content in filed)
    return printed, sum(row["copies"] for content in filed for row in content["teams"])


def stock(duty: Any) -> int:
    printed, handed_out = printed_before(duty)
    return printed - handed_out


class TeamRow(forms.Form):
    """What one team got."""

    team = forms.ModelChoiceField(Department.objects.none(), label="审判业务团队")
    copies = forms.IntegerField(label="份数", min_value=1)
    issued_on = Day(label="发放日期")
    receiver = forms.CharField(label="领取人", max_length=50)


class PrintFacts(Facts):
    """印制、发放登记: how many were printed, and how many each team got."""

    printed = forms.IntegerField(label="本期印制份数", min_value=0, help_text="没有印制的填0，从结存中发放")
    printed_on = Day(label="印制日期", past=True, required=False)
    design = Confirm(label="印制、发放的是执行局设计的现行文本")
    teams = RowsField(TeamRow, label="发放各审判业务团队的份数")
    note = Text(label="说明", required=False, max_length=500)

    def prepare(self, proceeding: Any) -> None:
        choices = {"team": forms.ModelChoiceField(teams(proceeding.court_id), label="审判业务团队")}
        rows: Any = self.fields["teams"]
        rows.row_form = rows.widget.row_form = type("CourtTeamRow", (TeamRow,), choices)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        printed, rows = facts.get("printed"), facts.get("teams") or []
        if printed and not facts.get("printed_on") and "printed_on" not in self.errors:
            self.add_error("printed_on", "请填写印制日期")
        if printed == 0 and not rows and not facts.get("note"):
            self.add_error("note", "没有印制也没有发放的，请说明原因")
        if any(row["issued_on"] > self.day for row in rows if self.day):
            self.add_error("teams", "发放日期不能晚于今天")
        handed_out, left = sum(row["copies"] for row in rows), stock(self.proceeding)
        if printed is not None and handed_out > left + printed:
            self.add_error(
                "teams", f"发放{handed_out}份，多于结存{left}份与本期印制{printed}份之和{left + printed}份，请核对"
            )
        return facts


def needed(duty: Any) -> dict[str, Any]:
    """The text in force, what is in stock, and what each team served in the period."""
    printed, handed_out = printed_before(duty)
    served = {team.name: _served(duty, team) for team in teams(duty.court_id)}
    rows = [("现行文本", _version(duty), "执行局设计的文本；修改后另成一版"),
            ("上期结存", f"{printed - handed_out}份", f"此前印制{printed}份，发放{handed_out}份")]  # fmt: skip
    rows += [(f"{name}送达份数", f"{count}份", "本期随裁判文书、调解书送达的") for name, count in served.items()]
    return {"figures": [{"title": title, "value": value, "formula": formula} for title, value, formula in rows]}


def _served(duty: Any, team: Department) -> int:
    served = Recipient.objects.filter(document__kind=PAPER, document__proceeding__department=team)
    return served.filter(served_on__range=(duty.first_on, duty.last_on)).count()


def _version(duty: Any) -> str:
    """The court's own words per paragraph by their version; where it has none, the standard text stands."""
    own = in_force(duty.court, PAPER, duty.last_on)
    said = [f"“{slot.title}”第{own[slot.slug].version}版" for slot in KINDS[PAPER].every_slot if slot.slug in own]
    return "、".join(said) or "标准文本"
