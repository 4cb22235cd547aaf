"""Days that do not count and time added by leave; a clock is written anew and keeps the one before."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("flow", "0002_append_only"),
    ]

    operations = [
        migrations.AddField(
            model_name="deadline",
            name="floor_on",
            field=models.DateField(null=True, verbose_name="不早于"),
        ),
        migrations.AddField(
            model_name="deadline",
            name="floor_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="不早于的理由"),
        ),
        migrations.AddField(
            model_name="deadline",
            name="origin",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="occurrences",
                to="flow.deadline",
                verbose_name="最初的期限",
            ),
        ),
        migrations.AddField(
            model_name="deadline",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="successor",
                to="flow.deadline",
                verbose_name="所替代的期限",
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="state",
            field=models.CharField(
                choices=[
                    ("running", "进行中"),
                    ("overdue", "已逾期未办"),
                    ("met", "按期办结"),
                    ("late", "逾期办结"),
                    ("fired", "届满已处理"),
                    ("cancelled", "已撤销"),
                    ("stuck", "处理受阻"),
                    ("suspended", "中止中"),
                    ("replaced", "已重算"),
                ],
                default="running",
                max_length=12,
                verbose_name="状态",
            ),
        ),
        migrations.CreateModel(
            name="Exclusion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ground", models.CharField(max_length=30, verbose_name="事由")),
                (
                    "rules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), size=None, verbose_name="不计入的期限"
                    ),
                ),
                ("first", models.DateField(verbose_name="起")),
                ("last", models.DateField(null=True, verbose_name="止")),
                ("article", models.CharField(max_length=200, verbose_name="依据")),
                ("approver", models.CharField(max_length=100, verbose_name="批准人")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusions_closed",
                        to="flow.event",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exclusions_opened", to="flow.event"
                    ),
                ),
                (
                    "proceeding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exclusions", to="cases.proceeding"
                    ),
                ),
            ],
            options={
                "verbose_name": "不计入期限的期间",
                "verbose_name_plural": "不计入期限的期间",
                "ordering": ["first", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("last", None)),
                        fields=("proceeding", "ground"),
                        name="one_open_exclusion_per_ground",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("length", models.PositiveIntegerField(null=True, verbose_name="长度")),
                ("unit", models.CharField(blank=True, max_length=10, verbose_name="单位")),
                ("until", models.DateField(null=True, verbose_name="延长至")),
                ("article", models.CharField(max_length=200, verbose_name="依据")),
                ("approver", models.CharField(max_length=100, verbose_name="批准人")),
                ("reason", models.CharField(max_length=300, verbose_name="理由")),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="flow.deadline",
                        verbose_name="最初的期限",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="extensions", to="flow.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "期限的延长",
                "verbose_name_plural": "期限的延长",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("length", None), ("until", None), _connector="XOR"),
                        name="extension_by_length_or_until",
                    )
                ],
            },
        ),
    ]
