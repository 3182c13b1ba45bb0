"""The documentation is held to the program: commands, options, columns, keys, examples and links."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import click
import pytest

from themecode.analysis.counts import BASES
from themecode.cli.main import main, themecode
from themecode.core.states import AnswerState
from themecode.formats import codebook_elsewhere, codebook_file, codings_file, mapping_file
from themecode.formats.codebook_file import read_codebook
from themecode.formats.mapping_file import read_mapping
from themecode.report.render import STYLES
from themecode.tui.actions import ACTIONS
from themecode.usecases.demo import make_demo
from themecode.usecases.merge_plan import BothSides, CodeDifference, NotMerged, Tally
from themecode.usecases.study import Study

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INTERVIEW_KEYS = {"←→", "↑↓", "pgup/pgdn"}
"""Motions of the text view, which are no actions of a screen."""


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def section(name: str, heading: str) -> str:
    """Return what stands under a heading of a page, up to the next heading of its level."""
    found = re.search(rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#{{1,2}} |\Z)", text_of(name), re.MULTILINE | re.DOTALL)
    assert found, f"{name} has no section {heading!r}"
    return found[2]


def tables(text: str) -> list[list[str]]:
    """Return the first column of each table in a text."""
    found: list[list[str]] = []
    rows: list[str] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(re.split(r"(?<!\\)\|", line)[1].strip())
        elif rows:
            found.append(rows[2:])
            rows = []
    return found


def ticked(cells: list[str]) -> list[str]:
    """Return every `name` in cells, in order."""
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


# -- commands ------------------------------------------------------------------------------


def commands(group: click.Command = themecode, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, by its words."""
    context = click.Context(group)
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            child = group.get_command(context, name)
            assert child is not None
            yield from commands(child, (*path, name))
    else:
        yield " ".join(path), group


COMMANDS = dict(commands())


def options_of(command: click.Command) -> set[str]:
    return {name for parameter in command.params if isinstance(parameter, click.Option) for name in parameter.opts}


def groups(group: click.Command = themecode) -> Iterator[click.Group]:
    context = click.Context(group)
    if isinstance(group, click.Group):
        yield group
        for name in group.list_commands(context):
            child = group.get_command(context, name)
            assert child is not None
            yield from groups(child)


def test_every_command_has_a_section_and_every_section_a_command() -> None:
    headings = re.findall(r"^## (.+)$", text_of("commands.md"), re.MULTILINE)
    assert sorted(headings) == sorted([*COMMANDS, "What holds for all commands"])


