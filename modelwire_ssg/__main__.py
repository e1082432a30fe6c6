"""``python -m modelwire_ssg``."""

from modelwire_ssg.cli.main import run

run()
