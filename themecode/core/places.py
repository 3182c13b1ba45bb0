"""Is a folder synchronised to a cloud service or on another computer? Two machines must not share one study there.

Pure: told from a path and from the text of a table of mounts; `usecases.whereabouts` reads those.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class PlaceKind(StrEnum):
    """Why a place is risky."""

    CLOUD = "cloud"
    NETWORK = "network"


@dataclass(frozen=True)
class Place:
    """A folder where a study can be torn apart."""

    kind: PlaceKind
    name: str
    """The service, or the kind of network folder: OneDrive, cifs."""


class PlaceWarning(UserWarning):
    """A study that is written to lies in a cloud or network folder; said once per study."""


_CLOUD: tuple[tuple[str, str], ...] = (
    (r"OneDrive(?: ?- ?.+)?", "OneDrive"),
    (r"Dropbox(?:[ -].+)?", "Dropbox"),
    (r"Google ?Drive(?:[ -].+)?|DriveFS|Min enhet|My Drive|Delade enheter|Shared drives", "Google Drive"),
    (r"iCloud ?Drive(?:[ -].+)?|com~apple~CloudDocs|iCloud~.+", "iCloud"),
    (r"Nextcloud\d*(?:-.+)?", "Nextcloud"),
    (r"ownCloud(?:-.+)?", "ownCloud"),
    (r"Box Sync|Box-Box", "Box"),
)
"""Names of folders that the services make, each a whole component of the path, in whatever case."""

_BOX = re.compile(r"(?:^|/)(?:Users|home)/[^/]+/Box/")
"""*Box* is a common word; the service's folder lies directly in the person's own."""

_NETWORK = frozenset(
    (
        *("cifs", "smb3", "smb2", "smbfs", "nfs", "nfs4", "9p", "afs", "afpfs", "ncpfs", "ceph", "davfs", "webdav"),
        *("glusterfs", "lustre", "gpfs", "beegfs", "vboxsf", "prl_fs", "sshfs", "fuse.sshfs", "fuse.rclone"),
        *("fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.s3fs"),
        *("fuse.google-drive-ocamlfuse", "fuse.onedriver", "macfuse"),
    )
)
"""Kinds of file system behind which there is another computer."""

_MAC_MOUNT = re.compile(r"^.+? on (?P<point>/.*) \((?P<kind>[^,)]+)[,)]")
_OCTAL = re.compile(r"\\([0-7]{3})")


def risky_place(path: str, mounts: str = "") -> Place | None:
    """Tell whether a study's file lies in a cloud or network folder.

    ``path`` is absolute, of any operating system; ``mounts`` is the text of ``/proc/self/mounts``, or
    what ``mount`` prints on macOS; empty where there is no such table.
    """
    return cloud_place(path) or network_place(path, mounts)


def cloud_place(path: str) -> Place | None:
    """Tell whether a file lies in the folder of a cloud service, by the folders' names."""
    folders = path.replace("\\", "/")
    for folder in folders.split("/")[:-1]:
        for pattern, name in _CLOUD:
            if re.fullmatch(pattern, folder, re.IGNORECASE):
                return Place(PlaceKind.CLOUD, name)
    return Place(PlaceKind.CLOUD, "Box") if _BOX.search(folders) else None


def network_place(path: str, mounts: str = "") -> Place | None:
    r"""Tell whether a file lies on another computer: ``\\server\share\...``, or a mounted network folder."""
    if re.match(r"\\\\(?:\?\\UNC\\|(?![?.]\\))[^\\]+\\", path, re.IGNORECASE):
        return Place(PlaceKind.NETWORK, "UNC")
    inside = [(point, kind) for point, kind in mounted(mounts) if path.startswith(point.rstrip("/") + "/")]
    point, kind = max(inside, key=lambda mount: len(mount[0]), default=("/", ""))
    # What is mounted at the root is the computer's own disk, also where a virtual machine calls it 9p.
    return Place(PlaceKind.NETWORK, kind) if point != "/" and kind in _NETWORK else None


def mounted(mounts: str) -> list[tuple[str, str]]:
    """Read (mount point, kind of file system) from a table of mounts, in its order; other lines are left out."""
    found = []
    for line in mounts.splitlines():
        if match := _MAC_MOUNT.match(line):
            found.append((match["point"], match["kind"]))
        elif len(parts := line.split(" ")) >= 4 and parts[1].startswith("/"):
            found.append((_OCTAL.sub(lambda octal: chr(int(octal[1], 8)), parts[1]), parts[2]))
    return found


def advice(place: Place, language: str) -> tuple[str, str]:
    """Return what is wrong with a study lying in ``place``, and what to do instead, in Swedish or English."""
    if language == "sv":
        where = f"en mapp som synkas ({place.name})" if place.kind is PlaceKind.CLOUD else "en nätverksmapp"
        return (
            f"studien ligger i {where}: öppnas den på två datorer kan arbete gå förlorat",
            "ha den på datorns egen disk och byt paket (bundle, merge) med varandra; säkerhetskopior får ligga här",
        )
    where = f"a folder that {place.name} synchronises" if place.kind is PlaceKind.CLOUD else "a network folder"
    return (
        f"the study lies in {where}: opened on two computers, work can be lost",
        "keep it on this computer's own disk and exchange bundles (bundle, merge); backups may lie here",
    )
