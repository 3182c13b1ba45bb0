"""YAML in: values as written, lines for messages, and nothing that can explode."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themecode.core.errors import InputError
from themecode.formats import yamlfile
from themecode.formats.yamlfile import Fields, Items, Node, Scalar, load_yaml


def load(folder: Path, text: str | bytes) -> Fields:
    path = folder / "bok.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_yaml(path)


def faults(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        load(folder, text)
    return [str(fault) for fault in caught.value.faults]


def plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return None if node.empty else node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.pairs}


def test_values_stay_as_they_are_written(tmp_path: Path) -> None:
    text = "a: 23\nb: Ja\nc: 007\nd: true\ne: 'true'\nf:\ng: ~\nh: '~'\ni: 1_000\nj: 2024-03-01\nk: no\n"
    assert plain(load(tmp_path, text)) == {
        "a": "23", "b": "Ja", "c": "007", "d": "true", "e": "true", "f": None, "g": None, "h": "~",
        "i": "1_000", "j": "2024-03-01", "k": "no",
    }  # fmt: skip
    assert [node.boolean for _, node in load(tmp_path, text).pairs if isinstance(node, Scalar)][3:5] == [True, None]


def test_block_texts_lose_only_their_final_line_break(tmp_path: Path) -> None:
    text = 'a: |\n  ett\n\n   två\nb: >\n  tre\n  fyra\nc: "fem\\n"\n'
    assert plain(load(tmp_path, text)) == {"a": "ett\n\n två", "b": "tre fyra", "c": "fem\n"}


def test_every_node_knows_its_line(tmp_path: Path) -> None:
    top = load(tmp_path, "# först\na: 1\nb:\n  - x\n  - {c: y,\n     d: z}\n")
    (a, one), (_, items) = top.pairs
    assert (a.line, one.line, items.line) == (2, 2, 4)
    assert isinstance(items, Items)
    assert [item.line for item in items.items] == [4, 5]
    assert isinstance(items.items[1], Fields)
    assert items.items[1].pairs[1][0].line == 6


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_line_ends_and_forms_of_letters_make_no_difference(tmp_path: Path, encoding: str) -> None:
    text = "å: öl\r\nb: 2\r\n" if encoding == "cp1252" else "a\u030a: o\u0308l\r\nb: 2\r\n"
    assert plain(load(tmp_path, text.encode(encoding))) == {"å": "öl", "b": "2"}


def test_every_double_key_is_listed_with_both_lines(tmp_path: Path) -> None:
    found = faults(tmp_path, "a: 1\nb: {c: 1, c: 2}\na: 2\n")
    assert ["line 2" in found[0], "stands in line 1 too" in found[1], "line 3" in found[1]] == [True] * 3


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: &x 1\nb: *x\n", 1, "anchors"),
        ("a: 1\nb: *x\n", 2, "anchors"),
        ("a: &a [*a]\n", 1, "anchors"),
        ("a: !!python/object/apply:os.system [ls]\n", 1, "tags"),
        ("a: 1\nb: !egen 2\n", 2, "tags"),
        ("a:\n\tb: 1\n", 2, "tab"),
        ("a: fråga: två\n", 1, "colon"),
        ("a: 1\n  b: 2\n", 2, "colon"),
        ("a: [1, 2\nb: 3\n", 2, "YAML"),
        ("a: 'x\n", 2, "YAML"),
        ("a: 1\nb: \x01\n", 2, "YAML"),
        ("a: 1\n---\nb: 2\n", 2, "second document"),
        ("a: 1\n? [x]\n: 2\n", 2, "a key is"),
    ],
)
def test_what_is_refused_is_named_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    (found,) = faults(tmp_path, text)
    assert what in found
    assert f"bok.yaml, line {line}" in found


@pytest.mark.parametrize("text", ["", "# bara en kommentar\n", "- a\n- b\n", "bara text\n", "---\n"])
def test_a_file_without_keys_is_refused(tmp_path: Path, text: str) -> None:
    assert "no keys" in faults(tmp_path, text)[0]


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert "line 1;" in faults(tmp_path, bomb)[0]


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 100_000, "a: " + "{b: " * 10_000, "\n".join(" " * n + "a:" for n in range(200))]
)
def test_depth_is_limited_before_it_can_do_harm(tmp_path: Path, text: str) -> None:
    assert "more than 50 levels" in faults(tmp_path, text)[0]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "MOST_BYTES", 1000)
    assert "larger than" in faults(tmp_path, "a: " + "x" * 1000)[0]


def test_bytes_that_are_no_text_and_missing_files_are_refused(tmp_path: Path) -> None:
    assert "bok.yaml" in faults(tmp_path, b"PK\x03\x04\x00\x01")[0]
    with pytest.raises(InputError, match="no such file"):
        load_yaml(tmp_path / "ingen.yaml")


@settings(max_examples=300, deadline=None)
@given(text=st.text(alphabet="ab:- \n\t[]{},'\"|>&*!%#@?\\xUuåä\0\x07\u2028🙂0", max_size=40))
def test_any_text_is_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    with suppress(InputError):
        load(tmp_path_factory.getbasetemp(), text)
