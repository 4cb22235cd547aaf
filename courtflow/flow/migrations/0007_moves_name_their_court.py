"""Every move names its row, its title and its court; one waits for each day."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("flow", "0006_moves_of_other_days")]

    operations = [
        migrations.AlterField("calendarmove", "row", models.PositiveBigIntegerField(verbose_name="所属记录")),
        migrations.AlterField("calendarmove", "title", models.CharField(max_length=200, verbose_name="期限")),
        migrations.AlterField(
            "calendarmove",
            "court",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="accounts.court",
                verbose_name="法院",
            ),
        ),
        migrations.AddConstraint(
            "calendarmove",
            models.UniqueConstraint(
                fields=["kind", "row"], condition=models.Q(state="pending"), name="one_pending_move_per_day"
            ),
        ),
    ]