@pytest.mark.parametrize("name", COMMANDS)
def test_a_section_names_the_options_of_its_command_and_no_others(name: str) -> None:
    documented = [option.split()[0] for cells in tables(section("commands.md", name)) for option in ticked(cells)]
    assert len(documented) == len(set(documented))
    assert set(documented) == options_of(COMMANDS[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_a_usage_line_names_the_arguments_in_their_order(name: str) -> None:
    usage = re.search(r"^    themecode (.*)$", section("commands.md", name), re.MULTILINE)
    assert usage, f"{name} has no usage line"
    arguments = []
    for parameter in COMMANDS[name].params:
        if isinstance(parameter, click.Argument):
            shown = parameter.human_readable_name + ("..." if parameter.nargs == -1 else "")
            arguments.append(shown if parameter.required or shown.startswith("[") else f"[{shown}]")
    optional = ["[OPTIONS]"] if options_of(COMMANDS[name]) else []
    assert usage[1].split() == [*name.split(), *arguments, *optional]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_has_help_and_an_example(name: str) -> None:
    command = COMMANDS[name]
    assert command.help
    assert all(parameter.help for parameter in command.params if isinstance(parameter, click.Option))
    assert f"$ themecode {name}" in section("commands.md", name)


def test_every_group_has_help() -> None:
    assert all(group.help for group in groups())


def test_the_choices_of_style_and_basis_are_named() -> None:
    assert all(f"`{basis}`" in section("commands.md", "count") for basis in BASES)
    assert all(f"`{style}`" in section("commands.md", "report") for style in STYLES)


def command_lines() -> list[tuple[str, str]]:
    """Return (page, line) of every themecode command that a page tells one to type."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found += [(page.name, line) for line in re.findall(r"^(?:    )?\$ (themecode .*)$", text, re.MULTILINE)]
        if page.name == "README.md":
            found += [(page.name, line) for line in re.findall(r"^    (themecode .*)$", text, re.MULTILINE)]
    return found


def test_every_command_line_in_the_pages_can_be_typed() -> None:
    for page, line in command_lines():
        words = shlex.split(line)[1:]
        name = next((" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in COMMANDS), None)
        assert name, f"{page}: {line}"
        rest = words[len(name.split()) :]
        try:
            COMMANDS[name].make_context(name, rest)
        except click.UsageError as error:
            pytest.fail(f"{page}: {line}: {error.format_message()}")


# -- examples ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo(path)
    return path


def python_examples() -> list[tuple[str, str, str | None]]:
    """Return (where, code, what it prints or nothing) of every Python block."""
    found = []
    for page in PAGES:
        fences = list(FENCE.finditer(page.read_text(encoding="utf-8")))
        for number, fence in enumerate(fences):
            if fence[1] == "python":
                after = fences[number + 1] if number + 1 < len(fences) else None
                between = after.string[fence.end() : after.start()] if after else "x"
                prints = after[2] if after is not None and after[1] == "text" and not between.strip() else None
                found.append((f"{page.name} {len(found)}", fence[2], prints))
    return found


@pytest.mark.parametrize(("where", "code", "prints"), python_examples(), ids=lambda value: str(value).split("\n")[0])
def test_an_example_runs_beside_a_demo_study_and_prints_what_the_page_says(
    where: str,
    code: str,
    prints: str | None,
    demo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name in ("demo.db", "study.db"):
        shutil.copy(demo, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THEMECODE_CODER", "gäst")
    exec(compile(code, where, "exec"), {"__name__": "__main__"})
    if prints is not None:
        assert capsys.readouterr().out == prints


def guide() -> Iterator[tuple[str, list[str]]]:
    """Yield (command line, the output the guide shows) of each step of the first study."""
    for language, body in FENCE.findall(text_of("first-study.md")):
        if language == "console":
            for step in body.split("$ ")[1:]:
                line, *shown = step.rstrip("\n").split("\n")
                yield line, shown


@pytest.fixture
def material(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the material as the first step of the guide says."""
    transcripts = ROOT / "transcripts"
    shutil.copy(transcripts / "survey.xlsx", tmp_path / "svar.xlsx")
    shutil.copy(transcripts / "survey-mapping.yaml", tmp_path / "mapping.yaml")
    shutil.copy(transcripts / "survey-codings.csv", tmp_path / "kodningar.csv")
    shutil.copytree(ROOT / "codebooks", tmp_path / "kodbocker")
    (tmp_path / "intervjuer").mkdir()
    for interview in transcripts.glob("personal-0?.txt"):
        shutil.copy(interview, tmp_path / "intervjuer")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("THEMECODE_CODER", "Lo")
    return tmp_path


def test_the_first_study_can_be_followed_from_its_first_command_to_its_last(
    material: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for line, shown in guide():
        words = shlex.split(line)[1:]
        if words[0] == "open":
            continue
        assert main(words) == 0, f"{line}\n{capsys.readouterr().err}"
        printed = iter(capsys.readouterr().out.split("\n"))
        for expected in shown:  # in this order; … stands for what was left out
            pattern = ".*".join(re.escape(part.strip()) for part in expected.split("…"))
            assert any(re.search(pattern, one) for one in printed), f"{line}\ndoes not print\n{expected}"


FIRST_KEYS = {
    "In the list": "home",
    "In an interview": "transcript",
    "In the answers": "answers",
    "In the table of answers": "answer_table",
    "In the codebook": "codebook",
}


@pytest.mark.parametrize("heading", FIRST_KEYS)
def test_every_key_that_the_first_study_names_is_one_of_its_screen(heading: str) -> None:
    from themecode.tui.actions import actions_of

    actions = actions_of(FIRST_KEYS[heading])
    shown = {action.shown for action in actions} | (INTERVIEW_KEYS if heading == "In an interview" else set())
    named = set(ticked(tables(section("first-study.md", heading))[0]))
    assert named
    assert named <= shown


# -- pages made from the program -------------------------------------------------------------


@pytest.fixture(scope="module")
def make_pages() -> ModuleType:
    """The script that makes the pages."""
    found = spec_from_file_location("make_pages", DOCS / "make_pages.py")
    assert found
    assert found.loader
    module = module_from_spec(found)
    sys.modules[found.name] = module  # its dataclasses look themselves up there
    found.loader.exec_module(module)
    return module


def test_the_page_of_keys_is_what_the_program_has(make_pages: ModuleType) -> None:
    assert text_of("keys.md") == make_pages.keys_page(), "run python docs/make_pages.py"
    screens = {screen for action in ACTIONS for screen in action.screens}
    assert screens == {name for name, _ in make_pages.SCREENS}


def test_every_picture_is_there_and_on_its_page(make_pages: ModuleType) -> None:
    assert text_of("screens.md") == make_pages.screens_page(), "run python docs/make_pages.py"
    names = {shot.name for shot in make_pages.SHOTS}
    assert {path.stem for path in (DOCS / "screens").glob("*.svg")} == names
    assert not any("http" in url for path in (DOCS / "screens").glob("*.svg") for url in linked(path))


def linked(picture: Path) -> list[str]:
    """Return what a picture fetches from elsewhere."""
    return re.findall(r"(?:url\(|href=)[\"']?([^\"')\s]+)", picture.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_the_pictures_are_those_of_the_program(make_pages: ModuleType, tmp_path: Path) -> None:
    make_pages.pictures(tmp_path)
    stale = [
        path.name
        for path in sorted(tmp_path.glob("*.svg"))
        if path.read_text(encoding="utf-8") != (DOCS / "screens" / path.name).read_text(encoding="utf-8")
    ]
    assert stale == [], "run python docs/make_pages.py"


# -- files ---------------------------------------------------------------------------------


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> object:
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def newer_code(tmp_path: Path) -> Path:
    """A codebook with a code that is newer than the answers read with it."""
    path = tmp_path / "stod.yaml"
    text = (ROOT / "codebooks" / "stod.yaml").read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\n  - {{key: stod.ny, label: nytt}}\n", encoding="utf-8")
    return path


@pytest.fixture
def demo_copy(demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(demo, tmp_path / "kopia.db"))


def test_the_keys_of_count_json_are_the_documented_ones(
    demo_copy: Path, newer_code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section("files.md", "count --json")
    top, category, revisit, group = (ticked(cells) for cells in tables(text))
    assert main(["codebook", "load", str(demo_copy), str(newer_code)]) == 0
    capsys.readouterr()
    found = run_json(capsys, "count", str(demo_copy), "--question", "26", "--by", "region")
    assert isinstance(found, list)
    assert list(found[0]) == top
    assert list(found[0]["categories"][0]) == category
    assert list(found[0]["revisit"][0]) == revisit
    assert list(found[0]["groups"][0]) == group
    listed = re.search(r"Keys of `states`: (.*?)\. Keys of `mix`: (.*?)\.", text, re.DOTALL)
    assert listed
    assert list(found[0]["states"]) == ticked([listed[1]])
    assert list(found[0]["mix"]) == ticked([listed[2]])
    plain = run_json(capsys, "count", str(demo_copy), "--question", "26")
    assert isinstance(plain, list)
    assert list(plain[0]) == [key for key in top if key not in ("by", "groups")]


def test_the_keys_of_trace_json_are_the_documented_ones(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    top, passage = (ticked(cells) for cells in tables(section("files.md", "trace --json")))
    found = run_json(capsys, "trace", str(demo), "stod.tid", "--question", "26")
    assert isinstance(found, dict)
    assert list(found) == top
    assert list(found["passages"][0]) == passage


def test_the_keys_of_codebook_diff_json_are_the_documented_ones(
    demo: Path, newer_code: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run_json(capsys, "codebook", "diff", str(demo), str(newer_code))
    assert isinstance(found, dict)
    line = next(line for line in section("commands.md", "codebook diff").split("\n") if "`--json`" in line)
    top, steps, left = list(found)
    assert ticked([line])[1:] == [top, steps, *found["steps"][0], left]


def test_the_keys_of_merge_json_are_the_documented_ones(
    demo_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section("files.md", "merge --json")
    top, file = tables(text)
    bundle = tmp_path / "cia.db"
    assert main(["bundle", str(demo_copy), "--for", "Cia", "-o", str(bundle)]) == 0
    capsys.readouterr()
    found = run_json(capsys, "merge", str(demo_copy), str(bundle), "--dry-run")
    assert isinstance(found, dict)
    assert list(found) == ticked(top)
    assert list(found["files"][0]) == [ticked([cell])[0] for cell in file]
    for part in (Tally, CodeDifference, BothSides, NotMerged):
        assert all(f"`{field.name}`" in text for field in fields(part))


def test_the_keys_of_log_json_are_the_documented_ones(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run_json(capsys, "log", str(demo))
    assert isinstance(found, list)
    line = next(line for line in section("commands.md", "log").split("\n") if "`--json`" in line)
    assert list(found[0]) == ticked([line])[1:]


@pytest.mark.parametrize("what", ["codings", "cases", "memos"])
def test_the_columns_of_an_export_are_the_documented_ones(what: str, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "ut.csv"
    assert main(["export", what, str(demo), "-o", str(path)]) == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        columns = next(csv.reader(file))
    documented = ticked(tables(section("files.md", f"export {what}"))[0])
    assert columns[: len(documented)] == documented
    with Study.open(demo, read_only=True) as study:
        variables = [row[0] for row in study.connection.execute("SELECT name FROM variables ORDER BY position")]
    assert columns[len(documented) :] == (variables if what == "cases" else [])


def test_the_columns_of_a_codings_file_are_the_documented_ones() -> None:
    columns = [ticked([cell])[0] for cell in tables(section("files.md", "The codings file"))[0]]
    assert columns == list(codings_file.COLUMNS)


def test_the_keys_of_a_codebook_file_are_the_documented_ones() -> None:
    top, code = (ticked(cells) for cells in tables(section("files.md", "The codebook file")))
    assert sorted(top) == sorted(codebook_file.BOOK_KEYS)
    assert sorted(code) == sorted(codebook_file.CODE_KEYS)


def test_the_columns_of_a_table_of_codes_are_the_documented_ones() -> None:
    (columns,) = tables(section("files.md", "Codes from another program"))
    assert ticked(columns) == [name for names in codebook_elsewhere.COLUMNS.values() for name in names]


def test_the_keys_of_a_mapping_file_are_the_documented_ones() -> None:
    text = section("files.md", "The mapping file")
    documented = [sorted(ticked(cells)) for cells in tables(text)]
    keys = (
        mapping_file.TOP_KEYS,
        mapping_file.QUESTION_KEYS,
        mapping_file.CLOSED_KEYS,
        mapping_file.ATTRIBUTE_KEYS,
        mapping_file.DERIVED_KEYS,
    )
    assert documented == [sorted(names) for names in keys]
    for name in (*mapping_file.RULE_KEYS, *mapping_file.SPECIFY_KEYS, *mapping_file.NOUN_KEYS):
        assert f"`{name}`" in text


def test_the_files_shown_can_be_read(tmp_path: Path) -> None:
    from themecode.formats.transcripts import read_speakers

    readers = {
        ("The mapping file", "yaml"): read_mapping,
        ("The codebook file", "yaml"): read_codebook,
        ("The codings file", "csv"): codings_file.read_codings,
        ("The speakers file", "csv"): read_speakers,
    }
    for (heading, kind), read in readers.items():
        body = next(body for language, body in FENCE.findall(section("files.md", heading)) if language == kind)
        path = tmp_path / f"{heading.split()[1]}.{kind}"
        path.write_text(body, encoding="utf-8")
        assert read(path)


def test_every_table_of_the_study_file_is_named_and_no_other(demo: Path) -> None:
    with closing(sqlite3.connect(demo)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    own = {name for name in names if not re.match(r"sqlite_|_sqlite|documents_fts_", name)}
    assert set(ticked(tables(section("files.md", "The study file"))[0])) == own


def test_every_answer_state_is_explained() -> None:
    assert ticked(tables(section("counting.md", "Answer states"))[0]) == list(AnswerState)


# -- codebooks, floors, links ----------------------------------------------------------------


def test_every_shipped_codebook_is_explained_and_can_be_read() -> None:
    files = sorted(path.name for path in (ROOT / "codebooks").glob("*.yaml"))
    explained = re.findall(r"\[(\w+\.yaml)\]\(\.\./codebooks/\1\)", text_of("codebooks.md"))
    assert sorted(explained) == files
    for name in files:
        book = read_codebook(ROOT / "codebooks" / name)
        number = sum(1 for _ in book.walk())
        row = next(line for line in text_of("codebooks.md").split("\n") if line.startswith(f"| [{name}]"))
        assert sum(map(int, re.findall(r"\d+", row.split("|")[3]))) == number, name


def test_the_codebook_shown_can_be_read(tmp_path: Path) -> None:
    for language, body in FENCE.findall(text_of("codebooks.md")):
        if language == "yaml":
            (tmp_path / "kodbok.yaml").write_text(body, encoding="utf-8")
            assert read_codebook(tmp_path / "kodbok.yaml").codes


def test_the_architecture_names_every_package_and_takes_five_minutes_to_read() -> None:
    text = text_of("architecture.md")
    for package in sorted((ROOT / "themecode").glob("*/__init__.py")):
        assert re.search(rf"(?<![\w/]){package.parent.name}/", text), package.parent.name
    assert len(text.split()) <= 900


def test_every_file_the_architecture_names_is_there() -> None:
    for name in re.findall(r"`((?:\w+/)*[\w.]+\.(?:py|md))`", text_of("architecture.md")):
        assert any((top / name).exists() for top in (ROOT, ROOT / "themecode", ROOT / "themecode/storage")), name


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", page.read_text(encoding="utf-8"))):
        if not target.startswith(("http://", "https://")):
            name, _, anchor = target.partition("#")
            there = (page.parent / name).resolve() if name else page
            assert there.exists(), target
            assert not anchor or anchor in anchors(there), target


def test_every_page_can_be_reached_from_the_readme() -> None:
    found, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        found.add(page)
        for name in re.findall(r"\]\(([\w./-]+\.md)", page.read_text(encoding="utf-8")):
            linked = (page.parent / name).resolve()
            if linked not in found and linked.exists():
                waiting.append(linked)
    assert {page.name for page in PAGES} <= {page.name for page in found}
