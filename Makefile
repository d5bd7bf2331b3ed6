# Команды проекта; `make` без слов печатает их список. Годится GNU Make 3.81 (macOS).
# Что делает каждая команда на Windows, где make нет, говорит README.

# Значения меняют в самой команде: make serve PORT=9000
HOST = 127.0.0.1
PORT = 8000
CONFIG = mkdocs.yml
DEST =
OFFLINE = offline.yml
PYTHON ?=
ARGS =

PYTHONS = $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python .venv/bin/python)
UV = uv==0.13.9

# Otherwise Material's notice about its own future would come before every message of ours.
export NO_MKDOCS_2_WARNING = 1

# MkDocs tells mistakes in its settings in English, before any hook of ours runs.
SETTINGS = .venv/bin/python -m kb.settings

.DEFAULT_GOAL = help
.PHONY: help serve editor editor-bundle site offline pdf publish fix test audit fuzz lock
.PHONY: screenshots wheelhouse bench clean
.PHONY: destination environment pdf-environment test-environment bare-environment

help:
	@echo 'make serve   открыть живой просмотр на http://$(HOST):$(PORT)'
	@echo 'make editor  живой просмотр и редактор в браузере: http://$(HOST):$(PORT)/admin/'
	@echo 'make site    собрать сайт в папку site (любое предупреждение считается ошибкой)'
	@echo 'make offline собрать в папку offline сайт для флешки: открывается без сервера, файлом index.html'
	@echo 'make pdf     собрать сайт и записать его в PDF: карточки, чек-листы и всё вместе (site/pdf)'
	@echo 'make publish DEST=/srv/klient   собрать, проверить и одним шагом поставить вместо прежнего'
	@echo 'make fix     исправить в текстах то, над чем думать не нужно, и назвать остальное'
	@echo 'make test    проверить всё: стиль, типы, слои, тесты; ARGS="-k glossary" — часть тестов'
	@echo 'make fuzz    искать страницы, которые ломают сборку; ARGS=100000 — сколько попыток'
	@echo 'make audit   проверить доступность всех страниц, а не одной каждого вида (четверть часа)'
	@echo 'make screenshots  снять заново картинки для страниц редактора'
	@echo 'make bench   измерить скорость сборки'
	@echo 'make lock    обновить requirements*.lock после правки pyproject.toml;'
	@echo '             ARGS=--upgrade — взять и новые версии того, что тянется следом'
	@echo 'make wheelhouse  сложить в папку wheelhouse всё для машины без сети; ARGS=--pdf — и для PDF'
	@echo 'make clean   убрать всё созданное: .venv, site, кеши'
	@echo
	@echo 'Можно указать: PYTHON=python3.12, PORT=9000, HOST=0.0.0.0, CONFIG=company.yml'

# mkdocs serve watches docs/ and overrides/ but keeps old Python code: watchfiles restarts it.
serve: environment
	@$(SETTINGS) '$(CONFIG)' --unreadable
	@.venv/bin/python -m watchfiles --filter python \
	  '.venv/bin/python -m mkdocs serve --config-file "$(CONFIG)" --dev-addr $(HOST):$(PORT)' hooks

# Node.js builds the bundle, once; the preview puts it beside the pages.
editor: editor-bundle
	@echo 'Редактор: http://$(HOST):$(PORT)/admin/ (Chrome, Edge или Chromium)'
	@KB_EDITOR=true $(MAKE) --no-print-directory serve

editor-bundle: environment
	@.venv/bin/python tools/npm.py editor
	@test editor/dist/index.html -nt editor/package-lock.json -a editor/dist/index.html -nt editor/vite.config.js || npm run --silent --prefix editor build

site: environment
	@$(SETTINGS) '$(CONFIG)'
	@.venv/bin/python -m mkdocs build --strict --config-file '$(CONFIG)'

offline: environment
	@$(SETTINGS) '$(OFFLINE)'
	@.venv/bin/python -m mkdocs build --strict --config-file '$(OFFLINE)' --site-dir offline

pdf: site pdf-environment
	@.venv/bin/python tools/pango.py
	@.venv/bin/python -m kb pdf $(ARGS)

publish: destination environment
	@.venv/bin/python -m kb publish '$(DEST)' --config '$(CONFIG)' $(ARGS)

destination:
	@test -n '$(DEST)' || { echo 'Не сказано, куда публиковать. Наберите, например: make publish DEST=/srv/klient' >&2; exit 1; }

fix: test-environment
	@.venv/bin/python -m kb check --fix

test: test-environment
	@.venv/bin/python tools/checks.py $(ARGS)

fuzz: test-environment
	@KB_FUZZ=$(or $(ARGS),20000) .venv/bin/python -m pytest tests/kb/test_fuzz.py -q -x

audit: test-environment
	@KB_AUDIT=1 .venv/bin/python tools/checks.py \
	  tests/browser/test_accessibility.py tests/browser/test_keyboard.py $(ARGS)

screenshots: test-environment editor-bundle
	@.venv/bin/python tools/screenshots.py

bench: test-environment
	@.venv/bin/python -m bench $(ARGS)

# uv is needed only here: the one on PATH, or else one put into .venv.
LOCK = "$$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 \
  --generate-hashes --fork-strategy fewest --custom-compile-command 'make lock' $(ARGS)

lock: bare-environment
	@uv=$$(command -v uv) || { uv=.venv/bin/uv; .venv/bin/python -m pip install --quiet '$(UV)'; } && \
	$(LOCK) --output-file requirements.lock && \
	$(LOCK) --extra pdf --constraint requirements.lock --output-file requirements-pdf.lock && \
	$(LOCK) --all-extras --constraint requirements-pdf.lock \
	  --output-file requirements-test.lock

wheelhouse: environment
	@.venv/bin/python tools/wheelhouse.py $(ARGS)

clean:
	rm -rf .venv site offline .cache build hooks/*.egg-info test-results editor/dist editor/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .rumdl_cache tests/npm/node_modules
	find hooks tools tests bench -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

environment: OPTIONS =
pdf-environment: OPTIONS = --pdf
test-environment: OPTIONS = --tests
bare-environment: OPTIONS = --bare

environment pdf-environment test-environment bare-environment:
	@for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    exec "$$python" tools/environment.py $(OPTIONS) $(if $(PYTHON),--this-python); \
	  fi; \
	done; \
	echo 'Нужен Python 3.11 или новее; среди «$(PYTHONS)» такого нет.' >&2; \
	echo 'Debian и Ubuntu: sudo apt-get install python3 python3-venv. macOS: brew install python3.' >&2; \
	echo 'Если он стоит в другом месте: make … PYTHON=/путь/к/python3' >&2; \
	exit 1
