"""No proof of service lies in the database any more."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0012_proofs_go_to_the_shelf")]

    operations = [
        migrations.RemoveField(model_name="delivery", name="proof_file"),
        migrations.RemoveField(model_name="delivery", name="proof_sha256"),
        migrations.RemoveField(model_name="delivery", name="proof_type"),
    ]
