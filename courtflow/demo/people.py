"""Invented people and companies, with identity numbers and credit codes that pass their checks (decisions 8)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from random import Random
from typing import Any

from courtflow.accounts.loading import read
from courtflow.law.identifiers import make_credit_code, make_id_number

Row = dict[str, Any]
OLDEST, DAYS = date(1958, 1, 1), 15_000  # everybody in the demo was born between 1958 and 1999
FIRST_COMPANY = 10_000
CAPITALS = ("500000", "2000000", "10000000", "50000000")


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    found: dict[str, Any] = read("demo/people.json")
    return found


@lru_cache(maxsize=1)
def companies() -> list[dict[str, str]]:
    """The long names, and short ones made of a place, a trade and a form; each with its representative."""
    firms, persons = data()["firms"], data()["persons"]
    made = [
        {
            "name": f"演示市{place}{trade}{firms['forms'][(row + column) % len(firms['forms'])]}",
            "representative": persons[(row * 7 + column) % len(persons)],
        }
        for row, place in enumerate(firms["places"])
        for column, trade in enumerate(firms["trades"])
    ]
    found: list[dict[str, str]] = data()["companies"]
    return found + made


def officers(court: int) -> Iterator[str]:
    """Names of a court's people; two courts never share one."""
    surnames, given = data()["officers"]["surnames"], data()["officers"]["given"]
    for number in range(court * 40, (court + 1) * 40):
        yield surnames[number % len(surnames)] + given[(number // len(surnames) + number) % len(given)]


class Cast:
    """The parties of one case, drawn by its own dice: the same case always gets the same people."""

    def __init__(self, dice: Random, region: str, bank: str) -> None:
        self.dice, self.region, self.bank = dice, region, bank
        self._persons = dice.sample(data()["persons"], 4)
        self._companies = dice.sample(range(len(companies())), 2)

    def meet(self, other: Cast) -> None:
        """Draw the companies of another case: one enterprise is sued in several courts."""
        self.region, self._companies = other.region, list(other._companies)

    def person(self, role: str) -> Row:
        name = self._persons.pop()
        serial = self.dice.randrange(1, 999)
        born = OLDEST + timedelta(days=self.dice.randrange(DAYS))
        return self._party(role, "natural", name, make_id_number(self.region, born, serial))

    def company(self, role: str) -> Row:
        number = self._companies.pop()
        company = companies()[number]
        row = self._party(role, "legal", company["name"], make_credit_code(self.region, FIRST_COMPANY + number))
        return row | {
            "legal_representative": company["representative"], "enterprise": "on",
            "registered_capital": CAPITALS[number % len(CAPITALS)], "licence_source": "企业登记信息（演示）",
        }  # fmt: skip

    def _party(self, role: str, kind: str, name: str, identifier: str) -> Row:
        account = f"6222{self.dice.randrange(10**12):012d}"
        row = {
            "role": role, "kind": kind, "name": name, "identifier": identifier,
            "phone": f"139{self.dice.randrange(10**8):08d}",
            "service_address": f"演示街道{self.dice.randrange(1, 200)}号",
            "service_confirmed": "on", "address_source": "当事人填写的送达地址确认书",
        }  # fmt: skip
        for purpose in ("payee", "refund") if role == "plaintiff" else ("payee",):
            row |= {f"{purpose}_holder": name, f"{purpose}_bank": self.bank, f"{purpose}_number": account}
        return row
