# Minh Bạch 06: what a person types. `make` alone prints this list.
# Needs git, make and python3 (3.11 or newer) with venv; everything else it installs into .venv.

PORT ?= 8050
WORKERS ?= 2
RUN := .venv/bin/python
export PORT

.DEFAULT_GOAL := help
.PHONY: help serve test lint fmt bench lock screens clean environment develop chromium judges

help: ## this list
	@echo "Minh Bạch 06 · minh bạch số liệu Đề án 06 theo từng tỉnh, thành"
	@echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-16s %s\n", $$1, $$2}'
	@echo
	@echo "The steward's command: $(RUN) -m publish --help"

serve: environment ## the portal on http://127.0.0.1:8050 (another port: make serve PORT=8051)
	@exec $(RUN) -m portal

test: develop chromium judges ## the whole suite (a part of it: make test ARGS="tests/test_docs.py -k verb")
	$(RUN) -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

lint: develop ## style, form, types, and who may import whom
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	$(RUN) -m pytest -q tests/test_structure.py

fmt: develop ## bring the code into the house's form
	$(RUN) -m ruff check --fix --exit-zero .
	$(RUN) -m ruff format .

bench: develop chromium ## speed of pages; of publishing too, where CKAN_URL and CKAN_TOKEN name a CKAN
	$(RUN) -m benchmarks $(ARGS)

lock: develop ## pin requirements*.in anew, with hashes (newest versions: make lock ARGS=--upgrade)
	$(RUN) -m uv pip compile $(LOCK) $(ARGS) requirements.in -o requirements.txt
	$(RUN) -m uv pip compile $(LOCK) $(ARGS) requirements-dev.in -o requirements-dev.txt

LOCK := --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

screens: develop chromium ## pictures of every kind of page into docs/screens/
	$(RUN) -m tools.screens $(ARGS)

clean: ## remove .venv and all caches; the data stays
	rm -rf .venv .cache .mypy_cache .pytest_cache .ruff_cache build tests/judges/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@sh tools/environment.sh serve

develop:
	@sh tools/environment.sh develop

chromium:
	@sh tools/chromium.sh

judges: develop
	@sh tools/judges.sh
