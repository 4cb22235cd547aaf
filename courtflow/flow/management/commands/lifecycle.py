"""`manage.py lifecycle`: the life of each kind of proceeding as table, Mermaid or SVG."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from courtflow.flow import lifecycle, registry
from courtflow.flow.drawing import svg


class Command(BaseCommand):
    help = "Print the life of a kind of proceeding (all kinds without an argument)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", nargs="*", help="urging, execution, …")
        parser.add_argument("--format", choices=["table", "mermaid", "svg", "summary"], default="table")
        parser.add_argument("--out", type=Path, help="folder to write one file per kind into")

    def handle(self, *args: Any, **options: Any) -> None:
        kinds = options["kind"] or sorted(registry.PROCEEDINGS)
        if unknown := set(kinds) - registry.PROCEEDINGS.keys():
            known = "、".join(sorted(registry.PROCEEDINGS))
            raise CommandError(f"没有名为 {'、'.join(sorted(unknown))} 的程序；现有：{known}")
        if options["format"] == "summary":
            self.stdout.write(lifecycle.summary(kinds))
            return
        draw = {"table": lifecycle.text_table, "mermaid": lifecycle.mermaid, "svg": svg}[options["format"]]
        ending = {"table": "md", "mermaid": "mmd", "svg": "svg"}[options["format"]]
        for kind in kinds:
            model = registry.PROCEEDINGS[kind]
            text = draw(model)
            if options["out"]:
                options["out"].mkdir(parents=True, exist_ok=True)
                (options["out"] / f"{kind}.{ending}").write_text(text + "\n", encoding="utf-8")
            elif options["format"] == "svg":
                self.stdout.write(text)
            else:
                self.stdout.write(f"\n## {model.TITLE}（{kind}）\n\n{text}\n")
