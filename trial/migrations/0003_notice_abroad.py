from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trial", "0002_inquiries_limits_and_answers")]

    operations = [
        migrations.AddField(
            "noticeapproval", "abroad", models.BooleanField(default=False, verbose_name="在国内没有住所")
        ),
    ]
