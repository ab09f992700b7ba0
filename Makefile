# Everything one types. Needs Python 3.11 or newer, pip and make; the rest lands in .venv.

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
SOURCES := manage.py essaimage models_catalog dispositifs tests
PIP_QUIET := --quiet --quiet --disable-pip-version-check --no-input --no-deps --no-warn-script-location

.DEFAULT_GOAL := help
.PHONY: help demo test lint format lock

help:  ## Dire ce que chaque commande fait
	@echo "Essaimage"
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile
	@echo "Réglages de la démonstration : PORT=8000, DATABASE_URL=postgres://…"

demo: $(VENV)/site.stamp  ## Lancer le site avec son contenu, sur http://localhost:8000/
	@export ESSAIMAGE_PROFILE=demo \
		&& $(RUN) manage.py prepare_demo \
		&& exec $(RUN) -m gunicorn --config python:essaimage.gunicorn

test: $(VENV)/dev.stamp  ## Tout vérifier : SQLite, PostgreSQL, navigateur (compter vingt minutes)
	@$(RUN) -m tests.run

lint: $(VENV)/dev.stamp  ## Relire le style du code et des gabarits
	@$(RUN) -m ruff check $(SOURCES)
	@$(RUN) -m ruff format --check $(SOURCES)
	@find templates -name '*.html' -print0 | xargs -0 -r $(VENV)/bin/djade --target-version 5.2 --check
	@ESSAIMAGE_PROFILE=test $(RUN) manage.py makemigrations --check --dry-run
	@ESSAIMAGE_PROFILE=test $(RUN) manage.py check --fail-level WARNING

format: $(VENV)/dev.stamp  ## Mettre en forme le code et les gabarits
	@$(RUN) -m ruff check --fix $(SOURCES)
	@$(RUN) -m ruff format $(SOURCES)
	@find templates -name '*.html' -print0 | xargs -0 -r $(VENV)/bin/djade --target-version 5.2

# No hashes: the same version may be served as another file elsewhere. No index address: each
# machine has its own.
lock: $(VENV)/dev.stamp  ## Choisir à nouveau les versions des bibliothèques (pyproject.toml)
	@$(RUN) -m pip --version >/dev/null 2>&1 || $(RUN) -m ensurepip
	@$(RUN) -m pip install --quiet uv
	@$(RUN) -m uv pip compile pyproject.toml --upgrade $(LOCK) --output-file requirements/site.txt
	@$(RUN) -m uv pip compile --group dev --upgrade $(LOCK) --constraint requirements/site.txt \
		--output-file requirements/dev.txt
LOCK := --quiet --universal --python-version 3.11 --no-header --no-annotate

# Debian's venv may come without pip: the system's pip then installs into it from outside.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Il faut Python 3.11 ou plus récent, par exemple : make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --without-pip $(VENV)

$(VENV)/site.stamp: requirements/site.txt | $(VENV)/bin/python
	@echo "Installation des bibliothèques du site dans $(VENV) (une fois)…"
	@$(INSTALL) --requirement requirements/site.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/site.stamp
	@echo "Installation des outils de test dans $(VENV) (une fois)…"
	@$(INSTALL) --requirement requirements/dev.txt
	@touch $@

define INSTALL
if $(PYTHON) -m pip --version >/dev/null 2>&1; \
	then pip="$(PYTHON) -m pip --python $(RUN)"; \
	else $(RUN) -m ensurepip --upgrade >/dev/null; pip="$(RUN) -m pip"; \
fi; $$pip install $(PIP_QUIET)
endef
