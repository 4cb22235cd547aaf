"""Recurring duties and the days of instruments wait for a word as deadlines do."""

import django.db.models.deletion
from django.db import migrations, models


def describe(apps, schema_editor):
    """What stands in the table so far are moves of deadlines."""
    moves = apps.get_model("flow", "CalendarMove").objects.select_related("deadline__proceeding")
    for move in moves.iterator(chunk_size=500):
        move.row, move.title = move.deadline_id, move.deadline.title
        move.case_id, move.court_id = move.deadline.case_id, move.deadline.proceeding.court_id
        move.save(update_fields=["row", "title", "case", "court"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_membership_outside"),
        ("cases", "0005_limitation_events"),
        ("flow", "0005_calendar_moves"),
    ]

    operations = [
        migrations.RemoveConstraint("calendarmove", "one_pending_move_per_deadline"),
        migrations.AddField(
            "calendarmove", "kind", models.CharField(default="deadline", max_length=20, verbose_name="种类")
        ),
        migrations.AddField("calendarmove", "row", models.PositiveBigIntegerField(null=True, verbose_name="所属记录")),
        migrations.AddField("calendarmove", "title", models.CharField(default="", max_length=200, verbose_name="期限")),
        migrations.AddField(
            "calendarmove",
            "court",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.court",
                verbose_name="法院",
            ),
        ),
        migrations.AddField(
            "calendarmove",
            "case",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calendar_moves",
                to="cases.case",
                verbose_name="案件",
            ),
        ),
        migrations.AlterField(
            "calendarmove",
            "deadline",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="moves",
                to="flow.deadline",
                verbose_name="进行中的期限",
            ),
        ),
        migrations.RunPython(describe, migrations.RunPython.noop),
    ]
