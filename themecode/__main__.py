"""``python -m themecode``."""

from themecode.cli.main import run

run()
