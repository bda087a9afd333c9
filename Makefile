# Two targets do everything on a fresh machine: make demo, make test.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Processes that share the tests between them; `make test WORKERS=0` runs all in one.
WORKERS ?= 2
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: demo test coverage lint environment developer-environment browser pictures assets clean

demo: environment assets pictures
	rm -rf demo-study demo-files
	$(BIN)/waymark demo demo-study --files demo-files

test: developer-environment assets browser pictures lint
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --durations=10

# The same with what is covered; counting that nearly doubles the time.
coverage: developer-environment assets browser pictures
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder --cov=waymark --cov-report=term:skip-covered

lint: developer-environment
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

environment: $(VENV)/run.done

developer-environment: $(VENV)/dev.done

$(VENV)/run.done: requirements/build.txt requirements/run.txt pyproject.toml
	@echo "Building the environment in $(VENV) …"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements/build.txt -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/dev.done: requirements/dev.txt $(VENV)/run.done
	$(INSTALL) -r requirements/dev.txt
	touch $@

# Style, scripts, fonts and the accessibility checker, from npm at pinned versions.
ASSETS := assets/package.json assets/package-lock.json assets/build.py assets/tsconfig.json \
	$(wildcard assets/styles/*.scss) $(wildcard assets/scripts/*.ts)

assets: $(VENV)/assets.done

$(VENV)/assets.done: $(ASSETS) requirements/assets.txt $(VENV)/run.done
	command -v npm >/dev/null || $(INSTALL) -r requirements/assets.txt
	$(BIN)/python assets/build.py
	touch $@

# The browser tests use Debian's Chromium; it is installed where it is missing and we may.
browser:
	@command -v chromium >/dev/null || (apt-get update -qq && apt-get install -y -qq chromium >/dev/null)

# Pages that are pictures are read by Tesseract; without it they are kept, and said to have no text.
pictures:
	@command -v tesseract >/dev/null || (apt-get update -qq && apt-get install -y -qq tesseract-ocr >/dev/null) || \
		echo "Tesseract is not there and may not be installed by you: pages that are pictures will have no text."

clean:
	rm -rf $(VENV) build demo-study demo-files example-study
