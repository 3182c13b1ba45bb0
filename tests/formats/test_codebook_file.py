"""Codebook files: read with every fault named, written so that they read back equal."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themecode.core.codebook import CodebookEntry, CodeEntry, CodeKind
from themecode.core.errors import InputError
from themecode.core.localized import Localized
from themecode.core.plaintext import normalise
from themecode.formats.codebook_file import read_codebook, write_codebook

SHIPPED = Path(__file__).parents[2] / "codebooks"
UUIDS = ("6b3c1f0e-0f6e-4a53-9a55-0c1f0a4d9d11", "6b3c1f0e-0f6e-4a53-9a55-0c1f0a4d9d12")

FULL = f"""\
codebook: framgang
name: {{sv: Framgångsfaktorer, en: Success factors}}
uuid: {UUIDS[0].upper()}
codes:
  - key: framgang.samverkan
    kind: theme
    label: {{sv: samverkan/samarbete, en: collaboration}}
    definition: för alla språk
    include: |
      rad ett
      rad två
    exclude: {{sv: inte detta}}
    examples: [Vi ses, "Ja, ofta"]
    was: [framgang.samarbete, gammal]
    codable: false
    retired: true
    color: '#1f77B4'
    uuid: {UUIDS[1]}
    codes:
      - key: framgang.samverkan.moten
        label: 23
        examples: {{sv: [ett, två], en: one}}
      - key: ja
        label: true
