"""Sums of money of a case, their plans and the ledger; stays are exclusions of the kernel now."""

from decimal import Decimal

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_membership_outside"),
        ("cases", "0005_limitation_events"),
        ("enforcement", "0003_execution_entrusted"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="execution",
            name="next_query",
            field=models.PositiveSmallIntegerField(null=True, verbose_name="下次终本查询次序"),
        ),
        migrations.CreateModel(
            name="CaseMoney",
            fields=[
                (
                    "proceeding_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="cases.proceeding",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=16, verbose_name="金额"),
                ),
                ("payer_name", models.CharField(blank=True, max_length=200, verbose_name="付款人")),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("transfer", "转账汇款"),
                            ("deduction", "法院扣划"),
                            ("auction", "拍卖变卖价款"),
                            ("counter", "窗口缴存"),
                            ("other_case", "自另案案款转入"),
                        ],
                        max_length=12,
                        verbose_name="来款渠道",
                    ),
                ),
                ("arrived_on", models.DateField(null=True, verbose_name="到账日期")),
                ("bank_ref", models.CharField(blank=True, max_length=100, verbose_name="银行流水号")),
                ("claim_evidence", models.TextField(blank=True, verbose_name="认领依据")),
                ("notified_on", models.DateField(null=True, verbose_name="通知承办人日期")),
                ("distribution", models.BooleanField(default=False, verbose_name="制作分配方案")),
                ("basis", models.TextField(blank=True, verbose_name="发放依据")),
                ("deduction_agreed", models.BooleanField(default=False, verbose_name="义务人同意以扣划款履行")),
                ("elsewhere_reason", models.CharField(blank=True, max_length=300, verbose_name="不扣留的理由")),
                ("approved_on", models.DateField(null=True, verbose_name="审批日期")),
                ("formal_on", models.DateField(null=True, verbose_name="手续完备日期")),
                ("receipt_no", models.CharField(blank=True, max_length=100, verbose_name="票据号")),
                ("paid_on", models.DateField(null=True, verbose_name="发放日期")),
                ("batch_no", models.CharField(blank=True, max_length=100, verbose_name="付款凭证号")),
                ("deferred", models.BooleanField(default=False, verbose_name="暂缓发放")),
                (
                    "deferral_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("distribution", "需要进行案款分配"),
                            ("frozen", "申请执行人因另案诉讼、执行或者涉嫌犯罪等原因，款项被保全或者冻结"),
                            ("unclaimed", "申请执行人经通知未领取"),
                            ("stayed", "案件被依法中止或者暂缓执行"),
                            ("account", "收款账户有误，正在核实"),
                            ("other", "有其他正当理由需要延缓发放"),
                        ],
                        max_length=14,
                        verbose_name="暂缓事由",
                    ),
                ),
                ("deferral_reason", models.CharField(blank=True, max_length=300, verbose_name="暂缓的事实和理由")),
                ("refund_ground", models.CharField(blank=True, max_length=300, verbose_name="退费依据")),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="money",
                        to="cases.caseaccount",
                        verbose_name="案款账号",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="money",
                        to="cases.proceeding",
                        verbose_name="承办程序",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.instrument",
                        verbose_name="退费依据的文书",
                    ),
                ),
                (
                    "payee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.party",
                        verbose_name="退费对象",
                    ),
                ),
                (
                    "payer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.party",
                        verbose_name="付款的当事人",
                    ),
                ),
            ],
            options={
                "verbose_name": "案款",
                "verbose_name_plural": "案款",
            },
            bases=("cases.proceeding",),
        ),
        migrations.CreateModel(
            name="PlanObjection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("raised_on", models.DateField(verbose_name="提出日期")),
                ("content", models.TextField(verbose_name="异议内容")),
                ("settled_on", models.DateField(null=True, verbose_name="处理日期")),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="处理结果")),
                (
                    "money",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_objections",
                        to="enforcement.casemoney",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.party",
                        verbose_name="异议人",
                    ),
                ),
            ],
            options={
                "verbose_name": "分配方案异议",
                "verbose_name_plural": "分配方案异议",
                "ordering": ["raised_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("principal", "判项金钱债务"),
                            ("interest", "一般债务利息"),
                            ("doubled", "加倍部分债务利息"),
                            ("costs", "权利人垫付的诉讼费用"),
                            ("fee", "申请执行费（上缴国库）"),
                            ("other_case", "转入另案（扣留或者参与分配）"),
                            ("return", "退还付款人"),
                        ],
                        max_length=12,
                        verbose_name="用途",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="金额")),
                ("verified_how", models.CharField(blank=True, max_length=200, verbose_name="账户核对方式")),
                ("returned_on", models.DateField(null=True, verbose_name="退票日期")),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.account",
                        verbose_name="收款账户",
                    ),
                ),
                (
                    "money",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="enforcement.casemoney"
                    ),
                ),
                (
                    "obligation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.obligation",
                        verbose_name="判项",
                    ),
                ),
                (
                    "payee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.party",
                        verbose_name="收款人",
                    ),
                ),
                (
                    "performance",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cases.performance"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="enforcement.execution",
                        verbose_name="另案执行案件",
                    ),
                ),
            ],
            options={
                "verbose_name": "发放明细",
                "verbose_name_plural": "发放明细",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Unidentified",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="金额")),
                ("payer_name", models.CharField(max_length=200, verbose_name="付款人")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("transfer", "转账汇款"),
                            ("deduction", "法院扣划"),
                            ("auction", "拍卖变卖价款"),
                            ("counter", "窗口缴存"),
                            ("other_case", "自另案案款转入"),
                        ],
                        max_length=12,
                        verbose_name="来款渠道",
                    ),
                ),
                ("arrived_on", models.DateField(verbose_name="到账日期")),
                ("bank_ref", models.CharField(max_length=100, verbose_name="银行流水号")),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="附言")),
                ("registered_at", models.DateTimeField(verbose_name="登记时间")),
                ("claimed_at", models.DateTimeField(null=True, verbose_name="认领时间")),
                (
                    "court",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.court",
                        verbose_name="法院",
                    ),
                ),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "不明款",
                "verbose_name_plural": "不明款",
                "ordering": ["arrived_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("arrival", "到账"),
                            ("unidentified", "不明款到账"),
                            ("claimed", "不明款转出至案件"),
                            ("payout", "发放"),
                            ("treasury", "上缴国库"),
                            ("other_case", "转入另案"),
                            ("return", "退还付款人"),
                            ("fee_in", "诉讼费专户拨入"),
                            ("fee_out", "退还诉讼费"),
                            ("reversal", "冲正"),
                        ],
                        max_length=14,
                        verbose_name="类别",
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16, verbose_name="金额")),
                ("on", models.DateField(verbose_name="日期")),
                ("counterparty", models.CharField(blank=True, max_length=300, verbose_name="对方")),
                ("reference", models.CharField(blank=True, max_length=100, verbose_name="凭证")),
                ("recorded_at", models.DateTimeField(verbose_name="记录时间")),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="cases.caseaccount",
                        verbose_name="案款账号",
                    ),
                ),
                (
                    "court",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.court",
                        verbose_name="法院",
                    ),
                ),
                (
                    "money",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="enforcement.casemoney",
                        verbose_name="案款",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="enforcement.ledgerentry",
                        verbose_name="冲正的记录",
                    ),
                ),
                (
                    "share",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="enforcement.share",
                        verbose_name="发放明细",
                    ),
                ),
                (
                    "unidentified",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="enforcement.unidentified",
                        verbose_name="不明款",
                    ),
                ),
            ],
            options={
                "verbose_name": "案款台账",
                "verbose_name_plural": "案款台账",
                "ordering": ["id"],
            },
        ),
        migrations.AddField(
            model_name="casemoney",
            name="unidentified",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="enforcement.unidentified",
                verbose_name="认领的不明款",
            ),
        ),
        migrations.DeleteModel(
            name="Stay",
        ),
        migrations.AddConstraint(
            model_name="unidentified",
            constraint=models.UniqueConstraint(fields=("court", "bank_ref"), name="unidentified_once"),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(fields=["account", "id"], name="enforcement_account_bc60c2_idx"),
        ),
        migrations.AddIndex(
            model_name="ledgerentry",
            index=models.Index(fields=["court", "on"], name="enforcement_court_i_182174_idx"),
        ),
        migrations.AddConstraint(
            model_name="ledgerentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount", 0), _negated=True), name="entry_moves_something"
            ),
        ),
        migrations.AddIndex(
            model_name="casemoney",
            index=models.Index(fields=["arrived_on"], name="money_arrived"),
        ),
    ]
