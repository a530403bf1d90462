# What one does with this project; `make` alone lists it. The shell behind the set-up is in scripts/setup.sh.
# A Python of one's own choice for .venv: make PYTHON=/path/to/python3.12 run
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run demo test bench soak lint audit format setup setup-dev setup-tools clean

VENV_PYTHON := .venv/bin/python
# More words for the command behind run, test and bench: make test ARGS="-k withdraw"
ARGS :=

help:
	@echo '区域教育数据看板 · 可用的命令'
	@echo '  make run        安装并启动看板（http://127.0.0.1:8501），库为空时载入演示数据'
	@echo '  make demo       只载入演示数据'
	@echo '  make test       安装测试工具，做静态检查，运行全部测试'
	@echo '  make bench      运行性能测试（结果以同一次运行内的比值给出）'
	@echo '  make soak       反复杀死正在发布的进程、送入恶意文件，核对没有丢失或残缺（约半小时）'
	@echo '  make lint       只做静态检查：ruff、mypy、import-linter'
	@echo '  make audit      对照公开的漏洞库检查依赖（需要外网）'
	@echo '  make format     按约定的格式整理代码'
	@echo '  make setup      只安装运行所需的软件包；make setup-dev 连同测试和开发所需的'
	@echo '  make clean      删除 .venv 和各种缓存；不动 data/store/ 里的数据'

run: setup
	@echo '启动看板：浏览器打开 http://127.0.0.1:8501 ，按 Ctrl+C 停止。'
	@exec $(VENV_PYTHON) -m eduboard serve $(ARGS)

demo: setup
	@echo '载入演示数据…'
	@$(VENV_PYTHON) -m eduboard demo $(ARGS)

test: setup-dev setup-tools lint
	@echo '运行全部测试…'
	@$(VENV_PYTHON) -m pytest -n auto --dist loadfile $(ARGS)

bench: setup-dev
	@echo '运行性能测试，请不要同时做别的事…'
	@$(VENV_PYTHON) -m pytest tests/bench -m bench --capture=no $(ARGS)

soak: setup-dev
	@echo '运行可靠性测试（约半小时）…'
	@$(VENV_PYTHON) -m pytest tests/soak -m soak --capture=no $(ARGS)

lint: setup-dev
	@echo '静态检查：代码规则（ruff）'
	@$(VENV_PYTHON) -m ruff check .
	@echo '静态检查：代码格式（ruff format）'
	@$(VENV_PYTHON) -m ruff format --check .
	@echo '静态检查：类型（mypy）'
	@$(VENV_PYTHON) -m mypy
	@echo '静态检查：模块之间谁可以用谁（import-linter）'
	@$(VENV_PYTHON) .venv/bin/lint-imports

audit: setup
	@echo '对照公开的漏洞库检查依赖（需要外网）…'
	@$(VENV_PYTHON) -m venv .venv/audit
	@.venv/audit/bin/python -m pip install --quiet pip-audit==2.10.1
	@.venv/audit/bin/pip-audit --strict --desc --path "$$($(VENV_PYTHON) -c 'import sysconfig; print(sysconfig.get_path("purelib"))')" $(ARGS)

format: setup-dev
	@echo '整理代码格式…'
	@$(VENV_PYTHON) -m ruff check --fix .
	@$(VENV_PYTHON) -m ruff format .

setup:
	@scripts/setup.sh run

setup-dev:
	@scripts/setup.sh dev

setup-tools: setup-dev
	@scripts/setup.sh tools

clean:
	@echo '删除 .venv 和各种缓存（data/store/ 里的数据不动）…'
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
