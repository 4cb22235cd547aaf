"""Deduction of cash held, sale by the owner, reconsideration of rulings."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_limitation_events"),
        ("preservation", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="preservation",
            name="deduction_amount",
            field=models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="裁定扣划数额"),
        ),
        migrations.AddField(
            model_name="preservation",
            name="deduction_applied_on",
            field=models.DateField(null=True, verbose_name="债权人申请扣划日"),
        ),
        migrations.AddField(
            model_name="preservation",
            name="deduction_ruling_no",
            field=models.CharField(blank=True, max_length=80, verbose_name="扣划裁定文号"),
        ),
        migrations.AlterField(
            model_name="asset",
            name="status",
            field=models.CharField(
                choices=[
                    ("ordered", "待实施"),
                    ("controlled", "已控制"),
                    ("lapsed", "已失效"),
                    ("released", "已解除"),
                    ("realised", "已扣划或者变价"),
                ],
                default="ordered",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                ("grounds", models.TextField(verbose_name="复议理由")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("upheld", "驳回复议请求"), ("changed", "变更原裁定"), ("revoked", "撤销原裁定")],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("ruling_no", models.CharField(blank=True, max_length=80, verbose_name="复议裁定文号")),
                ("decided_on", models.DateField(null=True, verbose_name="裁定日期")),
                ("reason", models.TextField(blank=True, verbose_name="裁定理由")),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.party",
                        verbose_name="复议申请人",
                    ),
                ),
                (
                    "preservation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="preservation.preservation",
                    ),
                ),
            ],
            options={
                "verbose_name": "保全复议",
                "verbose_name_plural": "保全复议",
                "ordering": ["received_on", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("preservation", "party"), name="reviewed_once_per_party")
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfSale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("permitted_on", models.DateField(verbose_name="准许日期")),
                ("until", models.DateField(verbose_name="期限末日")),
                ("lowest", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="最低价格")),
                ("control", models.TextField(verbose_name="价款控制办法")),
                ("sold_on", models.DateField(null=True, verbose_name="变卖日期")),
                ("price", models.DecimalField(decimal_places=2, max_digits=16, null=True, verbose_name="变卖价款")),
                ("ended_on", models.DateField(null=True, verbose_name="终止日期")),
                ("ended_why", models.CharField(blank=True, max_length=300, verbose_name="终止原因")),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales",
                        to="preservation.asset",
                        verbose_name="财产",
                    ),
                ),
                (
                    "preservation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales",
                        to="preservation.preservation",
                    ),
                ),
                (
                    "seller",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.party",
                        verbose_name="申请人",
                    ),
                ),
            ],
            options={
                "verbose_name": "自行处置",
                "verbose_name_plural": "自行处置",
                "ordering": ["permitted_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on", None)), fields=("asset",), name="one_open_sale_per_asset"
                    )
                ],
            },
        ),
    ]
