# Walkback: `make run` and `make test` are all that a newcomer needs. README.md explains both.
.PHONY: run install test test-nobrowser format

run:
	@config/install.sh base
	@exec .venv/bin/python -m config.run

install:
	@config/install.sh base

test:
	@config/install.sh dev
	@exec .venv/bin/python -m tests.checks

test-nobrowser:
	@config/install.sh dev
	@exec .venv/bin/python -m tests.checks --no-browser

format:
	@config/install.sh dev
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .
