"""Whose an item of a ruling is, and which bank or registry must help to hold it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_limitation_events"),
        ("preservation", "0002_deduction_sale_and_review"),
    ]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="holder",
            field=models.CharField(blank=True, max_length=200, verbose_name="协助执行单位"),
        ),
        migrations.AddField(
            model_name="asset",
            name="owner",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="cases.party",
                verbose_name="被保全人",
            ),
        ),
    ]
