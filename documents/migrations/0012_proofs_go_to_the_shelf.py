"""The proofs of service that lay in the database go to the shelf; backwards they come back from it.

An attempt at service is never rewritten, so the guard of migration 0005 is off while its file moves.
"""

from typing import Any

from django.db import migrations

from documents.files import shelf

from ._shelving import shelve

OFF = "ALTER TABLE documents_delivery DISABLE TRIGGER documents_delivery_kept"
# A table with checks still to be made cannot be altered.
ON = "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE documents_delivery ENABLE TRIGGER documents_delivery_kept"
NAME = 120  # characters that a name had room for before


def to_the_shelf(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("documents", "Delivery").objects
    for pk in list(rows.exclude(proof_file=None).values_list("pk", flat=True)):
        row = rows.get(pk=pk)
        rows.filter(pk=pk).update(file=shelve(apps, bytes(row.proof_file), row.proof_type))


def back(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("documents", "Delivery").objects
    for row in rows.exclude(file=None).select_related("file").iterator(chunk_size=1):
        rows.filter(pk=row.pk).update(
            proof_file=shelf.get(row.file.sha256), proof_sha256=row.file.sha256, proof_type=row.file.content_type[:40],
            proof_name=row.proof_name[:NAME],
        )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("documents", "0011_service_proved_by_a_kept_file")]

    operations = [
        migrations.RunSQL(OFF, ON),
        migrations.RunPython(to_the_shelf, back),
        migrations.RunSQL(ON, OFF),
    ]
