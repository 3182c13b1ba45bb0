"""Writing a file is all or nothing, and never takes the place of what is no file."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from themecode.core.errors import InputError
from themecode.formats.files import replacing, wipe


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    with replacing(pipe) as file:
        file.write(b"hej")
    reader.join(10)
    assert read == [b"hej"]
    assert pipe.is_fifo()
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_an_error_midway_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"gammalt")

    def break_off() -> None:
        with replacing(path) as file:
            file.write(b"ny")
            raise KeyError("midway")

    with pytest.raises(KeyError):
        break_off()
    assert path.read_bytes() == b"gammalt"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a folder"), replacing(tmp_path):
        pass


def test_what_is_wiped_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"hemligt" * 300_000)
    wipe(path)
    assert not path.exists()
