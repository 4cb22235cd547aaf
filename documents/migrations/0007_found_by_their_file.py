from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0006_materials_of_a_case")]

    operations = [
        migrations.AddIndex(model_name="document", index=models.Index(fields=["sha256"], name="document_by_file")),
    ]
