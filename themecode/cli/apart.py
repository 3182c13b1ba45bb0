"""What is printed while a round is open in which coders are not to see each other's work."""

from __future__ import annotations

from themecode.cli.main import complain
from themecode.usecases.study import Study
from themecode.usecases.working_round import begun_apart


def say_left_out(study: Study, coder: str | None = None) -> None:
    """Say which open rounds are not in the figures, but where these are one's own."""
    if coder != study.coder:
        for name in begun_apart(study, counting=True):
            complain(f"the round {name} is open: what is coded in it counts when it is closed")


def say_disclosed(study: Study, coder: str | None = None) -> None:
    """Say which open rounds can be read from what is written, though coders are not to see each other's work yet."""
    if coder != study.coder:
        for name in begun_apart(study):
            complain(
                f"the round {name} is open, and this has what all do in it; do not show it to those who code there"
            )
