"""The kernel's rows: history, anchors, deadlines, tasks, notifications and the sweep's own log."""

from .deadlines import CalendarMove, Deadline, Exclusion, Extension
from .history import Anchor, AnchorEntry, Event, Stream
from .sweeping import SweepRun
from .tasks import Notification, Task

__all__ = [
    "Anchor",
    "AnchorEntry",
    "CalendarMove",
    "Deadline",
    "Event",
    "Exclusion",
    "Extension",
    "Notification",
    "Stream",
    "SweepRun",
    "Task",
]
