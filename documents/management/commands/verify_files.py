"""Whether every stored file still is what was handed in: missing, altered, and lying about without a row."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.files import shelf
from documents.models import StoredFile


class Command(BaseCommand):
    help = "Compare the stored files with the database; exits 1 when one is missing or altered."

    def handle(self, *args: Any, **options: Any) -> None:
        files = list(StoredFile.objects.order_by("id"))
        faults = [f"{file.sha256}：{why}（{users(file)}）" for file in files if (why := fault(file.sha256))]
        strangers = sorted(set(shelf.kept()) - {file.sha256 for file in files})
        for line in faults:
            self.stdout.write(line)
        for name in strangers:
            self.stdout.write(f"{name}：没有登记的文件（上传未完成或者系人为放入），可以移走")
        self.stdout.write(f"已核对{len(files)}个文件：{len(faults)}个有误，{len(strangers)}个没有登记")
        if faults:
            raise CommandError("有文件缺失或者被改动，请从备份恢复")


def fault(sha256: str) -> str:
    try:
        shelf.get(sha256)
    except shelf.Damaged as damage:
        return str(damage)
    return ""


def users(file: StoredFile) -> str:
    """Everything that refers to a file, whichever app it belongs to: materials, proofs, dossiers, attachments."""
    found = []
    for relation in StoredFile._meta.related_objects:
        rows = relation.related_model._base_manager.filter(**{relation.field.name: file})
        found += [f"{rows.model._meta.verbose_name}{pk}" for pk in rows.values_list("pk", flat=True)]
    return "用于" + "、".join(found) if found else "没有用处"
