"""Celery's beat, leaving a sign of life for a container's health check. It keeps no schedule file.

Nothing is lost with the file: each entry is due every minute, and does nothing where nothing is left to do.
"""

from pathlib import Path
from typing import Any

from celery.beat import Scheduler

from config import env


class Heartbeat(Scheduler):
    """Touches the file BEAT_HEARTBEAT, where that is set, at each round."""

    max_interval = 20

    def tick(self, *args: Any, **kwargs: Any) -> float:
        if env.BEAT_HEARTBEAT:
            Path(env.BEAT_HEARTBEAT).touch()
        return float(super().tick(*args, **kwargs))
