"""Signature, seal, service and archive of a paper; who must get it, each attempt, the images of seals."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_powers_follow_from_roles"),
        ("cases", "0003_related_searches"),
        ("documents", "0002_issued_documents_are_immutable"),
        ("flow", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("direct", "直接送达"),
                            ("electronic", "电子送达"),
                            ("post", "邮寄送达"),
                            ("post_returned", "邮寄退回视为送达"),
                            ("left", "留置送达"),
                            ("entrusted", "委托送达"),
                            ("grid", "网格员协助送达"),
                            ("pronounced", "定期宣判当庭送达"),
                            ("signed", "调解书签收"),
                            ("public_notice", "公告送达"),
                        ],
                        max_length=20,
                        verbose_name="方式",
                    ),
                ),
                ("tried_on", models.DateField(verbose_name="送达行为日（公告为公告刊登日）")),
                ("succeeded", models.BooleanField(verbose_name="已送达")),
                ("served_on", models.DateField(null=True, verbose_name="送达日")),
                ("steps", models.JSONField(default=list, verbose_name="送达日的确定")),
                ("result", models.CharField(max_length=300, verbose_name="结果")),
                ("proof", models.CharField(max_length=200, verbose_name="送达证明")),
                ("waiver", models.TextField(blank=True, verbose_name="未试其他方式而公告的理由")),
                ("proof_name", models.CharField(blank=True, max_length=120, verbose_name="证明文件名")),
                ("proof_type", models.CharField(blank=True, max_length=40)),
                ("proof_file", models.BinaryField(null=True, verbose_name="证明文件")),
                ("proof_sha256", models.CharField(blank=True, max_length=64, verbose_name="证明文件哈希")),
            ],
            options={
                "verbose_name": "送达过程",
                "verbose_name_plural": "送达过程",
                "ordering": ["tried_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Recipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="受送达人")),
                ("served_on", models.DateField(null=True, verbose_name="送达日")),
                (
                    "method",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("direct", "直接送达"),
                            ("electronic", "电子送达"),
                            ("post", "邮寄送达"),
                            ("post_returned", "邮寄退回视为送达"),
                            ("left", "留置送达"),
                            ("entrusted", "委托送达"),
                            ("grid", "网格员协助送达"),
                            ("pronounced", "定期宣判当庭送达"),
                            ("signed", "调解书签收"),
                            ("public_notice", "公告送达"),
                        ],
                        max_length=20,
                        verbose_name="送达方式",
                    ),
                ),
            ],
            options={
                "verbose_name": "受送达人",
                "verbose_name_plural": "受送达人",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("image", models.BinaryField(verbose_name="印模图像")),
                ("sha256", models.CharField(editable=False, max_length=64, verbose_name="图像哈希")),
                (
                    "diameter_mm",
                    models.PositiveSmallIntegerField(
                        help_text="按印章备案登记的规格填写", verbose_name="印章直径（毫米）"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="启用日期")),
                (
                    "source",
                    models.CharField(help_text="印章备案文件的名称和文号", max_length=200, verbose_name="启用依据"),
                ),
                ("added_at", models.DateTimeField(verbose_name="登记时间")),
            ],
            options={
                "verbose_name": "院印",
                "verbose_name_plural": "院印",
                "ordering": ["court", "-valid_from", "-id"],
            },
        ),
        migrations.RemoveIndex(
            model_name="document",
            name="document_pending",
        ),
        migrations.AddField(
            model_name="document",
            name="approved_at",
            field=models.DateTimeField(null=True, verbose_name="签发时间"),
        ),
        migrations.AddField(
            model_name="document",
            name="approved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="签发人",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="approved_role",
            field=models.CharField(blank=True, max_length=40, verbose_name="签发人身份"),
        ),
        migrations.AddField(
            model_name="document",
            name="archived_at",
            field=models.DateTimeField(null=True, verbose_name="归档时间"),
        ),
        migrations.AddField(
            model_name="document",
            name="receiver",
            field=models.CharField(blank=True, max_length=100, verbose_name="收件单位"),
        ),
        migrations.AddField(
            model_name="document",
            name="sealed_at",
            field=models.DateTimeField(null=True, verbose_name="用印时间"),
        ),
        migrations.AddField(
            model_name="document",
            name="sealing",
            field=models.CharField(
                choices=[("none", "不用印"), ("image", "电子印章"), ("by_hand", "手工用印")],
                default="by_hand",
                max_length=10,
                verbose_name="用印方式",
            ),
        ),
        migrations.AlterField(
            model_name="document",
            name="error",
            field=models.TextField(blank=True, verbose_name="未能制作或者退回的原因"),
        ),
        migrations.AlterField(
            model_name="document",
            name="issued_at",
            field=models.DateTimeField(null=True, verbose_name="发出时间"),
        ),
        migrations.AlterField(
            model_name="document",
            name="ordered_at",
            field=models.DateTimeField(verbose_name="拟稿时间"),
        ),
        migrations.AlterField(
            model_name="document",
            name="state",
            field=models.CharField(
                choices=[
                    ("drafted", "待签发"),
                    ("returned", "已退回"),
                    ("approved", "已签发"),
                    ("failed", "未能制作"),
                    ("issued", "已发出"),
                    ("served", "已送达"),
                    ("archived", "已归档"),
                    ("revoked", "已撤销"),
                    ("superseded", "已被取代"),
                ],
                default="approved",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="flow.event"
            ),
        ),
        migrations.AddField(
            model_name="recipient",
            name="document",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recipients",
                to="documents.document",
                verbose_name="文书",
            ),
        ),
        migrations.AddField(
            model_name="recipient",
            name="party",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="received",
                to="cases.party",
                verbose_name="受送达人",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attempts",
                to="documents.recipient",
                verbose_name="受送达人",
            ),
        ),
        migrations.AddField(
            model_name="seal",
            name="added_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登记人",
            ),
        ),
        migrations.AddField(
            model_name="seal",
            name="court",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="seals",
                to="accounts.court",
                verbose_name="法院",
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="seal",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="documents.seal",
                verbose_name="印章",
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(condition=models.Q(("state", "approved")), fields=["id"], name="document_approved"),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(
                fields=("document", "name", "party"), nulls_distinct=False, name="recipient_once"
            ),
        ),
    ]
