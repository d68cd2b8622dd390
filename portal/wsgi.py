"""The WSGI application that every worker of the server loads."""

from __future__ import annotations

import logging
import os

from portal.app import create
from portal.config import Settings

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")

application = create(Settings.from_env(os.environ)).server
