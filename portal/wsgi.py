"""The WSGI application that every worker of the server loads."""

from __future__ import annotations

import logging
import os
import threading

from portal.app import create
from portal.config import Settings

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")

_portal = create(Settings.from_env(os.environ))
application = _portal.server

# The pages of the navigation are ready before somebody asks, without delaying the start.
threading.Thread(target=_portal.responder.build_ahead, daemon=True).start()
