"""Files as rows: what lies on the shelf, whoever brought it and whatever it is for."""

from __future__ import annotations

from django.db import models


class StoredFile(models.Model):
    """One content, once; it lies where documents.files.shelf says."""

    sha256 = models.CharField("哈希", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("字节数")
    content_type = models.CharField("类型", max_length=100)
    pages = models.PositiveIntegerField("页数", null=True)
    stored_at = models.DateTimeField("存入时间")

    class Meta:
        verbose_name = verbose_name_plural = "存储的文件"

    def __str__(self) -> str:
        return self.sha256[:12]
