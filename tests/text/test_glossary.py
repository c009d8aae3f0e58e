"""The glossary: one plain sentence a word, in order, each once."""

import pytest

from escp_data.text.glossary import GLOSSARY, LONGEST, Term


def test_words_are_sorted_and_each_is_there_once() -> None:
    names = [each.name.casefold() for each in GLOSSARY]
    assert names == sorted(set(names))


@pytest.mark.parametrize("term", GLOSSARY, ids=lambda term: term.name)
def test_a_meaning_is_one_short_sentence(term: Term) -> None:
    assert len(term.meaning.split()) <= LONGEST
    assert (term.meaning[-1], term.meaning.count(". ")) == (".", 0)
    assert term.meaning[:1].isupper()
