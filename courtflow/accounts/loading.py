"""Loading courts, departments, people and profiles from the shipped fixtures; a second run changes nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from courtflow.policy.models import Profile, ProfileValue

from .models import Court, Department, Membership, User
from .roles import Role, Unit

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
APPOINTED = date(2020, 1, 1)  # demo people are in office before any demo case


def load_courts(only: set[str] | None = None) -> dict[str, Court]:
    """The demo courts by key, with departments; `only` names some (their superiors come along)."""
    data = read("courts.json")
    wanted = _with_superiors(data["courts"], only)
    found: dict[str, Court] = {}
    with transaction.atomic():
        for row in data["courts"]:
            if row["key"] in wanted:
                found[row["key"]] = _court(row, found, data["units"])
    return found


def read(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"))


def _with_superiors(rows: list[dict[str, Any]], only: set[str] | None) -> set[str]:
    parents = {row["key"]: row.get("parent") for row in rows}
    wanted: set[str] = set()
    for key in only or set(parents):
        step: str | None = key
        while step:
            wanted.add(step)
            step = parents[step]
    return wanted


def _court(row: dict[str, Any], found: dict[str, Court], sets: dict[str, list[str]]) -> Court:
    court, _ = Court.objects.update_or_create(
        code=row["code"],
        defaults={
            "name": row["name"],
            "short_name": row["short_name"],
            "level": row["level"],
            "parent": found.get(row.get("parent", "")),
            "is_demo": True,
        },
    )
    for order, kind in enumerate(sets[row["set"]]):
        Department.objects.get_or_create(
            court=court,
            name=row.get("names", {}).get(kind, Unit(kind).label),
            defaults={"kind": kind, "order": order, "since": row.get("since", {}).get(kind)},
        )
    for order, extra in enumerate(row.get("extra", []), start=50):
        parent = court.departments.filter(kind=extra["parent"]).first() if extra.get("parent") else None
        Department.objects.get_or_create(
            court=court, name=extra["name"], defaults={"kind": extra["kind"], "parent": parent, "order": order}
        )
    return court


def load_profiles(courts: dict[str, Court]) -> None:
    """The profiles of the five documents, for those of their courts that are loaded."""
    for path in sorted((FIXTURES / "profiles").glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["court"] not in courts:
            continue
        profile, _ = Profile.objects.update_or_create(
            court=courts[data["court"]],
            document_no=data["document_no"],
            defaults={key: data[key] for key in ("title", "effective_from", "trial", "legal_base", "source_key")},
        )
        for row in data["values"]:
            value = ProfileValue(profile=profile, **row)
            value.clean()
            ProfileValue.objects.update_or_create(
                profile=profile,
                key=row["key"],
                defaults={"value": row["value"], "article": row["article"], "note": row.get("note", "")},
            )


def load_people(court: Court, key: str, password: str, names: Any) -> dict[str, User]:
    """One person per post of the court; `names` yields invented names. User names are `<court>_<post>`."""
    posts = read("courts.json")["people"]
    hashed = make_password(password)
    found: dict[str, User] = {}
    for department in court.departments.order_by("order", "id"):
        for post in posts.get(department.kind, []):
            label, _, role = post.partition(":")
            if label in found:
                label = f"{label}_{department.pk}"
            user, _ = User.objects.get_or_create(
                username=f"{key}_{label}", defaults={"display_name": next(names), "password": hashed}
            )
            Membership.objects.get_or_create(
                user=user,
                department=department,
                role=Role(role or post.removesuffix("_2")),
                defaults={"since": APPOINTED},
            )
            found[label] = user
    if court.level in (Court.Level.HIGH, Court.Level.INTERMEDIATE):
        found["superior_reader"] = _superior_reader(court, key, hashed, names)
    return found


def _superior_reader(court: Court, key: str, hashed: str, names: Any) -> User:
    department = court.departments.filter(kind=Unit.ENFORCEMENT).first() or court.departments.all()[0]
    user, _ = User.objects.get_or_create(
        username=f"{key}_superior_reader", defaults={"display_name": next(names), "password": hashed}
    )
    Membership.objects.get_or_create(
        user=user, department=department, role=Role.SUPERIOR_READER, defaults={"since": APPOINTED}
    )
    return user
