"""Counting each word once gives what scikit-learn's own vectorizers give."""

from __future__ import annotations

from operator import itemgetter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themecode.suggest.characters import SIZES, CharacterVectors, _ngrams
from themecode.suggest.counting import Counted

pytest.importorskip("sklearn")

WORDS = st.sampled_from(["å", "vi", "öppna", "förskolan", "hus", "husmöte", "👶", "e\u0301l", "it's", "i" * 40])
TEXTS = st.lists(st.lists(WORDS, max_size=8).map(" ".join), min_size=1, max_size=8)


@given(TEXTS, TEXTS, st.sampled_from([1, 2]))
@settings(deadline=None)
def test_ngrams_weigh_what_they_do_in_scikit_learn(texts: list[str], others: list[str], least: int) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    theirs = TfidfVectorizer(
        analyzer="char_wb",
        preprocessor=itemgetter(1),
        ngram_range=SIZES,
        sublinear_tf=True,
        min_df=least,
        dtype=np.float32,
    )
    pairs, others_too = [("sv", text) for text in texts], [("sv", text) for text in others]
    try:
        wanted = theirs.fit_transform(pairs).toarray()
    except ValueError:  # no word, or none that occurs as often: the rows are there all the same
        assert Counted(_ngrams, least=least, sublinear=True).fit(pairs).shape[0] == len(texts)
        return
    ours = Counted(_ngrams, least=least, sublinear=True)
    assert np.allclose(ours.fit(pairs).toarray(), wanted, atol=1e-6)
    assert ours.vocabulary == theirs.vocabulary_
    assert np.allclose(ours.of(others_too).toarray(), theirs.transform(others_too).toarray(), atol=1e-6)


@given(TEXTS)
@settings(deadline=None)
def test_a_text_of_the_material_has_the_same_row_when_it_is_met_anew(texts: list[str]) -> None:
    vectors = CharacterVectors(texts, ["sv"] * len(texts))
    for number, text in enumerate(texts):
        assert np.allclose(vectors.of(text, "sv").toarray(), vectors.rows[number].toarray(), atol=1e-6)
