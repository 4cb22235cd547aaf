"""Masked copies for publication, kept as they were made."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE TRIGGER documents_maskedcopy_kept BEFORE UPDATE OR DELETE ON documents_maskedcopy
    FOR EACH ROW EXECUTE FUNCTION documents_kept('公布文本');
"""
LET_GO = "DROP TRIGGER documents_maskedcopy_kept ON documents_maskedcopy;"


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_found_by_their_file"),
        ("flow", "0005_calendar_moves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MaskedCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("snapshot", models.JSONField(verbose_name="隐名处理后的内容")),
                ("hidden", models.JSONField(default=list, verbose_name="隐去的内容")),
                ("warnings", models.JSONField(default=list, verbose_name="须人工核对的事项")),
                ("pdf", models.BinaryField(verbose_name="文件")),
                ("sha256", models.CharField(max_length=64, verbose_name="文件哈希")),
                ("pages", models.PositiveSmallIntegerField(verbose_name="页数")),
                ("made_at", models.DateTimeField(verbose_name="制作时间")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="masked_copies",
                        to="documents.document", verbose_name="原文书",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="flow.event",
                        verbose_name="登记事件",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL,
                        verbose_name="核对制作人",
                    ),
                ),
            ],
            options={
                "verbose_name": "公布文本", "verbose_name_plural": "公布文本", "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.RunSQL(KEPT, LET_GO),
    ]  # fmt: skip
