"""Names judged on their screen and replaced in one step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, OptionList, Static

from tests.tui.waiting import until
from themecode import Study
from themecode.formats.key_file import read_key
from themecode.tui.app import ThemecodeApp
from themecode.tui.screens.ask import AskScreen
from themecode.tui.screens.choose import ChooseScreen
from themecode.tui.screens.home import HomeScreen
from themecode.tui.screens.passphrase import PassphraseScreen
from themecode.tui.screens.pseudonyms import PseudonymsScreen
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.pseudonymising import has_standins

TEXT = (
    "Moderator: Hej.\nP1: Karin bor i Mora. Karins bil. Björn är borta, ring 070-123 45 67 🤔.\n"
    "P2: Gurli, ja. Jag såg Björn.\n"
)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "s.db"
    (tmp_path / "samtal.txt").write_text(TEXT, encoding="utf-8")
    with Study.create(path, coder="Åsa") as opened:
        import_transcripts(opened, [tmp_path / "samtal.txt"])
    return path


async def to_names(pilot: Pilot[None]) -> PseudonymsScreen:
    await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    await pilot.press("p")
    await until(pilot, lambda: isinstance(pilot.app.screen, PseudonymsScreen) and pilot.app.screen.proposal)
    screen = pilot.app.screen
    assert isinstance(screen, PseudonymsScreen)
    return screen


def lines(screen: PseudonymsScreen) -> list[str]:
    listed = screen.query_one(OptionList)
    return [str(listed.get_option_at_index(place).prompt) for place in range(listed.option_count)]


def text_of(path: Path) -> str:
    with Study.open(path, read_only=True) as opened:
        return opened.document("samtal").text


async def test_findings_are_listed_with_their_places_the_sure_ones_marked(study: Path) -> None:
    app = ThemecodeApp(study, "Åsa")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await to_names(pilot)
        assert "✓ person: Karin → [person 1] · 2 ställen" in lines(screen)
        assert any(line.startswith("· person: Björn") and "osäkert" in line for line in lines(screen))
        await until(pilot, lambda: "»Karin«" in str(screen.query_one("#places", Static).render()))


async def test_what_is_marked_is_replaced_and_the_rest_stays(study: Path) -> None:
    app = ThemecodeApp(study, "Åsa")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await to_names(pilot)
        place = next(n for n, line in enumerate(lines(screen)) if "Mora" in line)
        await pilot.press(*["down"] * place, "enter")  # leave the place
        await pilot.press("home", "e")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        app.screen.query_one(Input).value = "[mamman]"
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, PassphraseScreen))
        await pilot.press(*"hemlig", "enter", *"hemlig", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert "[mamman] bor i Mora. [mamman]s bil." in text_of(study)
        assert "Björn är borta, ring [telefonnummer 1]" in text_of(study)
    assert read_key(study.with_name("s.db.key"), "hemlig").standins[0].standin == "[mamman]"


async def test_two_different_passphrases_replace_nothing(study: Path) -> None:
    app = ThemecodeApp(study, "Åsa")
    async with app.run_test(size=(100, 30)) as pilot:
        await to_names(pilot)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, PassphraseScreen))
        await pilot.press(*"hemlig", "enter", *"annan", "enter")
        await until(pilot, lambda: isinstance(app.screen, PseudonymsScreen))
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    with Study.open(study, read_only=True) as opened:
        assert not has_standins(opened)


async def test_all_and_none_of_a_kind_and_a_list_of_names(study: Path, write: Any) -> None:
    names = write("namn.txt", "Gurli\nplats: Mora\n")
    app = ThemecodeApp(study, "Åsa")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await to_names(pilot)
        assert not any("Gurli" in line for line in lines(screen))
        await pilot.press("a")
        assert all(line.startswith("✓") for line in lines(screen) if " person:" in line)
        await pilot.press("i")
        assert not any(line.startswith("✓") for line in lines(screen) if " person:" in line)
        await pilot.press("l")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        app.screen.query_one(Input).value = str(names)
        await pilot.press("enter")
        await until(pilot, lambda: any("Gurli" in line for line in lines(screen)))


async def test_with_a_key_the_same_person_keeps_their_standin(study: Path) -> None:
    from themecode.usecases.pseudonymising import propose
    from themecode.usecases.replacing_names import replace_names

    with Study.open(study, coder="Åsa") as opened:
        proposal = propose(opened)
        replace_names(opened, proposal, proposal.chosen(unsure=False), study.with_name("s.db.key"), "hemlig")
        path = study.with_name("två.txt")
        path.write_text("P1: Karin igen.\nP2: Ja.", encoding="utf-8")
        import_transcripts(opened, [path])
    app = ThemecodeApp(study, "Åsa")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, PassphraseScreen))
        await pilot.press(*"hemlig", "enter")
        await until(pilot, lambda: isinstance(app.screen, PseudonymsScreen) and app.screen.proposal)
        assert isinstance(app.screen, PseudonymsScreen)
        assert any("Karin → [person 1]" in line for line in lines(app.screen))


async def test_one_can_stop_halfway_and_go_on_while_another_codes(study: Path) -> None:
    from themecode.usecases.backups import folder_of
    from themecode.usecases.codebook_changes import add_code
    from themecode.usecases.erasing import is_unfinished

    app = ThemecodeApp(study, "Åsa")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await to_names(pilot)
        place = next(n for n, line in enumerate(lines(screen)) if "Mora" in line)
        await pilot.press(*["down"] * place, "enter")
        doubt = next(n for n, line in enumerate(lines(screen)) if line.startswith("· person: Björn"))
        await pilot.press("home", *["down"] * doubt, "enter", "q")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    with Study.open(study, coder="Bo") as other:
        code = add_code(other, "oro", codebook=None).key
        coding = other.code(other.document("samtal"), 20, 40, code)
    app = ThemecodeApp(study, "Åsa")
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await to_names(pilot)
        await until(
            pilot, lambda: any(line.startswith("· place: Mora") or "· ort: Mora" in line for line in lines(screen))
        )
        assert any(line.startswith("✓ person: Björn") for line in lines(screen))
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, ChooseScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, PassphraseScreen))
        await pilot.press(*"hemlig", "enter", *"hemlig", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert "bor i Mora" in text_of(study)
        with Study.open(study, read_only=True) as opened:
            assert not is_unfinished(opened)  # the screens' own reading did not keep the log from being emptied
        beside = [study, study.with_name("s.db-wal"), *folder_of(study).glob("*")]
        assert not any(b"Karin" in each.read_bytes() for each in beside if each.exists())
    with Study.open(study, read_only=True) as opened:
        assert opened.connection.execute("SELECT 1 FROM codings WHERE uuid = ?", (coding.uuid,)).fetchone()
