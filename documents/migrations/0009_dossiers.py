"""Dossiers: where each is on its way to the archive, and every PDF that was made of one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_membership_outside"),
        ("cases", "0005_limitation_events"),
        ("documents", "0008_masked_copies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dossier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("collecting", "立卷中"),
                            ("handed_over", "已移交待接收"),
                            ("archived", "已归档"),
                            ("kept", "部门存档"),
                            ("joined", "已并卷"),
                        ],
                        default="collecting",
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                (
                    "medium",
                    models.CharField(
                        blank=True,
                        choices=[("paper", "纸质"), ("electronic", "电子"), ("both", "纸质和电子")],
                        max_length=12,
                        verbose_name="归档介质",
                    ),
                ),
                ("retention", models.CharField(blank=True, max_length=10, verbose_name="保管期限")),
                ("keep_until", models.DateField(null=True, verbose_name="保管至")),
                ("slip", models.CharField(blank=True, max_length=100, verbose_name="移交单号")),
                ("handed_over_at", models.DateTimeField(null=True, verbose_name="移交时间")),
                ("listed", models.JSONField(default=list, verbose_name="移交清单")),
                ("gaps", models.JSONField(default=list, verbose_name="移交时的缺项")),
                ("received_at", models.DateTimeField(null=True, verbose_name="接收时间")),
                ("archive_no", models.CharField(blank=True, max_length=60, verbose_name="档号")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="存放位置")),
                ("returned_reason", models.CharField(blank=True, max_length=300, verbose_name="退回原因")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="cases.case",
                        verbose_name="案件",
                    ),
                ),
                (
                    "handed_over_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="移交人",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guests",
                        to="documents.dossier",
                        verbose_name="并入的卷宗",
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.department",
                        verbose_name="保管部门",
                    ),
                ),
                (
                    "proceeding",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossier",
                        to="cases.proceeding",
                        verbose_name="程序",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="接收人",
                    ),
                ),
            ],
            options={
                "verbose_name": "卷宗",
                "verbose_name_plural": "卷宗",
            },
        ),
        migrations.CreateModel(
            name="DossierBuild",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(verbose_name="版次")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "等待制作"),
                            ("running", "制作中"),
                            ("built", "已制成"),
                            ("failed", "未能制作"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("fingerprint", models.CharField(blank=True, max_length=64, verbose_name="内容哈希")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="已装订件数")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="总件数")),
                ("pages", models.PositiveIntegerField(null=True, verbose_name="页数")),
                ("requested_at", models.DateTimeField(verbose_name="提出时间")),
                ("built_at", models.DateTimeField(null=True, verbose_name="制成时间")),
                ("error", models.TextField(blank=True, verbose_name="未能制作的原因")),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease_until", models.DateTimeField(null=True)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="builds",
                        to="documents.dossier",
                        verbose_name="卷宗",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossiers",
                        to="documents.storedfile",
                        verbose_name="文件",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="制作人",
                    ),
                ),
            ],
            options={
                "verbose_name": "卷宗成品",
                "verbose_name_plural": "卷宗成品",
                "ordering": ["-version"],
            },
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["state", "handed_over_at"], name="documents_d_state_67ec10_idx"),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.UniqueConstraint(
                condition=models.Q(("archive_no", ""), _negated=True),
                fields=("keeper", "archive_no"),
                name="archive_number_once",
            ),
        ),
        migrations.AddIndex(
            model_name="dossierbuild",
            index=models.Index(
                condition=models.Q(("state__in", ["waiting", "running"])), fields=["id"], name="dossier_unfinished"
            ),
        ),
        migrations.AddConstraint(
            model_name="dossierbuild",
            constraint=models.UniqueConstraint(fields=("dossier", "version"), name="dossier_version_once"),
        ),
    ]
