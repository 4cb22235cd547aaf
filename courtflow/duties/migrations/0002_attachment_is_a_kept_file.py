"""What is filed with a duty becomes one of the kept files, like all that people hand in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0009_dossiers"), ("duties", "0001_recurring_duties")]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="attachment",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties",
                to="documents.storedfile",
                verbose_name="附件",
            ),
        ),
    ]
