"""Files handed in: kept under their hash, withdrawn once with a reason, never rewritten or deleted."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE FUNCTION documents_material_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION '案卷材料不得删除（%）', OLD.title USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.case_id, NEW.proceeding_id, NEW.document_id, NEW.file_id, NEW.label, NEW.title, NEW.original_name,
        NEW.uploaded_by_id, NEW.uploaded_at, NEW.event_id)
       IS DISTINCT FROM
       (OLD.case_id, OLD.proceeding_id, OLD.document_id, OLD.file_id, OLD.label, OLD.title, OLD.original_name,
        OLD.uploaded_by_id, OLD.uploaded_at, OLD.event_id)
       OR OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR NEW.withdrawn_reason = '' THEN
        RAISE EXCEPTION '案卷材料只能写明原因后撤回一次（%）', OLD.title USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER documents_material_guard BEFORE UPDATE OR DELETE ON documents_material
    FOR EACH ROW EXECUTE FUNCTION documents_material_guard();
CREATE TRIGGER documents_storedfile_kept BEFORE UPDATE OR DELETE ON documents_storedfile
    FOR EACH ROW EXECUTE FUNCTION documents_kept('存储的文件');
"""

GONE = """
DROP TRIGGER documents_storedfile_kept ON documents_storedfile;
DROP TRIGGER documents_material_guard ON documents_material;
DROP FUNCTION documents_material_guard();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_limitation_events"),
        ("documents", "0005_what_the_database_refuses"),
        ("flow", "0005_calendar_moves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True, verbose_name="哈希")),
                ("size", models.PositiveBigIntegerField(verbose_name="字节数")),
                ("content_type", models.CharField(max_length=100, verbose_name="类型")),
                ("pages", models.PositiveIntegerField(null=True, verbose_name="页数")),
                ("stored_at", models.DateTimeField(verbose_name="存入时间")),
            ],
            options={
                "verbose_name": "存储的文件",
                "verbose_name_plural": "存储的文件",
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "label",
                    models.CharField(
                        choices=[
                            ("pleading", "起诉状"),
                            ("answer", "答辩状"),
                            ("application", "申请书"),
                            ("identity", "身份证明"),
                            ("authority", "委托代理手续"),
                            ("evidence", "证据材料"),
                            ("fee", "交费凭证"),
                            ("record", "笔录"),
                            ("instrument", "法律文书"),
                            ("service", "送达回证"),
                            ("performance", "履行凭证"),
                            ("assets", "财产调查材料"),
                            ("agreement", "协议"),
                            ("approval", "审批材料"),
                            ("hand_over", "移交材料"),
                            ("other", "其他材料"),
                        ],
                        max_length=20,
                        verbose_name="种类",
                    ),
                ),
                ("title", models.CharField(max_length=100, verbose_name="名称")),
                ("original_name", models.CharField(max_length=150, verbose_name="原文件名")),
                ("uploaded_at", models.DateTimeField(verbose_name="上传时间")),
                ("withdrawn_at", models.DateTimeField(null=True, verbose_name="撤回时间")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="撤回原因")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="cases.case",
                        verbose_name="案件",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_in",
                        to="documents.document",
                        verbose_name="所附文书",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="flow.event",
                        verbose_name="登记事件",
                    ),
                ),
                (
                    "proceeding",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_in",
                        to="cases.proceeding",
                        verbose_name="程序",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="上传人",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤回人",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="materials",
                        to="documents.storedfile",
                        verbose_name="文件",
                    ),
                ),
            ],
            options={
                "verbose_name": "案卷材料",
                "verbose_name_plural": "案卷材料",
                "ordering": ["uploaded_at", "id"],
            },
        ),
        migrations.RunSQL(KEPT, GONE),
    ]
