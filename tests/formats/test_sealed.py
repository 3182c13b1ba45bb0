"""A sealed file opens with its passphrase alone, whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themecode.core.errors import InputError
from themecode.formats.sealed import HEAD, is_sealed, seal, seal_file, unseal, unseal_file


@settings(max_examples=8, deadline=None)
@given(st.binary(max_size=2000), st.text(min_size=1))
def test_what_was_sealed_comes_back(data: bytes, passphrase: str) -> None:
    sealed = seal(data, passphrase)
    assert is_sealed(sealed)
    assert unseal(sealed, passphrase, "x") == data
    assert len(data) < 4 or data not in sealed


def test_another_passphrase_or_a_changed_byte_opens_nothing() -> None:
    sealed = seal("hemligt å ä ö".encode(), "fyra ord i rad")
    with pytest.raises(InputError, match="does not open this file"):
        unseal(sealed, "fyra ord i rad ", "x.sealed")
    for at in (len(HEAD), len(HEAD) + 20, len(sealed) - 1):
        changed = bytes([*sealed[:at], sealed[at] ^ 1, *sealed[at + 1 :]])
        with pytest.raises(InputError, match="was changed"):
            unseal(changed, "fyra ord i rad", "x.sealed")
    with pytest.raises(InputError, match="not sealed"):
        unseal(b"Hej", "x", "hej.txt")
    with pytest.raises(InputError, match="does not open"):
        unseal(HEAD, "x", "tom")


def test_two_seals_of_the_same_differ() -> None:
    assert seal(b"samma", "x") != seal(b"samma", "x")


def test_files_are_owner_only_and_nothing_is_replaced_when_opening(tmp_path: Path) -> None:
    plain, sealed, back = (tmp_path / name for name in ("a.db", "a.sealed", "b.db"))
    plain.write_bytes(b"innehall")
    seal_file(plain, sealed, "lösen")
    unseal_file(sealed, back, "lösen")
    assert back.read_bytes() == b"innehall"
    assert [path.stat().st_mode & 0o077 for path in (sealed, back)] == [0, 0]
    with pytest.raises(InputError, match="already"):
        unseal_file(sealed, back, "lösen")


def test_an_empty_passphrase_is_refused() -> None:
    with pytest.raises(InputError, match="passphrase is missing"):
        seal(b"x", "")
