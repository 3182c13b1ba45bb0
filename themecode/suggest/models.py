"""Sentence models on this computer: found by folder, installed package or hub name; fetched only when told to."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from themecode.core.errors import InputError, ThemecodeError

_MARK = "modules.json"
"""A folder with this file is a sentence-transformers model."""

_END = 1 << 16
"""Bytes at each end of a large file that go into the fingerprint."""

_HUB_NAME = re.compile(r"[\w.-]+/[\w.-]+")


class ModelError(ThemecodeError):
    """A model cannot be used: missing, no model, not fetched, or the extra is not installed."""


@dataclass(frozen=True)
class Model:
    """A sentence model that lies on this computer."""

    name: str
    """As the person named it."""
    folder: Path

    @property
    def fingerprint(self) -> str:
        """What its vectors are kept under: the same for a copy of the folder, another for another model.

        Small files count whole; of large ones their size and both ends. Raises ModelError where they cannot be read.
        """
        try:
            return self._digest()
        except OSError as error:
            raise ModelError("the model's folder cannot be read", self.name, "copy or fetch it again") from error

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for path in sorted(path for path in self.folder.rglob("*") if path.is_file()):
            relative = path.relative_to(self.folder)
            if any(part.startswith(".") for part in relative.parts) or path.suffix == ".md":
                continue
            size = path.stat().st_size
            digest.update(f"{relative.as_posix()}\0{size}\0".encode())
            with path.open("rb") as file:
                if size <= 16 * _END:
                    digest.update(file.read())
                else:
                    digest.update(file.read(_END))
                    file.seek(-_END, os.SEEK_END)
                    digest.update(file.read())
        return digest.hexdigest()[:32]


def find_model(name: str) -> Model:
    """Find a model by folder, by the package that carries it, or by its name on the hub if it was fetched.

    Nothing is downloaded. Raises ModelError where there is none.
    """
    require_extra(name)
    if (folder := _folder(name)) is not None:
        return Model(name, _checked(folder, name))
    if (packaged := _packaged(name)) is not None:
        return Model(name, packaged)
    if _HUB_NAME.fullmatch(name) and (fetched := _fetched(name)) is not None:
        return Model(name, _checked(fetched, name))
    fix = (
        f"fetch it first: themecode model fetch {name}" if _HUB_NAME.fullmatch(name) else "name a folder that is there"
    )
    raise ModelError("the model is not on this computer", name, fix)


def require_extra(name: str = "") -> None:
    """Raise ModelError unless sentence-transformers is installed; it is not loaded for this."""
    if find_spec("sentence_transformers") is None:
        raise ModelError(
            "models of meaning need the extra `embeddings`, which is not installed",
            name,
            "type: pip install 'themecode[embeddings]'",
        )


def fetch_model(name: str) -> Model:
    """Download a model from the hub into the local cache: the one thing here that uses the network.

    Raises InputError for what is no hub name, ModelError where it cannot be fetched or is no sentence model.
    """
    require_extra(name)
    if not _HUB_NAME.fullmatch(name):
        raise InputError("this is no name of a model on the hub", name, "write it as owner/name")
    from huggingface_hub import constants, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError

    if constants.HF_HUB_OFFLINE:
        raise ModelError("fetching is switched off (HF_HUB_OFFLINE is set)", name, "unset it and try again")
    patterns = ["*.json", "*.txt", "*.model", "*.safetensors", "*/config.json", "*/*.safetensors"]
    try:
        folder = snapshot_download(name, allow_patterns=patterns)
    except HfHubHTTPError as error:
        missing = error.response is not None and error.response.status_code in (401, 403, 404)
        what = "the hub has no such open model" if missing else "the hub does not answer as it should"
        raise ModelError(what, name, "check the name, or fetch it later") from error
    except Exception as error:  # no network shows as whatever the client's own library raises
        raise ModelError(
            "the model could not be fetched", name, "check the network, or copy a model's folder here"
        ) from error
    return Model(name, _checked(Path(folder), name))


def known_models() -> Iterator[Model]:
    """Yield the models on this computer: fetched ones, and packages that carry one."""
    if find_spec("sentence_transformers") is None:
        return
    from importlib.metadata import packages_distributions

    for package in sorted(packages_distributions()):
        folder = _packaged(package)
        if folder is not None and any(folder.rglob("*.safetensors")):
            yield Model(package.replace("_", "-"), folder)
    from huggingface_hub import scan_cache_dir
    from huggingface_hub.errors import CacheNotFound

    try:
        repositories = scan_cache_dir().repos
    except CacheNotFound:
        return
    for repository in sorted(repositories, key=lambda each: each.repo_id):
        for revision in repository.revisions:
            if repository.repo_type == "model" and (Path(revision.snapshot_path) / _MARK).is_file():
                yield Model(repository.repo_id, Path(revision.snapshot_path))
                break


def _checked(folder: Path, name: str) -> Path:
    """Return the folder if a sentence model lies in it. Raises ModelError where none does."""
    fix = f"name the folder that holds {_MARK}"
    try:
        modules = json.loads((folder / _MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError("this folder holds no sentence model", name, fix) from error
    if not isinstance(modules, list) or not any(folder.rglob("*.safetensors")):
        raise ModelError("this folder holds a sentence model without its weights", name, "copy the whole folder")
    return folder


def _folder(name: str) -> Path | None:
    """Return the folder of this name, ``None`` where there is none, or there can be none."""
    try:
        folder = Path(name).expanduser()
        return folder.resolve() if folder.is_dir() else None
    except (OSError, RuntimeError, ValueError):
        return None


def _packaged(name: str) -> Path | None:
    """Return the folder of a model that an installed package carries, without importing the package."""
    module = name.replace("-", "_")
    if not module.isidentifier():
        return None
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        return None
    for place in (spec.submodule_search_locations or ()) if spec is not None else ():
        for mark in sorted(Path(place).glob(f"*/{_MARK}")):
            return mark.parent
    return None


def _fetched(name: str) -> Path | None:
    """Return where a model lies in the local cache, ``None`` where it was not fetched."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, ValueError):
        return None
