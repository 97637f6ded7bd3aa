# Two commands for a newcomer: `make extract` and `make test`. Everything else is listed by `make help`.
PAPERS ?= corpus/papers
OUT ?= outputs
GOLD ?= corpus/gold
PYTHON := $(shell command -v python3.12 >/dev/null 2>&1 && python3.12 -c '' 2>/dev/null && echo python3.12 || { command -v python3.11 >/dev/null 2>&1 && python3.11 -c '' 2>/dev/null && echo python3.11; })
BIN := .venv/bin
SHARED := ../shared

.PHONY: help extract registry audit test ci shared lint types contracts corpus bench-reading bench-recognise bench-relate bench-linear bench bench-audit calibrate soak fuzz kill model lock clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

.venv/core: requirements/core.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or 3.12 is needed and neither is on the PATH; install one (Debian: apt install python3.11 python3.11-venv) and run make again." >&2; exit 2; }
	@echo "make: installing into .venv (once)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/core.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/core requirements/dev.txt requirements/audit.txt requirements/cluster.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/audit.txt
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/cluster.txt
	@touch $@

extract: .venv/core ## read the papers in PAPERS=folder (default: the embedded corpus) into OUT=folder
	@$(BIN)/evidence extract "$(PAPERS)" --out "$(OUT)"; code=$$?; [ $$code -eq 3 ] && exit 0 || exit $$code

registry: .venv/core ## what the registry says of the trials in OUT=folder, and where papers differ (OFFLINE=1: ask no one)
	@[ -f "$(OUT)/evidence.jsonl" ] || $(MAKE) --no-print-directory extract
	@$(BIN)/evidence registry refresh --outputs "$(OUT)" $(if $(filter-out 0,$(OFFLINE)),--offline)

audit: .venv/dev ## extraction accuracy against the gold in GOLD=folder, with every error shown
	@$(BIN)/evidence audit --outputs "$(OUT)" --gold "$(GOLD)"

test: .venv/dev ## run the tests
	@$(BIN)/python -m pytest

lint: .venv/dev ## ruff
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/dev ## mypy, strict where values are made
	@$(BIN)/mypy

contracts: .venv/dev ## the direction of imports
	@$(BIN)/lint-imports

corpus: .venv/dev ## typeset the embedded papers anew from their sources
	@$(BIN)/python corpus/papers/build.py

ci: lint types contracts ## all checks: what .ci/run calls
	@$(BIN)/python corpus/papers/build.py --check
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered
	@$(MAKE) --no-print-directory extract
	@$(BIN)/evidence gold check corpus/gold
	@$(BIN)/evidence audit --baseline audit_baseline.json
	@$(MAKE) --no-print-directory shared

shared: .venv/dev # the papers and the gold that nobody here wrote, where they stand
	@if [ -d "$(SHARED)/gold" ]; then \
	  $(BIN)/evidence extract $(SHARED)/corpus/seeds $(SHARED)/corpus/real --out outputs/shared && \
	  $(BIN)/evidence audit --outputs outputs/shared --gold $(SHARED)/gold --names $(SHARED)/design/names.csv; \
	else echo "ci: $(SHARED) does not stand beside the checkout: its papers and gold were skipped"; fi

bench-reading: .venv/dev ## how well PDFs are read, against the JATS of the same papers
	@$(BIN)/evidence parse $(SHARED)/corpus/pairs --only pdf --out outputs/pairs
	@$(BIN)/python $(SHARED)/tools/score_reading.py outputs/pairs/documents $(SHARED)/corpus/pairs_jats

bench-recognise: .venv/dev ## the recognisers against public annotated text (development sets), and words a second
	@$(BIN)/python $(SHARED)/tools/score_mentions.py radiotherapy "$(BIN)/evidence recognise --json" $(SHARED)/data/annotated/radiotherapy_hemonc dev
	@echo "bc5cdr, development set: the model that ships was trained on it and on the training set, so these figures only show that"
	@echo "it works. Its own test figures (the test set was read once, for the report) stand in configs/models/names_cnn/README.md."
	@$(BIN)/python $(SHARED)/tools/score_mentions.py bc5cdr "$(BIN)/evidence recognise --json" $(SHARED)/data/annotated/bc5cdr/CDR_DevelopmentSet.PubTator.txt $(SHARED)/data/annotated/bc5cdr/CDR_TrainingSet.PubTator.txt
	@$(BIN)/python tests/bench/bench_recognise.py corpus/papers $(SHARED)/data/annotated/bc5cdr/CDR_DevelopmentSet.PubTator.txt

bench-relate: .venv/dev ## relations of outcomes, measures and arms, against public annotated sentences
	@$(BIN)/python tests/bench/bench_relate.py $(SHARED)/data/annotated/rct_art/solid_tumour_cancer.jsonl

bench-linear: .venv/dev ## the recognisers' time at twice the length
	@$(BIN)/python -m tests.bench.bench_recognise_linear

model: .venv/dev ## train the small name model anew (about 10 minutes on one core)
	@OMP_NUM_THREADS=1 $(BIN)/python -m pipeline.recognise.train $(SHARED)/data/annotated/bc5cdr configs/models/names_cnn

calibrate: .venv/dev ## fit the confidence of rows to curated papers, each out of its own fold
	@$(BIN)/evidence extract $(SHARED)/corpus/seeds $(SHARED)/corpus/real corpus/papers --out outputs/calibrate
	@$(BIN)/python tests/bench/calibrate.py outputs/calibrate $(SHARED)/gold $(GOLD) --names $(SHARED)/design/names.csv --write

bench: .venv/dev ## what a paper costs, stage by stage, against pdfplumber; two workers against one (about 6 minutes)
	@$(BIN)/python -m tests.bench.bench_pipeline $(SHARED)/corpus/seeds $(SHARED)/corpus/real

soak: .venv/dev ## a thousand papers in one run (about 15 minutes)
	@$(BIN)/python -m tests.bench.soak corpus/papers

fuzz: .venv/dev ## mutated papers through the pipeline, mutated passages through each recogniser, five minutes
	@$(BIN)/python -m tests.bench.fuzz corpus/papers --seconds 300

kill: .venv/dev ## runs killed around their writes (about 150 times) and at 30 random instants (about 10 minutes)
	@$(BIN)/python -m tests.run.kill_at_writes --every 5
	@$(BIN)/python -m pytest tests/run/test_kill.py -m slow

bench-audit: .venv/dev ## seconds and memory of an audit of 200 papers
	@$(BIN)/python tests/bench/bench_audit.py

lock: ## renew requirements/*.txt from pyproject.toml (needs uv)
	@for e in core ocr cluster audit dev; do \
	  x=""; [ $$e = core ] || x="--extra $$e -c requirements/core.txt"; \
	  uv pip compile pyproject.toml $$x --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q -o requirements/$$e.txt; done

clean: ## remove what can be made again
	@rm -rf outputs .pytest_cache .mypy_cache .ruff_cache .hypothesis
