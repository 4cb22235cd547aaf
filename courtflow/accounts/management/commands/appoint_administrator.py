"""`manage.py appoint_administrator`: the first administrators of a court, before anybody can log in to do it."""

from __future__ import annotations

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from courtflow.accounts.administrators import appointments, conflict
from courtflow.accounts.models import Court, Membership, User
from courtflow.accounts.roles import ADMINISTRATORS, Unit
from courtflow.flow import clock
from courtflow.flow.events import record_system_event


class Command(BaseCommand):
    help = "任命一家法院的系统、安全或审计管理员（口令在终端中输入）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument("--court", required=True, help="法院代字，如 豫0811")
        parser.add_argument("--role", required=True, choices=sorted(ADMINISTRATORS))
        parser.add_argument("--source", required=True, help="任命依据，写入历史")

    def handle(self, *args: Any, **options: Any) -> None:
        court = Court.objects.filter(code=options["court"]).first()
        if court is None:
            raise CommandError(f"没有代字为{options['court']}的法院，请先登记法院")
        with transaction.atomic():
            person = self._person(options["username"], options["name"])
            self._appoint(person, court, options["role"], options["source"])
        self.stdout.write(f"已任命{person}，请从 /admin/ 登录")

    def _person(self, username: str, name: str) -> User:
        found = User.objects.filter(username=username).first()
        if found is not None:
            return found
        password = getpass("口令：")
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from error
        return User.objects.create_user(username, password=password, display_name=name)

    def _appoint(self, person: User, court: Court, role: str, source: str) -> None:
        today = clock.today()
        if fault := conflict([*appointments(person), (role, today, None)]):
            raise CommandError(fault)
        unit = court.unit(Unit.TECHNOLOGY)
        Membership.objects.get_or_create(user=person, department=unit, role=role, defaults={"since": today})
        facts = {"court": court, "person": person, "role": role, "since": today}
        record_system_event("accounts.appoint", facts, label="任命管理员", source=source)
