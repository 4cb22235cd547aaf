"""The file that proves an attempt at service becomes one of the kept files, like all that people hand in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0010_what_service_settles")]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="file",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="documents.storedfile",
                verbose_name="证明文件",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="proof_name",
            field=models.CharField(blank=True, max_length=150, verbose_name="证明文件名"),
        ),
    ]
