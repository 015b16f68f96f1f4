# One image for web, worker, beat and the migration; docker-compose.yml gives each its command.
FROM python:3.11-slim-bookworm AS build
WORKDIR /app
RUN python -m venv .venv
COPY requirements/base.txt requirements/base.txt
RUN .venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt
COPY . .
# Collecting needs the settings, and the settings need names: nothing is reached under these.
RUN DATABASE_URL=postgres:///none REDIS_URL=redis://none SECRET_KEY=none \
    .venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.11-slim-bookworm
# In its folder below /run the scheduler's container notes that it is alive.
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin walkback \
    && install --directory --owner walkback /run/walkback
WORKDIR /app
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOST=0.0.0.0 \
    PORT=8000
USER 10001
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers-kill-timeout", "5", "--blocking-threads", "4", "--no-ws", "config.wsgi:application"]
