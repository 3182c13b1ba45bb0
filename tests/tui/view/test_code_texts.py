"""What a code says is edited in two columns, and nothing else of it changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from themecode.tui.view.code_texts import PARTS, CodeForm
from themecode.usecases.code_texts import CodeTexts

LINES = st.text("aåäö 👪e\u0301\n", max_size=12).map(str.strip)
WORDS = LINES.map(lambda text: " ".join(text.split()))
EXAMPLES = st.lists(WORDS.filter(bool), max_size=3).map(tuple)


def texts(language: str) -> st.SearchStrategy[CodeTexts]:
    return st.builds(
        CodeTexts,
        language=st.just(language),
        label=WORDS,
        definition=LINES,
        include=LINES,
        exclude=LINES,
        examples=EXAMPLES,
    )


CODES = st.fixed_dictionaries({}, optional={language: texts(language) for language in ("", "sv", "en", "fi")}).map(
    lambda some: {language: text for language, text in some.items() if text != CodeTexts(language)}
)


@given(CODES, st.sampled_from(("sv", "en")))
def test_fields_that_nobody_touched_leave_a_code_as_it_was(code: dict[str, CodeTexts], language: str) -> None:
    form = CodeForm(code, language)
    assert form.edited(form.fields()) == code


@given(CODES, st.sampled_from(("sv", "en")), st.sampled_from(PARTS[:4]), st.integers(0, 1), WORDS.filter(bool))
def test_a_field_that_was_written_in_is_what_that_language_says(
    code: dict[str, CodeTexts], language: str, part: str, column: int, text: str
) -> None:
    form = CodeForm(code, language)
    edited = CodeForm(form.edited({**form.fields(), (column, part): text}), language)
    assert edited.fields()[column, part] == text
    others = {key: value for key, value in form.fields().items() if key != (column, part)}
    assert {key: value for key, value in edited.fields().items() if key != (column, part)} == others


def test_a_text_for_all_languages_stays_one_when_it_is_written_in() -> None:
    form = CodeForm({"": CodeTexts("", "tid")}, "sv")
    edited = form.edited({**form.fields(), (0, "definition"): "ont om tid"})
    assert edited == {"": CodeTexts("", "tid", "ont om tid")}
    translated = form.edited({**form.fields(), (1, "label"): "time"})
    assert translated == {"": CodeTexts("", "tid"), "en": CodeTexts("en", "time")}
