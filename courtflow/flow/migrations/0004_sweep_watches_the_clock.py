"""The sweep remembers how the clocks stood, why it stopped, and who gave his word for the clock."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("flow", "0003_suspension_and_extension"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="sweeprun",
            name="boot",
            field=models.CharField(blank=True, max_length=40, verbose_name="机器启动标识"),
        ),
        migrations.AddField(
            model_name="sweeprun",
            name="confirmed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="确认人",
            ),
        ),
        migrations.AddField(
            model_name="sweeprun",
            name="drift",
            field=models.FloatField(default=0, verbose_name="与应用服务器时钟相差（秒）"),
        ),
        migrations.AddField(
            model_name="sweeprun",
            name="events_seen",
            field=models.BigIntegerField(default=0, verbose_name="已见事件"),
        ),
        migrations.AddField(
            model_name="sweeprun",
            name="halted",
            field=models.TextField(blank=True, verbose_name="停止原因"),
        ),
        migrations.AddField(
            model_name="sweeprun",
            name="uptime",
            field=models.FloatField(null=True, verbose_name="机器运行时间（秒）"),
        ),
        migrations.AlterField(
            model_name="sweeprun",
            name="ended_at",
            field=models.DateTimeField(null=True, verbose_name="结束"),
        ),
        migrations.AlterField(
            model_name="sweeprun",
            name="failed",
            field=models.PositiveIntegerField(default=0, verbose_name="受阻"),
        ),
        migrations.AlterField(
            model_name="sweeprun",
            name="fired",
            field=models.PositiveIntegerField(default=0, verbose_name="届满处理"),
        ),
        migrations.AlterField(
            model_name="sweeprun",
            name="started_at",
            field=models.DateTimeField(verbose_name="开始"),
        ),
        migrations.AlterField(
            model_name="sweeprun",
            name="warned",
            field=models.PositiveIntegerField(default=0, verbose_name="预警"),
        ),
    ]
