# Two commands do everything on a fresh machine: `make run` and `make test`. The steps are in installer/make.py,
# which is the same on Windows and macOS: `py installer/make.py run`.
#   make run OPEN=/path/to/a/study     make test ARGS="-k geometry"

VERBS = install run test check bench lock

.PHONY: $(VERBS) clean

$(VERBS):
	@python=$$(sh installer/find_python.sh) && exec "$$python" installer/make.py $@ $(OPEN) $(ARGS)

clean:
	rm -rf .venv .bench-venvs .mypy_cache .ruff_cache .import_linter_cache build dist
