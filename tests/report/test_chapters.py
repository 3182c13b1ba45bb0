"""Quotes in the text, the chapter of interviews, excerpts, templates of one's own, and plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from themecode import Study
from themecode.analysis.agreement_stance import say_computed, say_not_computed
from themecode.analysis.counts import count_everything
from themecode.core.errors import InputError
from themecode.report.as_text import as_markdown, as_text
from themecode.report.blocks import BlockQuote, Chapter, Heading, Paragraph, Run, Table, plain, sourced
from themecode.report.chapter import NO_WISHES, Wishes, all_excerpts, prose
from themecode.report.templating import copy_templates
from themecode.usecases.interviews_meant import say_interviews
from themecode.usecases.quotes_chosen import add_quote, edit_quote
from themecode.usecases.report_settings import change_settings, name_roles


@pytest.fixture
def study(demo: Path) -> Iterator[Study]:
    with Study.open(demo, coder="Anna") as opened:
        yield opened


def report(study: Study, wishes: Wishes = NO_WISHES, language: str = "sv", **what: str) -> Chapter:
    return prose(study, count_everything(study, provisional=True, **what), language, wishes)  # type: ignore[arg-type]


def memo_on(study: Study, code: str, text: str) -> None:
    with study.act("memo") as entry:
        values = {"target": "code", "code_id": study.find_code(code).id, "text": text}
        coder = study.ensure_coder(entry)
        entry.insert("memos", {**values, "coder_id": coder, "created": entry.moment, "changed": entry.moment})


@pytest.fixture
def quoted(study: Study) -> Study:
    for case, code, passage in (
        ("FC003", "framgang.samverkan", "husmötena gör att vi håller ihop arbetet."),
        ("FC009", "framgang.samverkan", "Man behöver ingen remiss för att få träffa kuratorn."),
        ("FC009", "framgang.samverkan", "En personalgrupp med mycket värme och humor."),
        ("FC012", "framgang.tidiga", "Det förebyggande perspektivet"),
    ):
        add_quote(study, study.document(case, "23"), passage, code)
    return study


class TestQuotesInTheText:
    def test_they_stand_after_the_sentence_they_illustrate(self, quoted: Study) -> None:
        text = as_text(report(quoted, question="23"))
        assert (
            "av de familjecentraler som har svarat. En familjecentral nämner ”husmötena gör att vi håller ihop "
            "arbetet”. En annan skriver: ”En personalgrupp med mycket värme och humor.” Samma familjecentral skriver "
            "också: ”Man behöver ingen remiss för att få träffa kuratorn.”\n"
        ) in text

    def test_the_list_of_the_lesser_has_none_and_the_analyst_is_told(self, quoted: Study) -> None:
        found = report(quoted, question="23")
        assert "förebyggande perspektivet" not in as_text(found)
        assert any("1 valt citat till framgang.tidiga skrivs inte ut" in remark for remark in found.remarks)

    def test_there_are_at_most_as_many_as_the_settings_say(self, quoted: Study) -> None:
        change_settings(quoted, {"quotes": 1}, quoted.question("23"))
        found = report(quoted, question="23")
        assert as_text(found).count("”") == 2 + 2, "one quote, and the marks of the note"
        assert any("2 valda citat till framgang.samverkan" in remark for remark in found.remarks)

    def test_nobody_is_named(self, quoted: Study) -> None:
        assert not re.search(r"FC\d", as_text(report(quoted, question="23")))

    def test_an_edited_quote_is_printed_as_edited_and_a_paraphrase_without_marks(self, study: Study) -> None:
        row = add_quote(study, study.document("FC009", "23"), "Vi ligger bra till geografiskt.", "framgang.samverkan")
        edit_quote(study, row.id, "Vi ligger [nära] till …")
        assert "En familjecentral skriver: ”Vi ligger [nära] till …”" in as_text(report(study, question="23"))
        edit_quote(study, row.id, "Läget är bra.", "paraphrase")
        assert "uttrycker sig ungefär så här: Läget är bra." in as_text(report(study, question="23"))

    def test_english_marks_in_english(self, quoted: Study) -> None:
        text = as_text(report(quoted, language="en", question="23"))
        assert (
            "One family centre mentions “husmötena gör att vi håller ihop arbetet”. Another writes: “En personalgrupp"
            in text
        )


class TestInterviews:
    LUFT = "I höstas fick jag en lucka på tjugo minuter"

    def test_a_theme_has_a_heading_its_memo_and_quotes_set_apart_without_marks(self, study: Study) -> None:
        memo_on(study, "pers.tid", "Tiden räcker inte till.\nDet gäller alla parter.")
        add_quote(study, study.document("personal-01"), self.LUFT, "pers.tid.luft")
        found = report(study, codebook="intervju_personal")
        headings = [plain(block.runs) for block in found.blocks if isinstance(block, Heading)]
        assert headings[:2] == ["Personalintervjuer", "Tid och samverkan"]
        text = as_text(found)
        assert "\n\nTiden räcker inte till.\n\nDet gäller alla parter.\n\n" in text
        assert f"En deltagare (BVC) säger så här:\n\n    {self.LUFT}\n" in text
        assert [plain(block.paragraphs[0]) for block in found.blocks if isinstance(block, BlockQuote)] == [self.LUFT]

    def test_a_role_is_printed_as_the_study_says(self, study: Study) -> None:
        add_quote(study, study.document("personal-01"), self.LUFT, "pers.tid")
        name_roles(study, {"BVC": "en ur personalen"})
        text = as_text(report(study, codebook="intervju_personal"))
        assert "En ur personalen säger så här:" in text
        assert "BVC" not in text

    def test_no_counts_are_printed_unless_asked_for(self, study: Study) -> None:
        found = report(study, codebook="intervju_personal")
        assert [run.text for run in sourced(found.blocks)] == ["2"], "only how many are not coded yet"
        counted = as_text(report(study, Wishes(counts=True), codebook="intervju_personal"))
        assert "Temat tas upp i 2 av 4 intervjuer." in counted

    def test_interviews_that_are_read_with_another_codebook_are_not_waited_for(self, study: Study) -> None:
        say_interviews(study, "intervju_personal", "PERSONAL-01, personal-03")
        text = as_text(report(study, codebook="intervju_personal"))
        assert "PRELIMINÄR" not in text
        say_interviews(study, "intervju_personal", "")
        found = report(study, codebook="intervju_personal")
        assert "PRELIMINÄR: 5 intervjuer" in as_text(found)
        assert any("--interviews 'intervju_personal=" in remark for remark in found.remarks)

    def test_what_was_read_belongs_to_the_codebook_whatever_is_said(self, study: Study) -> None:
        say_interviews(study, "intervju_personal", "personal-01")
        counted = as_text(report(study, Wishes(counts=True), codebook="intervju_personal"))
        assert "Temat tas upp i 2 av 2 intervjuer." in counted

    def test_interviews_that_there_are_none_of_are_refused(self, study: Study) -> None:
        for which in ("finns-inte*", "region=Norr"):
            with pytest.raises(InputError, match="no such interview"):
                say_interviews(study, "intervju_personal", which)

    def test_what_a_theme_lacks_is_told_the_analyst(self, study: Study) -> None:
        memo_on(study, "pers.styrning", "Styrningen är otydlig.")
        remarks = "\n".join(report(study, codebook="intervju_personal").remarks)
        assert "utan anteckning, texten är kodens definition: tid och samverkan;" in remarks
        assert "utan valda citat: tid och samverkan; styrning;" in remarks

    def test_preliminary_is_said_first(self, study: Study) -> None:
        text = as_text(report(study, codebook="intervju_personal", language="en"))
        assert text.startswith("Staff interviews\n\nPRELIMINARY: 2 interviews are not fully coded yet.\n")


class TestExcerpts:
    def excerpts(self, study: Study, language: str = "sv", **what: str) -> Chapter:
        found = count_everything(study, provisional=True, **what)  # type: ignore[arg-type]
        return all_excerpts(study, found, language)

    def test_every_passage_stands_under_its_code_in_its_surroundings_with_speaker_and_role(self, study: Study) -> None:
        text = as_text(self.excerpts(study, codebook="intervju_personal"))
        start = text.index("\nLuft i schemat\n")
        part = text[start : text.index("\nHeltidstjänster\n")]
        assert "Koden står på 4 textställen i 2 intervjuer." in part
        assert "personal-01 · P1 (BVC)" in part
        codings = study.connection.execute(
            'SELECT substr(d.text, g.start + 1, g."end" - g.start) FROM codings g JOIN documents d '
            "ON d.id = g.document_id JOIN codes c ON c.id = g.code_id WHERE c.key = 'pers.tid.luft' AND g.deleted = 0"
        )
        for (passage,) in codings:
            assert all(line.strip() in part for line in passage.split("\n"))
            assert f"*{passage.splitlines()[0]}" in part, "what is coded is marked"

    def test_memos_on_codes_and_passages_stand_with_them(self, study: Study) -> None:
        memo_on(study, "pers.tid.luft", "Om obokad tid.")
        (coding,) = study.connection.execute(
            "SELECT g.id FROM codings g JOIN codes c ON c.id = g.code_id WHERE c.key = 'pers.tid.luft' LIMIT 1"
        ).fetchone()
        with study.act("memo") as entry:
            values = {"target": "coding", "coding_id": coding, "text": "Tänk på snön", "coder_id": 1}
            entry.insert("memos", {**values, "created": entry.moment, "changed": entry.moment})
        text = as_text(self.excerpts(study, codebook="intervju_personal"))
        assert "\n\nAnteckning: Om obokad tid.\n\n" in text
        assert text.count("Anteckning: Tänk på snön") == 1

    def test_an_answer_is_shown_whole(self, study: Study) -> None:
        text = as_text(self.excerpts(study, language="en", question="26"))
        assert "Question 26. What support does the family centre need in order to develop? – excerpts" in text
        assert "The code stands on 60 passages in 60 answers." in text
        assert "FC005\n\n    *Stöd från ledningen, mer tid för samverkan*" in text


class TestTemplates:
    def test_a_copy_can_be_changed_and_the_rest_comes_along(self, study: Study, tmp_path: Path) -> None:
        folder = tmp_path / "mallar"
        assert len(copy_templates(folder)) == 8
        for path in folder.rglob("*.j2"):
            if path.name != "question.j2":
                path.unlink()
        own = folder / "sv" / "question.j2"
        own.write_text(own.read_text(encoding="utf-8").replace("Antal svar", "Antalet svar"), encoding="utf-8")
        text = as_text(report(study, Wishes(templates=folder), question="23"))
        assert "Antalet svar inom parentes." in text
        assert "samverkan/samarbete (97) och samlokalisering (92)" in text

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("{{ finns_inte }}", r"'finns_inte' is undefined\), sv/question.j2, line 1"),
            ("\n{% if %}", r"cannot be read .*, sv/question.j2, line 2"),
            ("{{ 1 / 0 }}", r"cannot be filled in .*line 1"),
            ("{{ ''.__class__.__mro__ }}", "cannot be filled in"),
        ],
    )
    def test_a_fault_is_told_with_its_line(self, study: Study, tmp_path: Path, line: str, words: str) -> None:
        own = tmp_path / "sv" / "question.j2"
        own.parent.mkdir()
        own.write_text(line, encoding="utf-8")
        with pytest.raises(InputError, match=words):
            report(study, Wishes(templates=tmp_path), question="23")

    def test_a_folder_without_templates_is_refused_and_none_is_written_over(self, study: Study, tmp_path: Path) -> None:
        with pytest.raises(InputError, match="no templates in this folder"):
            report(study, Wishes(templates=tmp_path), question="23")
        with pytest.raises(InputError, match="no such folder"):
            report(study, Wishes(templates=tmp_path / "x"), question="23")
        copy_templates(tmp_path)
        with pytest.raises(InputError, match="already"):
            copy_templates(tmp_path)


class TestPlainTextAndMarkdown:
    BLOCKS = (
        Heading(2, (Run("Fråga 1. Vad * behövs?"),)),
        Paragraph((Run("Tid. ", strong=True), Run("1. <b>tid</b> (5)"))),
        BlockQuote(((Run("Vi hinner inte."),), (Run("Nej."),))),
        Table(
            (Run("Tabell 1. Antal"),), ("", "Antal"), (((Run("a|b"),), (Run("5"),)),), ((Run("Total"),), (Run("5"),))
        ),
    )

    def test_a_block_stands_for_itself_between_empty_lines(self) -> None:
        text = as_text(Chapter("sv", self.BLOCKS))
        assert text.startswith(
            "Fråga 1. Vad * behövs?\n\nTid. 1. <b>tid</b> (5)\n\n    Vi hinner inte.\n\n    Nej.\n\n"
        )
        assert text.endswith("\n")

    def test_markdown_takes_no_mark_of_the_study_for_its_own(self) -> None:
        text = as_markdown(Chapter("sv", self.BLOCKS))
        assert "## Fråga 1. Vad \\* behövs?" in text
        assert "**Tid.** 1. \\<b\\>tid\\</b\\> (5)" in text
        assert "> Vi hinner inte.\n>\n> Nej." in text
        assert "| a\\|b | 5 |" in text

    def test_nothing_makes_nothing(self) -> None:
        assert as_text(Chapter("sv", ())) == ""


class TestCommands:
    def test_prose_goes_out_and_what_is_for_the_analyst_to_stderr(self, run, demo: Path) -> None:  # type: ignore[no-untyped-def]
        ran = run("report", demo, "--question", "23", "--style", "prose", "--min-count", "30")
        assert ran.code == 0
        assert "tidig upptäckt/tidiga insatser (36)" in ran.out
        assert "under gränsen" not in ran.out
        assert "Fråga 23: under gränsen, nämns utan antal: mötesplats/träffpunkt (21)" in ran.err

    def test_a_codebook_of_interviews_is_prose_unless_another_style_is_named(self, run, demo: Path) -> None:  # type: ignore[no-untyped-def]
        assert "PRELIMINÄR" in run("report", demo, "--codebook", "intervju_personal").out
        assert "tid och samverkan (2)" in run("report", demo, "--codebook", "intervju_personal", "--style", "list").out

    def test_files_are_written_by_their_suffix(self, run, demo: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
        for name, begins in (("r.md", "## Fråga 26"), ("r.txt", "Fråga 26")):
            assert run("report", demo, "--question", "26", "--style", "prose", "-o", tmp_path / name).code == 0
            assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
        ran = run("report", demo, "--style", "excerpts", "-o", tmp_path / "r.odt")
        assert (ran.code, (tmp_path / "r.odt").exists()) == (2, False)
        assert "cannot be written as .odt" in ran.err

    def test_templates_are_copied_without_a_study(self, run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
        ran = run("report", "--copy-templates", tmp_path / "mallar")
        assert ran.code == 0
        assert (tmp_path / "mallar" / "en" / "interviews.j2").is_file()

    def test_settings_are_shown_kept_and_reset(self, run, demo: Path) -> None:  # type: ignore[no-untyped-def]
        assert "nothing set" in run("settings", demo, "--question", "26").out
        ran = run("settings", demo, "--question", "26", "--min-count", "30", "--noun", "behovet,behoven,neuter")
        assert ran.out == "question q26\n  min-count  30\n"
        text = run("report", demo, "--question", "26", "--style", "prose").out
        assert "Det vanligaste behovet är tid (60)" in text
        assert "(28)" not in text
        assert "min-count" not in run("settings", demo, "--question", "26", "--reset", "min-count").out
        assert run("settings", demo, "--question", "26", "--mode", "hidden").code == 0
        ran = run("report", demo, "--question", "26", "--style", "prose")
        assert ran.out == ""
        assert "Fråga 26 redovisas inte" in ran.err

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("--reset", "färg"), "no setting 'färg'"),
            (("--noun", "tid,tider"), "belongs to a question"),
            (("--question", "26", "--noun", "tid"), "singular and plural"),
            (("--role", "mamma"), "ROLE=TEXT"),
            (("--question", "26", "--role", "a=b"), "whole study"),
            (("--quotes", "9"), "from 0 to 4"),
        ],
    )
    def test_a_wrong_setting_is_refused_in_words(self, run, demo: Path, arguments: tuple[str, ...], words: str) -> None:  # type: ignore[no-untyped-def]
        ran = run("settings", demo, *arguments)
        assert ran.code == 2
        assert words in ran.err

    def test_a_quote_is_added_edited_left_out_and_listed(self, run, demo: Path) -> None:  # type: ignore[no-untyped-def]
        assert "no passage" in run("quote", "list", demo).out
        ran = run("quote", "add", demo, "stod.tid", "FC017", "Luft i kalendern!", "--question", "26")
        number = ran.out.split()[0]
        assert "verbatim: Luft i kalendern!" in ran.out
        assert (
            "En familjecentral skriver: ”Luft i kalendern!”"
            in run("report", demo, "--question", "26", "--style", "prose").out
        )
        assert run("quote", "edit", demo, number, "mycket luft").code == 2
        assert "verbatim: Luft" in run("quote", "edit", demo, number, "Luft").out
        assert run("quote", "choose", demo, number, "--not").out == "left out 1\n"
        assert run("quote", "list", demo, "--chosen").out == "no passage is marked as a quote\n"
        assert '"chosen": false' in run("quote", "list", demo, "--question", "26", "--json").out

    def test_a_report_needs_a_study(self, run) -> None:  # type: ignore[no-untyped-def]
        ran = run("report", "--style", "prose")
        assert ran.code == 2
        assert "STUDY" in ran.err


@pytest.mark.parametrize(
    ("language", "told"), [("sv", "av metodskäl: reflexiv"), ("en", "by choice of method: reflexiv")]
)
def test_the_prose_says_once_that_agreement_is_not_computed_by_choice_of_method(
    study: Study, language: str, told: str
) -> None:
    assert told not in as_text(report(study, language=language))
    say_not_computed(study, "reflexiv tematisk analys.")
    text = as_text(report(study, language=language))
    assert text.count(told) == 1
    say_computed(study)
    assert told not in as_text(report(study, language=language))