"""


def read(folder: Path, text: str) -> CodebookEntry:
    path = folder / "bok.yaml"
    path.write_text(text, encoding="utf-8")
    return read_codebook(path)


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return [str(fault) for fault in caught.value.faults]


def test_everything_a_codebook_can_say_is_read(tmp_path: Path) -> None:
    book = read(tmp_path, FULL)
    assert book == CodebookEntry(
        key="framgang",
        name=Localized({"sv": "Framgångsfaktorer", "en": "Success factors"}),
        uuid=UUIDS[0],
        codes=(
            CodeEntry(
                key="framgang.samverkan",
                kind=CodeKind.THEME,
                label=Localized({"sv": "samverkan/samarbete", "en": "collaboration"}),
                definition=Localized.of("för alla språk"),
                include=Localized.of("rad ett\nrad två"),
                exclude=Localized({"sv": "inte detta"}),
                examples=(("", "Vi ses"), ("", "Ja, ofta")),
                was=("framgang.samarbete", "gammal"),
                codable=False,
                retired=True,
                color="#1f77B4",
                uuid=UUIDS[1],
                codes=(
                    CodeEntry(
                        key="framgang.samverkan.moten",
                        label=Localized.of("23"),
                        examples=(("sv", "ett"), ("sv", "två"), ("en", "one")),
                    ),
                    CodeEntry(key="ja", label=Localized.of("true")),
                ),
            ),
        ),
    )


def test_a_code_without_label_is_called_by_the_last_part_of_its_key(tmp_path: Path) -> None:
    book = read(tmp_path, "codebook: tid\ncodes: [{key: tid.luft}, {key: ö, label: }]\n")
    assert [code.label for code in book.walk()] == [Localized.of("luft"), Localized.of("ö")]


def test_keys_without_a_value_count_as_left_out(tmp_path: Path) -> None:
    empty = (
        "name:\ncodes:\n  - key: a\n    kind:\n    definition: ''\n    examples:\n    was:\n    codable:\n    codes:\n"
    )
    assert read(tmp_path, "codebook: tid\n" + empty) == read(tmp_path, "codebook: tid\ncodes: [{key: a}]\n")
    assert read(tmp_path, "codebook: tid\n").codes == ()


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_codebook_reads_and_reads_back(tmp_path: Path, path: Path) -> None:
    book = read_codebook(path)
    assert book.key == path.stem
    write_codebook(tmp_path / path.name, book)
    assert read_codebook(tmp_path / path.name) == book


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("lable: x", "no key 'lable', bok.yaml, line 4; did you mean 'label'?"),
        ("kind: tema", "the kind cannot be 'tema', bok.yaml, line 4; write one of code, category, theme"),
        ("kind: [theme]", "the kind must be a single text, bok.yaml, line 4"),
        ("label: {svenska: x}", "'svenska' is no language, bok.yaml, line 4"),
        ("label: [x]", "the label must be a text, or one per language, bok.yaml, line 4"),
        ("label: {sv: [x]}", "the label must be a single text, bok.yaml, line 4"),
        ("was: gammal", "was must be a list, bok.yaml, line 4"),
        ("was: ['inte en nyckel']", "cannot have been a key, bok.yaml, line 4"),
        ("was: [{a: b}]", "an item of was must be a single text, bok.yaml, line 4"),
        ("was: [~]", "was has an empty item, bok.yaml, line 4"),
        ("retired: ja", "retired must be true or false, bok.yaml, line 4"),
        ("codable: 'true'", "codable must be true or false, bok.yaml, line 4"),
        ("color: red", "the colour cannot be 'red', bok.yaml, line 4; write it as '#1f77b4'"),
        ("color: #1f77b4", "the colour is empty, bok.yaml, line 4; put it in quotes"),
        ("uuid: 123", "'123' is no uuid, bok.yaml, line 4"),
        ("codes: x", "codes must be a list, bok.yaml, line 4"),
        ("codes: [x]", "a code must have keys, bok.yaml, line 4"),
        ("codes: [~]", "a code must have keys, bok.yaml, line 4"),
        ("codes: [{label: x}]", "a code lacks 'key', bok.yaml, line 4"),
        ("codes: [{key: a}]", "the code 'a' stands in line 3 too, bok.yaml, line 4"),
        ("codes: [{key: 'a b'}]", "a code's key cannot be 'a b', bok.yaml, line 4"),
        ("examples: ett", "examples must be a list, bok.yaml, line 4"),
        ("examples: {sve: [x], x: [y]}", "'x' is no language, bok.yaml, line 4"),
        ("examples: {sv: {a: b}}", "examples must be a list, bok.yaml, line 4"),
    ],
)
def test_every_fault_of_a_code_is_named_with_its_line(tmp_path: Path, code: str, what: str) -> None:
    (found,) = faults(tmp_path, f"codebook: tid\ncodes:\n  - key: a\n    {code}\n")
    assert what in found


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("codes: []\n", "a codebook lacks 'codebook', bok.yaml, line 1"),
        ("codebook: två ord\n", "the codebook's key cannot be 'två ord', bok.yaml, line 1"),
        ("codebook: a\nversion: 2\n", "a codebook has no key 'version', bok.yaml, line 2; its keys are"),
        (f"codebook: a\nuuid: {UUIDS[0]}\ncodes:\n- {{key: b, uuid: {UUIDS[0]}}}\n", "stands in line 2 too"),
        ("codebook: a\ncodes: {key: b}\n", "codes must be a list, bok.yaml, line 2"),
    ],
)
def test_every_fault_of_the_book_is_named_with_its_line(tmp_path: Path, text: str, what: str) -> None:
    (found,) = faults(tmp_path, text)
    assert what in found


def test_all_faults_are_listed_from_top_to_bottom(tmp_path: Path) -> None:
    found = faults(tmp_path, "codebook: a b\ncodes:\n  - key: a\n    kind: x\n    was: y\n  - key: a\nfoo: 1\n")
    assert [fault.split("line ")[1 if "too" not in fault else 2][0] for fault in found] == ["1", "4", "5", "6", "7"]


TEXT = st.text(max_size=40).map(lambda text: normalise(text.replace("\0", "")))
FILLED = (
    TEXT | st.sampled_from(["23", "true", "~", "null", "# x", "- a", "a: b", "rad ett\nrad två", " x ", "\n", "'"])
).filter(bool)
KEYS = st.from_regex(r"[a-zåäö0-9][a-zåäö0-9_-]{0,8}(\.[a-zåäö0-9_-]{1,5}){0,2}", fullmatch=True)
LANGUAGES = st.sampled_from(["", "sv", "en", "no", "fin"])
TEXTS = st.dictionaries(LANGUAGES, FILLED, max_size=3).map(Localized)
EXAMPLES = st.dictionaries(LANGUAGES, st.lists(FILLED, min_size=1, max_size=3), max_size=3).map(
    lambda found: tuple((language, example) for language, examples in found.items() for example in examples)
)


@st.composite
def books(draw: st.DrawFn) -> CodebookEntry:
    keys = iter(draw(st.lists(KEYS, min_size=1, max_size=6, unique=True)))
    ids = iter([str(UUID(int=number)) for number in range(10)])

    def code(key: str, depth: int) -> CodeEntry:
        children = [code(child, depth + 1) for child in keys] if depth < 3 and draw(st.booleans()) else []
        return CodeEntry(
            key=key,
            kind=draw(st.sampled_from(CodeKind)),
            label=draw(TEXTS.filter(bool)),
            definition=draw(TEXTS),
            include=draw(TEXTS),
            exclude=draw(TEXTS),
            examples=draw(EXAMPLES),
            was=tuple(draw(st.lists(KEYS, max_size=2))),
            codable=draw(st.booleans()),
            retired=draw(st.booleans()),
            color=draw(st.none() | st.just("#00ff00")),
            uuid=draw(st.none() | st.just(next(ids))),
            codes=tuple(children),
        )

    return CodebookEntry(
        draw(KEYS), draw(TEXTS), tuple(code(key, 0) for key in keys), draw(st.none() | st.just(next(ids)))
    )


@settings(max_examples=80, deadline=None)
@given(book=books())
def test_a_codebook_reads_back_equal(tmp_path_factory: pytest.TempPathFactory, book: CodebookEntry) -> None:
    path = tmp_path_factory.getbasetemp() / "bok.yaml"
    write_codebook(path, book)
    assert read_codebook(path) == book


def test_a_written_codebook_says_no_more_than_it_must_and_reads_well(tmp_path: Path) -> None:
    path = tmp_path / "bok.yaml"
    write_codebook(path, read(tmp_path, FULL))
    assert (
        path.read_text(encoding="utf-8")
        == f"""\
codebook: framgang
name:
  sv: Framgångsfaktorer
  en: Success factors
uuid: {UUIDS[0]}
codes:
  - key: framgang.samverkan
    kind: theme
    label:
      sv: samverkan/samarbete
      en: collaboration
    definition: för alla språk
    include: |-
      rad ett
      rad två
    exclude:
      sv: inte detta
    examples:
      - Vi ses
      - Ja, ofta
    was:
      - framgang.samarbete
      - gammal
    codable: false
    retired: true
    color: '#1f77B4'
    uuid: {UUIDS[1]}
    codes:
      - key: framgang.samverkan.moten
        label: '23'
        examples:
          sv:
            - ett
            - två
          en:
            - one
      - key: ja
        label: 'true'
"""
    )


def test_writing_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="folder does not exist"):
        write_codebook(tmp_path / "ingen" / "bok.yaml", CodebookEntry("a"))
