"""The words of the law on advance execution: which cases, and what counts as urgent."""

from __future__ import annotations

from preservation.terms import GUARANTEES

# 民诉法第一百零九条, in the order of its items.
GROUNDS = [
    ("support", "追索赡养费、扶养费、抚养费、抚恤金、医疗费用"),
    ("wages", "追索劳动报酬"),
    ("urgent", "因情况紧急需要先予执行"),
]
# 民诉法解释第一百七十条, in the order of its items.
URGENCIES = [
    ("infringement", "需要立即停止侵害、排除妨碍"),
    ("act", "需要立即制止某项行为"),
    ("insurance", "追索恢复生产、经营急需的保险理赔费"),
    ("relief", "需要立即返还社会保险金、社会救助资金"),
    ("money", "不立即返还款项，将严重影响权利人生活和生产经营"),
]
# 诉讼财产保全责任保险 answers for preservation alone.
SECURITIES = [choice for choice in GUARANTEES if choice[0] != "insurance"]

RESULTS = [("full", "全部执行"), ("part", "部分执行"), ("none", "未能执行")]
