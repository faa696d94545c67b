#   docker build -t doppelkern .                                the dashboard: slim, no browser
#   docker build -t doppelkern:renderer --target renderer .     the same with Chromium and Chinese fonts, to render images
#   docker run --rm -p 8050:8050 --read-only --tmpfs /tmp doppelkern
#
# Settings are environment variables (README). Other data: -v /path/to/data:/data:ro -e DOPPELKERN_DATA=/data

# ── builder: the environment, from the lock with its hashes; its tools stay behind ──
FROM python:3.11-slim-bookworm AS builder
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /srv/doppelkern
RUN python -m venv /opt/venv
COPY requirements.lock ./
# The libraries' own tests and C headers (75 MB) are not needed to run them.
# The lock is complete: nothing published after it is looked at.
RUN /opt/venv/bin/python -m pip install --no-deps --require-hashes -r requirements.lock \
    && find /opt/venv/lib -type d \( -name tests -o -name include \) -prune -exec rm -rf {} +
# The project as it lies in /srv/doppelkern, with the command `doppelkern`. The app runs from its source tree.
COPY . .
RUN /opt/venv/bin/python -m pip install --no-deps --no-build-isolation --editable . \
    && /opt/venv/bin/python -m compileall -q app

# ── runtime: no compiler, no package lists, no write access to its own files ──
FROM python:3.11-slim-bookworm AS runtime
RUN useradd --uid 10001 --user-group --home-dir /tmp --no-create-home --shell /usr/sbin/nologin doppelkern
COPY --from=builder /opt/venv /opt/venv
COPY --from=builder /srv/doppelkern /srv/doppelkern
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    HOST=0.0.0.0 \
    PORT=8050
WORKDIR /srv/doppelkern
USER 10001
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=4)"]
CMD ["doppelkern", "serve"]

# ── renderer: the only target with a browser and Chinese fonts ──
FROM runtime AS renderer
USER 0
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends chromium fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*
USER 10001

# ── the last target is what a plain `docker build .` makes: the slim one ──
FROM runtime AS default
