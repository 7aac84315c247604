# What one does with argmap: see it (demo), check it (test), tidy it (format), ship it (build).
# Needs only make and Python 3.11 or newer. Everything is installed into .venv beside this file.

# The first Python that is new enough; say PYTHON=... to choose another.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11 python; do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$python; break; fi; \
	done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

# What `make demo` tells the server, such as DEMO="--port 8080 --no-browser"
DEMO ?=

# Pinned, so that the fonts and the table of their letters' widths stay one and the same.
FONTS := @fontsource/noto-sans@5.3.0 @fontsource/noto-sans-arabic@5.3.0 @fontsource/noto-sans-hebrew@5.3.0

# Say LOCK=--upgrade to take newer versions; without it only what pyproject.toml asks for changes.
LOCK ?=
COMPILE = pip compile --no-config --universal --generate-hashes --python-version 3.11 --quiet \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

# How many run the tests; more than there are processors gains nothing
WORKERS ?= auto

# What a benchmark is told, such as BENCH=--quick
BENCH ?=

.DEFAULT_GOAL := help
.PHONY: help demo test format bench soak fuzz fonts faces messages gallery pictures lock build clean

help: ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

demo: .venv/runtime ## Serve the bundled map, and say its address
	@$(BIN)/argmap demo $(DEMO)

test: .venv/complete ## Check style and types, and run the tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder

format: .venv/complete ## Put the code into the house style
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: .venv/complete ## Run the benchmarks; they print and judge nothing
	@$(BIN)/python -m bench.argdown $(BENCH)
	@$(BIN)/python -m bench.diagram $(BENCH)
	@$(BIN)/python -m bench.web $(BENCH)
	@$(BIN)/python -m bench.rooms $(BENCH)
	@$(BIN)/python -m bench.live $(BENCH)
	@$(BIN)/python -m bench.analysis $(BENCH)
	@$(BIN)/python -m bench.strength $(BENCH)

soak: .venv/complete ## Take hours: kill servers under load, and measure 200 maps in every layout
	@$(BIN)/python -m pytest -m soak --timeout=0 tests

fuzz: .venv/complete ## Run the property tests with many more examples
	@$(BIN)/python -m pytest -n auto -m hypothesis --hypothesis-profile=fuzz --timeout=0 tests

fonts: .venv/complete ## Fetch the fonts again, and measure them (needs npm)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	npm install --prefix "$$folder" --ignore-scripts --no-audit --no-fund --silent $(FONTS) && \
	$(BIN)/python tools/fonts.py "$$folder/node_modules"

faces: .venv/complete ## Join the fonts again for documents
	@$(BIN)/python tools/faces.py

messages: .venv/complete ## Bring the translations in step with what argmap says, and compile them
	@$(BIN)/python -m tools.messages update

gallery: .venv/runtime ## Draw every style that docs/gallery.md shows, and the pictures of the README
	@$(BIN)/python tools/gallery.py

pictures: gallery ## The same

lock: ## Work out the exact versions of all dependencies again
	@$(call require-python)
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && \
	$(PYTHON) -m venv "$$folder" && "$$folder/bin/pip" install --quiet --disable-pip-version-check uv && \
	"$$folder/bin/uv" $(COMPILE) $(LOCK) --extra dev --output-file requirements.lock pyproject.toml && \
	echo hatchling | "$$folder/bin/uv" $(COMPILE) $(LOCK) --no-annotate --constraints requirements.lock \
		--output-file requirements-runtime.lock pyproject.toml -

build: .venv/complete ## Build the wheel and the source archive into dist/
	@$(BIN)/python -m build --no-isolation

clean: ## Remove everything that was made here
	@rm -rf .venv build dist .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

define require-python
if [ -z "$(PYTHON)" ] || ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
	echo "argmap needs Python 3.11 or newer, and $(if $(PYTHON),$(PYTHON) is not that,none was found)." >&2; \
	echo "Install one, or say which: make PYTHON=/path/to/python3.12 ..." >&2; \
	exit 1; \
fi
endef

# What argmap itself needs, and no more: the first look at it should not wait for the tools of its makers.
# A virtual environment without pip is a half-made one (Debian keeps the missing part in python3-venv).
.venv/runtime: pyproject.toml requirements-runtime.lock
	@$(call require-python)
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || \
		{ echo "Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@$(PIP) install --require-hashes -r requirements-runtime.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/complete: .venv/runtime requirements.lock
	@$(PIP) install --require-hashes -r requirements.lock
	@touch $@
