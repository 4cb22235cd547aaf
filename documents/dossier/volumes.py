"""The contents of a volume, declared once per kind of proceeding, in the order in which a court binds it.

人民法院诉讼文书立卷归档办法 and 人民法院执行文书立卷归档办法（试行）: a 正卷 begins with what brings the matter in,
goes through what was handed in, done and decided, and ends with service. Departments declare their volumes in their own
app and register them here; the one that goes into another kind's volume only names the kind.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from documents.kinds import Retention
from documents.models import Material

Label = Material.Label
ORIGIN = "origin"  # of `parts`: the proceeding out of which it was opened, whatever its kind
Condition = Callable[[Any], bool]


def always(proceeding: Any) -> bool:
    return True


def never(proceeding: Any) -> bool:
    return False


def long_term(proceeding: Any) -> Retention:
    return Retention.LONG


@dataclass(frozen=True)
class Item:
    """One line of the check-list: the papers (by slug), the materials (by label) and the sheet that belong in it.

    `rulings` takes every ruling that no other line names; `needed` says when the dossier is incomplete without it.
    """

    title: str
    papers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    sheet: str = ""
    rulings: bool = False
    needed: Condition = never


@dataclass(frozen=True)
class Volume:
    """What the dossier of a kind of proceeding holds.

    `bound_in`: states besides the closed ones in which it is due to be bound; `retention` how long it is kept; `path`
    the profile key that says where and as what it is archived (empty: to the archive, by the court's usual medium).
    `parts`: states in which it has no volume of its own; its pieces lie in the lines of the kind named there
    (or of its ORIGIN).
    `host`: once in one of `joined_in`, it is brought as a whole into that kind's volume by whom the profile key
    `joined_by` names.
    """

    kind: str
    title: str
    items: tuple[Item, ...]
    bound_in: tuple[str, ...] = ()
    retention: Callable[[Any], Retention] = long_term
    path: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    host: str = ""
    joined_in: tuple[str, ...] = ()
    joined_by: str = ""

    def joins(self, proceeding: Any) -> bool:
        return proceeding.state in self.joined_in

    def host_of(self, proceeding: Any) -> Any:
        """The proceeding of the same case into whose volume a joining one goes; None while there is none."""
        hosts = proceeding.case.proceedings.filter(kind=self.host, opened_at__gte=proceeding.opened_at)
        return hosts.order_by("opened_at", "id").first()

    def is_part(self, proceeding: Any) -> bool:
        return proceeding.state in self.parts

    @property
    def lines(self) -> tuple[Item, ...]:
        """The declared lines, and at the end what no line foresees, the steps taken, and service."""
        return (*self.items, *REST)


OTHERS = Item("其他文书和材料", labels=(Label.APPROVAL, Label.HAND_OVER, Label.OTHER))
STEPS = Item("办理情况登记表", sheet="steps")
SERVICE = Item("送达回证", labels=(Label.SERVICE,), sheet="services")
REST = (OTHERS, STEPS, SERVICE)

VOLUMES: dict[str, Volume] = {}


def register(volume: Volume) -> Volume:
    """Called by each department when its app is ready."""
    if VOLUMES.setdefault(volume.kind, volume) is not volume:
        raise ValueError(f"two volumes are declared for {volume.kind!r}")
    return volume
