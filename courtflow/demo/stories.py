"""The stories that a demo case can have, by name; `days` places each of them relative to today."""

from __future__ import annotations

from collections.abc import Callable

from .diary import Diary

Story = Callable[[Diary, int], None]
STORIES: dict[str, Story] = {}


def story(tell: Story) -> Story:
    """Enter a story under its function's name."""
    STORIES[tell.__name__] = tell
    return tell
