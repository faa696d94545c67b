"""What gunicorn loads: ``app.wsgi:server``; the only module that does work when it is imported."""

from __future__ import annotations

import gc
import os

from app.factory import create_app
from app.routing import warm_up
from app.settings import Settings

application = create_app(Settings.from_env())
server = application.server
warm_up(application.site)
# Each server process follows the data package: from its birth where it is forked here, else from its first request.
os.register_at_fork(after_in_child=application.site.live.watch)
server.before_request(application.site.live.watch)
gc.collect()
gc.freeze()  # the server processes forked from here share what is loaded
