"""What is printed of work that is not in the figures yet, or not to be shown to all."""

from __future__ import annotations

from themecode.cli.main import complain
from themecode.usecases.study import Study
from themecode.usecases.unfinished import begun_transcripts
from themecode.usecases.working_round import begun_apart


def say_left_out(study: Study, coder: str | None = None, *, interviews: bool = True) -> None:
    """Say which open rounds are not in the figures, but where these are one's own, and which interviews are not.

    ``interviews``: whether these would be in the figures.
    """
    if coder != study.coder:
        for name in begun_apart(study, counting=True):
            complain(f"the round {name} is open: what is coded in it counts when it is closed")
    if interviews and coder is None and (names := begun_transcripts(study)):
        which = f"the interview {names[0]} is" if len(names) == 1 else f"{len(names)} interviews are"
        complain(f"{which} coded, but not done, and not counted yet; press d there when all of it is read")


def say_disclosed(study: Study, coder: str | None = None) -> None:
    """Say which open rounds can be read from what is written, though coders are not to see each other's work yet."""
    if coder != study.coder:
        for name in begun_apart(study):
            complain(
                f"the round {name} is open, and this has what all do in it; do not show it to those who code there"
            )
