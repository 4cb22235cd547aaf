"""Deadlines that a changed calendar would move wait for somebody's word."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("flow", "0004_sweep_watches_the_clock"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="deadline",
            name="spared",
            field=models.JSONField(default=list, verbose_name="不计入的期间"),
        ),
        migrations.CreateModel(
            name="CalendarMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cause", models.CharField(max_length=300, verbose_name="变更依据")),
                ("old_on", models.DateField(verbose_name="原末日")),
                ("new_on", models.DateField(verbose_name="新末日")),
                ("found_at", models.DateTimeField(verbose_name="发现时间")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待确认"),
                            ("moved", "已改期"),
                            ("kept", "维持原日"),
                            ("overtaken", "已随其他事项重新计算"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moves",
                        to="flow.deadline",
                        verbose_name="期限",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="flow.event"
                    ),
                ),
            ],
            options={
                "verbose_name": "期限改期",
                "verbose_name_plural": "期限改期",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "pending")),
                        fields=("deadline",),
                        name="one_pending_move_per_deadline",
                    )
                ],
            },
        ),
    ]
