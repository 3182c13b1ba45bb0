import pytest

from themecode.core.places import PlaceKind, advice, cloud_place, mounted, network_place, risky_place

MOUNTS = r"""
sysfs /sys sysfs rw,nosuid 0 0
/dev/sda1 / ext4 rw,relatime 0 0
//server/forskning /mnt/gemensam cifs rw,vers=3.0 0 0
nas:/export /home/anna/Min\040mapp nfs4 rw 0 0
/dev/sdb1 /mnt/gemensam/lokal ext4 rw 0 0
anna@host:/data /home/anna/fjärran fuse.sshfs rw 0 0
C:\134 /mnt/c 9p rw,aname=drvfs 0 0
tmpfs /run tmpfs rw 0 0
"""
MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//anna@server/forskning on /Volumes/forskning (smbfs, nodev, nosuid, mounted by anna)
"""


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (r"C:\Users\anna\OneDrive\studie.db", "OneDrive"),
        (r"C:\Users\anna\OneDrive - Göteborgs universitet\Intervjuer\studie.db", "OneDrive"),
        ("/Users/anna/Library/CloudStorage/OneDrive-Personal/studie.db", "OneDrive"),
        ("/home/anna/Dropbox/studie.db", "Dropbox"),
        ("/Users/anna/Dropbox (Personal)/studie.db", "Dropbox"),
        (r"G:\Min enhet\studie.db", "Google Drive"),
        (r"G:\My Drive\studie.db", "Google Drive"),
        ("/Users/anna/Library/CloudStorage/GoogleDrive-anna@example.org/Min enhet/studie.db", "Google Drive"),
        ("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/studie.db", "iCloud"),
        (r"C:\Users\anna\iCloudDrive\studie.db", "iCloud"),
        ("/home/anna/Nextcloud/studie.db", "Nextcloud"),
        ("/home/anna/nextcloud/studie.db", "Nextcloud"),
        (r"C:\Users\anna\Box\studie.db", "Box"),
        ("/Users/anna/Box Sync/studie.db", "Box"),
        ("/Users/anna/Library/CloudStorage/Box-Box/studie.db", "Box"),
    ],
)
def test_the_folders_of_cloud_services_are_known(path: str, service: str) -> None:
    place = cloud_place(path)
    assert place is not None
    assert (place.kind, place.name) == (PlaceKind.CLOUD, service)


@pytest.mark.parametrize(
    "path",
    [
        "/home/anna/studier/studie.db",
        "/home/anna/studier/dropbox.db",
        "/home/anna/OneDriver/studie.db",
        "/home/anna/studier/Box/studie.db",
        "/home/anna/enhet/studie.db",
        r"C:\Users\anna\Documents\studie.db",
        r"\\?\C:\Users\anna\studie.db",
        "studie.db",
    ],
)
def test_an_ordinary_folder_is_no_risk(path: str) -> None:
    assert risky_place(path, MOUNTS) is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (r"\\server\forskning\studie.db", "UNC"),
        (r"\\?\UNC\server\forskning\studie.db", "UNC"),
        ("/mnt/gemensam/projekt/studie.db", "cifs"),
        ("/home/anna/Min mapp/studie.db", "nfs4"),
        ("/home/anna/fjärran/studie.db", "fuse.sshfs"),
        ("/mnt/c/Users/anna/studie.db", "9p"),
    ],
)
def test_a_network_folder_is_known_by_its_mount(path: str, kind: str) -> None:
    place = network_place(path, MOUNTS)
    assert place is not None
    assert (place.kind, place.name) == (PlaceKind.NETWORK, kind)


def test_a_macs_network_folder_is_known() -> None:
    place = network_place("/Volumes/forskning/studie.db", MAC)
    assert place is not None
    assert place.name == "smbfs"


def test_the_innermost_mount_counts() -> None:
    assert network_place("/mnt/gemensam/lokal/studie.db", MOUNTS) is None


def test_a_folder_that_only_begins_like_a_mount_is_not_in_it() -> None:
    assert network_place("/mnt/gemensamt/studie.db", MOUNTS) is None


def test_the_root_is_the_computers_own_disk() -> None:
    assert network_place("/home/anna/studie.db", "none / 9p rw 0 0\n") is None


def test_lines_that_are_no_mounts_are_left_out() -> None:
    assert mounted("\nhello\na b c d\n") == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_advice_names_the_service_and_what_to_do_instead(language: str) -> None:
    place = cloud_place("/home/anna/Dropbox/studie.db")
    assert place is not None
    what, instead = advice(place, language)
    assert "Dropbox" in what
    assert "bundle" in instead
