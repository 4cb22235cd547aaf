"""`manage.py calc`: periods, effect, interest, fees, working days, case numbers and sums in words; no server needed."""

from __future__ import annotations

import json
import sys
from argparse import RawDescriptionHelpFormatter
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from courtflow.calculators import grammar, venue
from courtflow.calculators.asking import Answer, BadQuestion, Calculator, plain
from courtflow.calculators.catalogue import CALCULATORS
from courtflow.calculators.claims import read_claim
from courtflow.law.numbers import TYPE_NAMES, CaseNumber
from courtflow.law.numerals import rmb_upper

CLAIM_HELP = """
--file 的内容（- 为标准输入），各项与同名选项相同，日期 2024-09-30，金额为文字或数字：
{
  "principal": "1000000.00",
  "first": "2024-09-30",            加倍部分首日；或 "due" 履行期末日；或 "spans"
  "last": "2025-01-07",             计算至；或 "days" 天数；不填的计至最后一次履行
  "spans": [{"first": "2024-09-30", "last": "2025-01-07"}],
  "instalments": [{"on": "2024-10-01", "amount": "50000"}],
  "costs": "13800",
  "general": [{"daily": "0.0005", "first": "2015-01-01", "last": "2015-12-31"}],
  "payments": [{"on": "2015-09-01", "amount": "11325"}],
  "exclude": [{"first": "2024-03-01", "last": "2024-05-31", "reason": "再审中止执行"}],
  "bankruptcy": "2024-11-20",
  "same_day": false, "costs_bear_doubled": false, "order": "costs,general,principal,doubled"
}
"""


class Command(BaseCommand):
    help = "期限与费用计算：期间、生效、迟延履行利息、诉讼费用、工作日、案号、大写金额；不需要任何服务器"
    requires_system_checks: list[str] = []  # no check concerns pure arithmetic

    def add_arguments(self, parser: CommandParser) -> None:
        kinds = parser.add_subparsers(dest="what", required=True, metavar="计算器", parser_class=CommandParser)
        for slug, calculator in CALCULATORS.items():
            own = kinds.add_parser(
                slug,
                help=calculator.title,
                description=calculator.title,
                epilog=CLAIM_HELP if slug == "interest" else None,
                formatter_class=RawDescriptionHelpFormatter,
                allow_abbrev=False,
            )
            grammar.add_options(own, calculator.question)
            own.add_argument("--court", metavar="代字", help="法院代字，如 豫0811：用该院的日历和规则（需要数据库）")
            own.add_argument("--json", action="store_true", help="输出 JSON")
            if slug == "interest":
                own.add_argument("--file", metavar="文件", help="从 JSON 文件读取，- 为标准输入")
        for slug, title, word in (("number", "解析案号", "案号"), ("amount", "人民币大写", "金额")):
            own = kinds.add_parser(slug, help=title, description=title)
            own.add_argument("text", metavar=word)
            own.add_argument("--json", action="store_true", help="输出 JSON")

    def run_from_argv(self, argv: list[str]) -> None:
        """As Django runs a command, but whatever is wrong with the question is one line on stderr and exit code 2."""
        try:
            options = vars(self.create_parser(argv[0], argv[1]).parse_args(argv[2:]))
            # Nobody waits long for a server that the answer does not need.
            connections["default"].settings_dict.setdefault("OPTIONS", {})["connect_timeout"] = 2
            self.execute(**options)
        except CommandError as error:
            sys.stderr.write(f"{grammar.in_chinese(str(error))}\n")
            sys.exit(2)
        finally:
            connections.close_all()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            answer, lines = self._answer(options)
        except BadQuestion as bad:
            raise CommandError(grammar.complaint(bad, CALCULATORS[options["what"]].question), returncode=2) from None
        except (venue.UnknownCourt, ValueError) as error:
            raise CommandError(str(error), returncode=2) from None
        if options["json"]:
            lines = [json.dumps(plain(answer), ensure_ascii=False, indent=2)]
        self.stdout.write("\n".join(lines))

    def _answer(self, options: dict[str, Any]) -> tuple[Answer, list[str]]:
        if options["what"] == "number":
            return _number(options["text"])
        if options["what"] == "amount":
            return _amount(options["text"])
        calculator = CALCULATORS[options["what"]]
        where = venue.by_code(options["court"]) if options["court"] else venue.national()
        answer = calculator.ask(self._given(calculator, options), where)
        return answer, _told(calculator, answer)

    def _given(self, calculator: Calculator, options: dict[str, Any]) -> dict[str, Any]:
        """Options win over what the file says."""
        file = options.get("file")
        found = read_claim(file, calculator.question) if file else {}
        return found | grammar.given(options, calculator.question)


def _told(calculator: Calculator, answer: Answer) -> list[str]:
    lines = [*(f"{label}：{value}" for label, value in calculator.headline(answer)), "", "为什么："]
    lines += [f"{number}. {step}" for number, step in enumerate(_all_steps(answer), start=1)]
    if answer.get("provisional"):
        lines += ["", "暂定：所涉年度的放假安排尚未载入"]
    return [*lines, "", f"日历：{answer['calendar']}"] if "calendar" in answer else lines


def _all_steps(answer: Answer) -> list[str]:
    parties = [f"{party['party']}：{step}" for party in answer.get("parties", ()) for step in party["steps"]]
    terms = [f"履行期：{step}" for term in answer.get("terms", ()) for step in term["steps"]]
    limitation = [f"申请执行期间：{step}" for step in answer.get("limitation_steps", ())]
    return [*answer["steps"], *parties, *terms, *limitation]


def _number(text: str) -> tuple[Answer, list[str]]:
    number = CaseNumber.parse(text)
    meaning = TYPE_NAMES.get(number.type_code, "")
    answer = {
        "number": str(number),
        "year": number.year,
        "court": number.court,
        "type": number.type_code,
        "meaning": meaning or None,
        "serial": number.serial,
        "suffix": number.suffix,
        "local": number.is_local,
    }
    return answer, [f"{number}：{number.year}年，{number.court}，{number.type_code}{meaning and f'（{meaning}）'}"]


def _amount(text: str) -> tuple[Answer, list[str]]:
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation:
        raise ValueError(f"“{text}”不是金额") from None
    upper = rmb_upper(amount)
    return {"amount": amount, "upper": upper}, [upper]
