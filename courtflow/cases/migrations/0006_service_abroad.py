"""Service knows whether the party has no domicile in the country: his time to appeal is thirty days."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_limitation_events")]

    operations = [
        migrations.AddField("service", "abroad", models.BooleanField(default=False, verbose_name="在国内没有住所")),
    ]
