"""No attachment lies in the database any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("duties", "0003_attachments_go_to_the_shelf")]

    operations = [
        migrations.RemoveField(model_name="duty", name="file"),
        migrations.RemoveField(model_name="duty", name="file_hash"),
    ]
