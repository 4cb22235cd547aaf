"""What people fill in about a paper: why it is sent back or revoked, and how service was attempted."""

from typing import Any

from django import forms

from courtflow.flow import clock

from . import uploads
from .delivery import METHODS, Attempt, Method
from .kinds import Kind
from .models import Recipient


class ReasonForm(forms.Form):
    """Why: sent back, revoked."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AttemptForm(forms.Form):
    """One attempt at service on one recipient."""

    method = forms.ChoiceField(label="方式", choices=[(method.value, method.label) for method in METHODS])
    tried_on = forms.DateField(
        label="日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="签收、到达、退回之日；公告的，填最后一次刊登之日",
    )
    succeeded = forms.TypedChoiceField(
        label="结果", choices=[("yes", "已送达"), ("no", "未能送达")], coerce=lambda value: value == "yes"
    )
    result = forms.CharField(label="经过", max_length=300, help_text="何人签收、为何未能送达")
    proof = forms.CharField(label="送达证明", max_length=200, help_text="送达回证、邮寄单号、电子送达凭证等")
    file = forms.FileField(label="证明文件", required=False, help_text="PDF、JPEG、PNG，不超过10兆字节")
    waiver = forms.CharField(
        label="未试其他方式而公告的理由",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="仅公告送达、且由部门负责人批准时填写",
    )

    def __init__(self, *args: Any, recipient: Recipient, kind: Kind, **kwargs: Any) -> None:
        """A public notice is offered only for papers that may be published."""
        kwargs.setdefault("initial", {"tried_on": clock.today()})
        kwargs["prefix"] = f"r{recipient.pk}"
        super().__init__(*args, **kwargs)
        if not kind.public_notice:
            offered = [method for method in METHODS if method != Method.PUBLIC_NOTICE]
            self.fields["method"] = forms.ChoiceField(
                label="方式", choices=[(method.value, method.label) for method in offered]
            )
            del self.fields["waiver"]

    def clean_file(self) -> uploads.Upload | None:
        file = self.cleaned_data.get("file")
        return uploads.read(file) if file else None

    @property
    def attempt(self) -> Attempt:
        read = self.cleaned_data
        return Attempt(
            read["method"], read["tried_on"], read["succeeded"], read["result"], read["proof"], read.get("waiver", ""),
            read["file"],
        )  # fmt: skip
