"""Before something is erased it is said what will keep words of it, and who is named in texts that stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from themecode import Study
from themecode.usecases import traces
from themecode.usecases.codebook_changes import add_code, redefine
from themecode.usecases.erasing import erase, find
from themecode.usecases.history import history
from themecode.usecases.import_transcripts import import_transcripts
from themecode.usecases.memos import on_code, write_memo
from themecode.usecases.pseudonymising import listed_of, propose
from themecode.usecases.replacing_names import replace_names

TEXT = (
    "Moderator: Hej.\n"
    "Ärtrud: Zebrastigen är farlig. Det var så att vi hade ont om tid för allt det här då 🤔.\n"
    "P2: Jag heter Björn.\n"
)
OTHER = "P1: Ärtruds bil, sa Björn. Det är så. Att vi var här då. Vi hade ont. Tid för allt om det.\nP2: Jag med.\n"


@pytest.fixture
def study(small: Any, write: Any) -> Iterator[Study]:
    with Study.open(small.path, coder="Anna") as opened:
        add_code(opened, "vid Zebrastigen", codebook="k")  # before the text came, and used elsewhere
        import_transcripts(opened, [write("hemligt.txt", TEXT), write("öppet.txt", OTHER)])
        opened.code(opened.document("öppet"), 0, 9, "k.vid_zebrastigen")
        yield opened


def test_codes_attributes_and_rounds_with_words_that_only_the_text_has_are_named(study: Study, write: Any) -> None:
    import_transcripts(study, [write("tre.txt", "P1: Nej.\nP2: Jo.")], attributes={"hemvist": "Zebrastigen 3"})
    kept = traces.keeps_words(study, find(study, None, "hemligt"))
    assert [(each.what, each.words) for each in kept] == [
        ("attribute", ("zebrastigen",)),
        ("code", ("zebrastigen",)),
    ]
    assert "k.vid_zebrastigen (vid Zebrastigen)" in [each.name for each in kept]


def test_codes_that_erasing_takes_are_not_among_them(study: Study) -> None:
    document = study.document("hemligt")
    start = document.text.index("Zebrastigen")
    made = add_code(study, "Zebrastigen är farlig", codebook="k").key
    study.code(document, start, start + len("Zebrastigen är farlig"), made)
    kept = traces.keeps_words(study, find(study, None, "hemligt"))
    assert [each.name for each in kept] == ["k.vid_zebrastigen (vid Zebrastigen)"]


def test_who_speaks_in_the_text_is_listed_where_others_name_them(study: Study) -> None:
    found = traces.mentioned(study, find(study, None, "hemligt"))
    assert found == [traces.Mentioned("öppet", "Björn", 1), traces.Mentioned("öppet", "Ärtruds", 1)]


def test_stand_ins_of_who_speaks_are_listed_and_with_the_key_names_that_were_left(study: Study) -> None:
    from themecode.formats.key_file import read_key

    path = study.path.with_name("s.db.key")
    names = listed_of([("Ärtrud", "person", "")])
    proposal = propose(study, names, documents=())
    chosen = {each.key: each.standin for each in proposal.findings if each.id == "person:ärtrud"}
    replace_names(study, proposal, chosen, path, "fyra ord")
    doomed = find(study, None, "hemligt")
    assert traces.Mentioned("öppet", "[person 1]", 1) in traces.mentioned(study, doomed)
    study.connection.execute("UPDATE documents SET text = replace(text, 'bil', 'bil. Ärtrud') WHERE name = 'öppet'")
    study.connection.commit()
    assert traces.Mentioned("öppet", "Ärtrud", 1) not in traces.mentioned(study, doomed)
    assert traces.Mentioned("öppet", "Ärtrud", 1) in traces.mentioned(study, doomed, read_key(path, "fyra ord"))


def test_a_sentence_of_common_words_is_masked_where_it_is_quoted_and_shorter_runs_stay(study: Study) -> None:
    code = study.find_code("k.rad").id
    write_memo(study, on_code(code), "Bra: ”Det var så att vi hade ont om tid”, och ont om tid i allmänhet")
    redefine(study, "k.rum", definition="Som när vi hade ont om tid för allt det här")
    erase(study, document="hemligt")
    [(memo,)] = study.connection.execute("SELECT text FROM memos").fetchall()
    assert memo == "Bra: ”… … … … … … … … …”, och ont om tid i allmänhet"
    content = study.path.read_bytes().decode("utf-8", errors="replace")
    assert "ont om tid för allt det här" not in content


def test_genitives_of_words_of_the_text_are_masked_too(study: Study) -> None:
    write_memo(study, on_code(study.find_code("k.rad").id), "Zebrastigens fara")
    study.remove(study.code(study.document("öppet"), 0, 5, "k.rad").id)
    from themecode.usecases.codebook_changes import relabel

    relabel(study, "k.vid_zebrastigen", "vid vägen")
    erase(study, document="hemligt")
    assert study.connection.execute("SELECT text FROM memos").fetchall() == [("… fara",)]
    assert history(study)[0].action == "erase"


def test_the_file_it_came_from_is_forgotten_whatever_the_interview_is_called_now(study: Study, write: Any) -> None:
    import_transcripts(study, [write("band 7.txt", "P1: Kort svar.\nP2: Ja.")])
    study.connection.execute("UPDATE documents SET name = 'omdöpt' WHERE name = 'band 7'")
    study.connection.commit()
    erase(study, document="omdöpt")
    assert study.connection.execute(
        "SELECT name, sha256 FROM sources WHERE id = (SELECT max(id) FROM sources)"
    ).fetchall() == [("…", "")]


def test_examples_of_codes_from_before_the_text_came_are_left_alone_and_later_ones_masked(
    study: Study, write: Any
) -> None:
    redefine(study, "k.rum", examples=["Snöskottning hinns aldrig med."])
    import_transcripts(study, [write("plogning.txt", "P1: Snöskottning, ja. Plogbilen kom.\nP2: Jo.")])
    redefine(study, "k.rad", examples=["Plogbilen är sen."])
    erase(study, document="plogning")
    assert study.find_code("k.rum").examples("sv") == ("Snöskottning hinns aldrig med.",)
    assert study.find_code("k.rad").examples("sv") == ("… är sen.",)
