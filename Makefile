# Needs Python 3.10 or newer, Node and make; everything else is installed below this folder.
# A target is made anew only after what it depends on has changed.

PYTHON ?= python3
# Further options: of `jupyter lab` for the demo (--no-browser), of scripts/run_tests.py for the
# tests (the name of one suite).
ARGS ?=
EXAMPLE := penguins_classification.pipeline.json

VENV := $(CURDIR)/.venv
HEAVY := $(CURDIR)/.venv-heavy
LABEXTENSION := jupyterlab_pipeline_export/labextension
LINK := $(VENV)/share/jupyter/labextensions/jupyterlab-pipeline-export

export PATH := $(VENV)/bin:$(PATH)

.PHONY: help install build demo browser heavy test lint lint-python lint-frontend format screenshots types catalogue versions clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo [ARGS=--no-browser]  open JupyterLab on a copy of the examples'
	@echo 'make test [ARGS=jest]           run every test suite, or one'
	@echo 'make heavy                      install what the heavy tests need into .venv-heavy'
	@echo 'make lint | format             check | mend style'
	@echo 'make screenshots               take the pictures of README.md and docs/ from the real product'
	@echo 'make catalogue                 write docs/components.md from the components'
	@echo 'make types                     generate JSON Schema and TypeScript types from the models'
	@echo 'make versions                   write the table of tested versions from both environments'
	@echo 'make build                     build the wheel and the source distribution into dist/'
	@echo 'make clean                     remove everything that was built or installed'

$(VENV)/.dependencies: pyproject.toml
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	test -x $(VENV)/bin/uv || $(VENV)/bin/python -m pip install --quiet uv
	uv pip install --quiet --python $(VENV)/bin/python --requirements pyproject.toml --extra dev --extra test
	touch $@

node_modules/.dependencies: package.json yarn.lock .yarnrc.yml | $(VENV)/.dependencies
	jlpm install --immutable
	touch $@

$(LABEXTENSION)/package.json: package.json tsconfig.json $(shell find src style schema -type f) node_modules/.dependencies
	jlpm build
	touch $@

# The link goes first: uninstalling the previous version through it would empty the build.
$(VENV)/.extension: pyproject.toml package.json install.json $(wildcard jupyter-config/*/*.json) | $(LABEXTENSION)/package.json
	rm -rf $(LINK)
	HATCH_JUPYTER_BUILDER_SKIP_NPM=1 uv pip install --quiet --python $(VENV)/bin/python --no-build-isolation --no-deps --editable .
	jupyter-builder develop --overwrite .
	touch $@

install: $(LABEXTENSION)/package.json $(VENV)/.extension

# A wheel takes the labextension that it finds, so a development build has to go first.
build: node_modules/.dependencies
	jlpm clean:all
	python -m build --outdir dist

demo: install
	@workspace=$$(mktemp -d) && cp -R jupyterlab_pipeline_export/examples/. "$$workspace" && cd "$$workspace" && echo "Workspace: $$workspace" && \
	JUPYTERLAB_WORKSPACES_DIR="$$workspace/.workspaces" exec jupyter lab \
	  $$(test "$$(id -u)" -ne 0 || echo --allow-root) --LabApp.default_url=/lab/tree/$(EXAMPLE) $(ARGS)

browser: install
	node tests/ui/install-browser.js

# Of PyTorch, pip takes a build without CUDA where the machine offers one; uv does not.
$(HEAVY)/.dependencies: pyproject.toml tests/heavy-requirements.txt | $(VENV)/.dependencies
	test -x $(HEAVY)/bin/python || $(PYTHON) -m venv $(HEAVY)
	$(HEAVY)/bin/python -m pip install --quiet --requirement tests/heavy-requirements.txt
	uv pip install --quiet --python $(HEAVY)/bin/python --requirements pyproject.toml --extra test
	touch $@

heavy: $(HEAVY)/.dependencies

test: browser heavy
	python scripts/run_tests.py $(ARGS)

lint: lint-python lint-frontend

lint-python: install
	ruff check
	ruff format --check
	mypy
	lint-imports
	codespell

lint-frontend: install
	jlpm lint:check

format: install
	ruff check --fix
	ruff format
	jlpm lint

screenshots: install browser
	jlpm playwright test --config tests/ui/screenshots.config.js

types: install
	python scripts/generate_types.py

catalogue: install
	python scripts/generate_catalogue.py

versions: install heavy
	PYTHONPATH=. $(HEAVY)/bin/python scripts/generate_versions.py
	python scripts/generate_versions.py

clean:
	rm -rf $(VENV) $(HEAVY) node_modules .yarn lib build dist $(LABEXTENSION) jupyterlab_pipeline_export/_version.py
	rm -f tsconfig.tsbuildinfo .eslintcache .stylelintcache
