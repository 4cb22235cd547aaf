"""Annexes that several kinds share: the four of 佳木斯四（一） (流程、风险、强制措施、执行不能), and the 回执."""

from . import Annex, Slot

PROCESS = Annex("执行流程", "documents/annexes/process.html", (Slot("annex_process", "附件1 执行流程"),))
RISK = Annex("执行风险提示", "documents/annexes/risk.html", (Slot("annex_risk", "附件2 执行风险提示"),))
MEASURES = Annex(
    "强制措施", "documents/annexes/measures.html", (Slot("annex_measures", "附件3 强制措施", ("罚款", "拘留")),)
)
IMPOSSIBLE = Annex(
    "执行不能的说明",
    "documents/annexes/impossible.html",
    (Slot("annex_impossible", "附件4 执行不能的说明", ("执行不能",)),),
)
RECEIPT = Annex("送达回执", "documents/annexes/receipt.html", slip=True)
ENFORCEMENT_ANNEXES = (PROCESS, RISK, MEASURES, IMPOSSIBLE)
