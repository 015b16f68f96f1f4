"""The settings as the type checker's Django plugin loads them: no service runs, and no secret is made."""

import os

os.environ.setdefault("DATABASE_URL", "postgres:///nothing-connects-here")
os.environ.setdefault("REDIS_URL", "unix:///nothing-connects-here?db=0")
os.environ.setdefault("SECRET_KEY", "for the type checker only")

from config.settings import *  # noqa: F403
