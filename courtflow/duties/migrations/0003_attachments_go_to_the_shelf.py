"""The attachments that lay in the database go to the shelf; backwards they come back from it."""

from typing import Any

from django.db import migrations

from documents.files import shelf
from documents.migrations._shelving import kind_by_name, shelve


def to_the_shelf(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("duties", "Duty").objects
    for pk in list(rows.exclude(file=None).values_list("pk", flat=True)):
        row = rows.get(pk=pk)
        rows.filter(pk=pk).update(attachment=shelve(apps, bytes(row.file), kind_by_name(row.file_name)))


def back(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("duties", "Duty").objects
    for row in rows.exclude(attachment=None).select_related("attachment").iterator(chunk_size=1):
        sha256 = row.attachment.sha256
        rows.filter(pk=row.pk).update(file=shelf.get(sha256), file_hash=sha256)


class Migration(migrations.Migration):
    dependencies = [("duties", "0002_attachment_is_a_kept_file")]

    operations = [migrations.RunPython(to_the_shelf, back)]
