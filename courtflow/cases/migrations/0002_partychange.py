import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PartyChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=60, verbose_name="变更项目")),
                ("old", models.CharField(blank=True, max_length=300, verbose_name="原内容")),
                ("new", models.CharField(max_length=300, verbose_name="新内容")),
                ("source", models.CharField(max_length=100, verbose_name="来源")),
                ("on", models.DateField(verbose_name="变更日期")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="cases.party",
                        verbose_name="当事人",
                    ),
                ),
            ],
            options={
                "verbose_name": "当事人信息变更",
                "verbose_name_plural": "当事人信息变更",
                "ordering": ["on", "id"],
            },
        ),
    ]
