"""An example batch: an invented bank sues invented borrowers, whose numbers carry a right checksum only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from courtflow.law.identifiers import make_credit_code, make_id_number

from .columns import headings
from .sheets import as_bytes, workbook

REGION = "410811"
SURNAMES = "林郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
GIVEN = (
    "文博",
    "雨桐",
    "子涵",
    "海涛",
    "晓梅",
    "俊杰",
    "国栋",
    "淑珍",
    "永康",
    "佳慧",
    "思远",
    "春燕",
    "振华",
    "若曦",
    "景行",
)
TRADES = ("机电", "建材", "食品", "物流", "纺织")
BANK = "演示农商银行股份有限公司山阳支行"
MEDIATED = "演示小额贷款有限责任公司"


def example(rows: int = 30, on: date = date(2026, 11, 20)) -> bytes:
    """A workbook of `rows` filings received by `on`, in the columns of the template."""
    head = [heading for heading, _ in headings()]
    return as_bytes(workbook(head, ([row.get(name, "") for name in head] for row in _rows(rows, on)), "立案登记"))


def _rows(count: int, on: date) -> Iterator[dict[str, str]]:
    for number in range(1, count + 1):
        yield {**_case(number, on), **_plaintiff(number), **_defendants(number)}


def _case(number: int, on: date) -> dict[str, str]:
    amount = 18_000 + number * 1_377 % 482_000
    cause = "小额借款合同纠纷" if number % 6 == 0 else "金融借款合同纠纷"
    return {
        "外部编号": f"YH2026-{number:05d}",
        "收到材料日期": (on - timedelta(days=number % 3)).isoformat(),
        "案由": cause,
        "诉讼请求": f"判令被告偿还借款本金{amount}元及至实际清偿之日止的利息，诉讼费用由被告负担",
        "金钱给付纠纷": "是",
        "标的额": f"{amount}.{number % 100:02d}",
        "诉讼风险提示书回执": "是",
        "自动履行提示书回执": "是",
        "已告知变更义务": "是",
        "保全释明日期": (on - timedelta(days=number % 3)).isoformat(),
        "保全意见": ("不申请保全", "申请保全", "尚未决定")[number % 3],
    }


def _plaintiff(number: int) -> dict[str, str]:
    lender, serial = (MEDIATED, 70_000_002) if number % 6 == 0 else (BANK, 70_000_001)
    account = f"8800{serial}0001"
    return {
        "原告名称": lender,
        "原告类型": "法人",
        "原告证件号码": make_credit_code(REGION, serial),
        "原告法定代表人": "萧若曦" if serial % 2 else "程景行",
        "原告企业法人": "是",
        "原告联系电话": "0391-8800001",
        "原告送达地址": "演示市山阳区演示路1号",
        "原告已签送达地址确认书": "是",
        **{f"原告{purpose}户名": lender for purpose in ("收款", "退费")},
        **{f"原告{purpose}开户行": "演示银行山阳支行" for purpose in ("收款", "退费")},
        **{f"原告{purpose}账号": account for purpose in ("收款", "退费")},
    }


def _defendants(number: int) -> dict[str, str]:
    found = _company(number) if number % 5 == 0 else _person(1, number)
    if number % 4 == 0:
        found |= _person(2, number + 40_000)
    return found


def _person(place: int, seed: int) -> dict[str, str]:
    born = date(1966, 1, 1) + timedelta(days=seed * 37 % 12_000)
    return {
        f"被告{place}名称": SURNAMES[seed % len(SURNAMES)] + GIVEN[seed // len(SURNAMES) % len(GIVEN)],
        f"被告{place}类型": "自然人",
        f"被告{place}证件号码": make_id_number(REGION, born, seed % 1000),
        f"被告{place}联系电话": f"139{seed % 10**8:08d}",
        f"被告{place}送达地址": f"演示市山阳区建设路{seed % 900 + 1}号",
    }


def _company(number: int) -> dict[str, str]:
    """A few companies come again and again, as debtors in trouble do."""
    which = number // 5 % 40
    return {
        "被告1名称": f"演示{TRADES[which % len(TRADES)]}{which + 1}号有限公司",
        "被告1类型": "法人",
        "被告1证件号码": make_credit_code(REGION, 71_000_000 + which),
        "被告1法定代表人": SURNAMES[which % len(SURNAMES)] + GIVEN[which % len(GIVEN)],
        "被告1企业法人": "是",
        "被告1注册资本": "1000000",
        "被告1联系电话": "0391-8800100",
        "被告1送达地址": f"演示市山阳区工业路{which + 1}号",
    }
