"""What people fill in about papers and files: why one is sent back, how service was tried, what is handed in."""

from typing import Any

from django import forms
from django.conf import settings

from courtflow.cases.models import Case, Proceeding
from courtflow.flow import clock
from courtflow.flow.characters import Printable

from . import materials, uploads
from .delivery import METHODS, Attempt, Method
from .kinds import Kind
from .models import Document, Material, Recipient


class ReasonForm(Printable):
    """Why: sent back, revoked."""

    reason = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class AttemptForm(Printable):
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

    abroad = forms.BooleanField(
        label="受送达人在国内没有住所", required=False, help_text="仅公告送达时勾选，公告期按六十日计算"
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
            del self.fields["waiver"], self.fields["abroad"]

    def clean_file(self) -> uploads.Upload | None:
        file = self.cleaned_data.get("file")
        return uploads.read(file) if file else None

    @property
    def attempt(self) -> Attempt:
        read = self.cleaned_data
        return Attempt(
            read["method"], read["tried_on"], read["succeeded"], read["result"], read["proof"], read.get("waiver", ""),
            read["file"], read.get("abroad", False),
        )  # fmt: skip


class ProofForm(Printable):
    """送达回证 and what else proves a service, scanned when it came back."""

    title = forms.CharField(label="名称", max_length=100, required=False, help_text="不填的，以文书和受送达人为名称")
    file = forms.FileField(
        label="送达证明", widget=forms.ClearableFileInput(attrs={"accept": ",".join(uploads.SUFFIX.values())}),
        error_messages={"required": "请选择文件", "empty": "文件是空的，请重新选择", "max_length": "文件名过长"},
    )  # fmt: skip

    def __init__(self, *args: Any, recipient: Recipient, **kwargs: Any) -> None:
        kwargs["prefix"] = f"p{recipient.pk}"
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = f"{uploads.worded(uploads.PAGED)}，收入本案卷宗的“送达回证”"

    def clean_file(self) -> uploads.Upload:
        return uploads.read(self.cleaned_data["file"])


class MaterialForm(Printable):
    """A file handed into a case: what it is, where it belongs."""

    label = forms.ChoiceField(label="种类", choices=[("", "请选择"), *Material.Label.choices])
    title = forms.CharField(label="名称", max_length=100, required=False, help_text="不填的，以文件名为名称")
    proceeding = forms.ModelChoiceField(
        label="所属程序", queryset=Proceeding.objects.none(), required=False, empty_label="全案共用",
        error_messages={"invalid_choice": "请从本案的程序中选择"},
    )  # fmt: skip
    document = forms.ModelChoiceField(
        label="所附文书", queryset=Document.objects.none(), required=False, empty_label="不附于某份文书",
        help_text="如送达回证所附的文书", error_messages={"invalid_choice": "请从本案的文书中选择"},
    )  # fmt: skip
    file = forms.FileField(
        label="文件", widget=forms.ClearableFileInput(attrs={"accept": ",".join(uploads.SUFFIX.values())}),
        error_messages={"required": "请选择文件", "empty": "文件是空的，请重新选择", "max_length": "文件名过长"},
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        largest = settings.UPLOAD_LARGEST // 1_000_000
        self.fields["file"].help_text = f"{uploads.worded()}，不超过{largest}兆字节；以文件内容而不是文件名为准"
        self._offer("proceeding", case.proceedings.all())
        self._offer("document", case.documents.without_pdf())

    def _offer(self, name: str, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset = rows

    def clean_file(self) -> uploads.Upload:
        return uploads.read(self.cleaned_data["file"], accept=uploads.EVERY)

    @property
    def place(self) -> materials.Place:
        read = self.cleaned_data
        return materials.Place(read["label"], read["title"], read["proceeding"], read["document"])
