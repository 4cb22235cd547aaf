"""Parties (当事人) with their agents, addresses and accounts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from pypinyin import lazy_pinyin

from courtflow.law import identifiers

from .case import Case


class Party(models.Model):
    """Somebody in a case; identity numbers (GB 11643) and credit codes (GB 32100) are checked before storing."""

    class Kind(models.TextChoices):
        NATURAL = "natural", "自然人"
        LEGAL = "legal", "法人"
        OTHER = "other", "非法人组织"

    class Role(models.TextChoices):
        PLAINTIFF = "plaintiff", "原告"
        DEFENDANT = "defendant", "被告"
        THIRD = "third", "第三人"
        APPLICANT = "applicant", "申请人"
        RESPONDENT = "respondent", "被申请人"
        OUTSIDER = "outsider", "案外人"

    CREDITOR_SIDE = (Role.PLAINTIFF, Role.APPLICANT)
    DEBTOR_SIDE = (Role.DEFENDANT, Role.RESPONDENT)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties", verbose_name="案件")
    role = models.CharField("诉讼地位", max_length=12, choices=Role)
    kind = models.CharField("类型", max_length=10, choices=Kind)
    name = models.CharField("姓名或名称", max_length=200)
    pinyin = models.CharField("拼音", max_length=600, editable=False)
    grams = ArrayField(models.CharField(max_length=2), default=list, editable=False)
    identifier = models.CharField("身份证号或统一社会信用代码", max_length=30, blank=True, db_index=True)
    enterprise = models.BooleanField("企业法人", default=False)
    legal_representative = models.CharField("法定代表人或负责人", max_length=60, blank=True)
    registered_capital = models.DecimalField("注册资本", max_digits=18, decimal_places=2, null=True, blank=True)
    licence_revoked_on = models.DateField("营业执照吊销日期", null=True, blank=True)
    licence_source = models.CharField("登记信息来源", max_length=100, blank=True)
    zombie_confirmed = models.BooleanField("经人工认定为僵尸企业", default=False)
    phone = models.CharField("本人联系电话", max_length=40, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    electronic_service = models.BooleanField("同意电子送达", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "当事人"
        ordering = ["case", "id"]
        # A two-character name is shorter than a trigram: names are found by their pairs of characters.
        indexes = [GinIndex(fields=["grams"], name="party_name_grams")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pinyin = "".join(lazy_pinyin(self.name))[:600]
        self.grams = name_grams(self.name)
        if "name" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*kwargs["update_fields"], "pinyin", "grams"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        check_identifier(self.kind, self.identifier)

    @property
    def masked_identifier(self) -> str:
        return identifiers.mask_id(self.identifier) if self.identifier else ""

    @property
    def service_address(self) -> Address | None:
        """Where papers go: the confirmed service address, else the newest of any kind."""
        rows = sorted(self.addresses.all(), key=lambda a: (a.kind == Address.Kind.SERVICE, a.pk), reverse=True)
        return rows[0] if rows else None

    @property
    def payee_account(self) -> Account | None:
        return next((a for a in self.accounts.all() if a.purpose == Account.Purpose.PAYEE and a.until is None), None)


def name_grams(name: str) -> list[str]:
    """Every pair of neighbouring characters of a name, without spaces and middle dots, in upper case."""
    plain = "".join(name.split()).replace("·", "").replace("•", "").upper()
    return sorted({plain[i : i + 2] for i in range(len(plain) - 1)} or {plain} - {""})


def check_identifier(kind: str, value: str) -> None:
    """ValidationError in Chinese when a number does not fit its kind of party; an empty one is allowed."""
    if not value:
        return
    try:
        if kind == Party.Kind.NATURAL:
            identifiers.check_id_number(value)
        else:
            identifiers.check_credit_code(value)
    except ValueError as error:
        raise ValidationError({"identifier": str(error)}) from error


class Agent(models.Model):
    """A party's agent, with contacts of his own that never stand in for the party's (山阳第六条)."""

    class Kind(models.TextChoices):
        LAWYER = "lawyer", "律师"
        LEGAL_WORKER = "legal_worker", "基层法律服务工作者"
        OTHER = "other", "其他委托代理人"

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="agents")
    kind = models.CharField("类型", max_length=20, choices=Kind)
    name = models.CharField("姓名", max_length=60)
    firm = models.CharField("单位", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=40)
    address = models.CharField("送达地址", max_length=200)
    special_power = models.BooleanField("特别授权", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "委托代理人"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.name}（{self.get_kind_display()}）"


class Address(models.Model):
    """One of a party's addresses with its source; several are kept side by side (A-4.10)."""

    class Kind(models.TextChoices):
        SERVICE = "service", "送达地址"
        HABITUAL = "habitual", "经常居住地"
        REGISTERED = "registered", "户籍地或住所地"

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="addresses")
    kind = models.CharField("类型", max_length=12, choices=Kind, default=Kind.SERVICE)
    text = models.CharField("地址", max_length=200)
    phone = models.CharField("电话", max_length=40, blank=True)
    source = models.CharField("来源", max_length=100)
    verified_on = models.DateField("核实日期", null=True, blank=True)
    confirmed = models.BooleanField("已签送达地址确认书", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "地址"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class Account(models.Model):
    """A payee account or a fee-refund account; a changed one is ended and a new one added (C-6.1, C-6.2)."""

    class Purpose(models.TextChoices):
        PAYEE = "payee", "收款账户"
        REFUND = "refund", "诉讼费退费账户"

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="accounts")
    purpose = models.CharField("用途", max_length=10, choices=Purpose)
    holder = models.CharField("户名", max_length=200)
    bank = models.CharField("开户行", max_length=100)
    number = models.CharField("账号", max_length=40)
    since = models.DateField("启用日期")
    until = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "账户"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.holder} {self.bank} {identifiers.mask_account(self.number)}"


class Unmasking(models.Model):
    """Each look behind a mask, with its reason (个人信息保护; B-2.7)."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="unmaskings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("事由", max_length=200)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = verbose_name_plural = "查看敏感信息记录"
        ordering = ["-at"]
