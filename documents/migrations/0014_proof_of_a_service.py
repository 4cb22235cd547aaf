"""A receipt that came back after service was registered by an act belongs to the recipient who signed it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0013_proofs_leave_the_database")]

    operations = [
        migrations.AddField(
            model_name="material",
            name="recipient",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proofs",
                to="documents.recipient",
                verbose_name="受送达人",
            ),
        ),
    ]
