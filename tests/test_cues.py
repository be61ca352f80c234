"""The cue lexicon: that its files are right, and what it answers."""

import pytest

from onrecord.errors import KnowledgeError
from onrecord.knowledge.cues import load_cues
from onrecord.knowledge.files import knowledge_files, read_toml
from onrecord.knowledge.schema import CueFile


@pytest.fixture(scope="module")
def cues():
    """The lexicon as it is built in."""
    return load_cues()


class TestReadings:
    def test_pattern_decides_the_grade(self, cues):
        """ "Announce that" attributes nearly always, "find" with a bare object hardly ever."""
        assert (cues.reading("announce", "that").grade, cues.reading("find", "object").grade) == ("certain", "rare")

    def test_pattern_decides_the_act(self, cues):
        """ "Ask whether" asks, "ask X to" demands."""
        assert (cues.reading("ask", "whether").act, cues.reading("ask", "object-infinitive").act) == ("ask", "demand")

    def test_shortest_list_decides(self, cues):
        """ "Warn that" stands in a list of two and in a list of many: the short one has its own act."""
        assert cues.reading("warn", "that").act == "predict"

    def test_rule_names_file_and_entry(self, cues):
        """A statement's rule leads to the line that made it."""
        assert cues.reading("say", "that").rule == "cues/speech.toml#say"

    def test_unknown_word(self, cues):
        """A word that is no cue has no readings."""
        assert (cues.readings("sail"), cues.reading("sail", "that")) == ({}, None)

    def test_longer_cues_come_longest_first(self, cues):
        """ "In the words of" is found before shorter phrases."""
        lengths = [len(words) for words in cues.longer("in")]
        assert lengths == sorted(lengths, reverse=True) and ("in", "the", "words", "of") in cues.longer("in")

    def test_breadth(self, cues):
        """Political news needs some hundred verbs."""
        assert len(cues.verbs) >= 350


class TestFiles:
    @pytest.mark.parametrize("name", sorted(knowledge_files("lexicon/en/cues")))
    def test_no_lemma_twice_in_one_entry(self, name):
        """Each list of lemmas names a lemma once."""
        file = read_toml(knowledge_files("lexicon/en/cues")[name], CueFile)
        assert [c.lemmas for c in file.cue if len(set(c.lemmas)) != len(c.lemmas)] == []

    def test_examples_are_sentences(self):
        """Examples begin with a capital or a mark and end in a stop."""
        files = [read_toml(path, CueFile) for path in knowledge_files("lexicon/en/cues").values()]
        examples = [e for file in files for cue in file.cue for e in (*cue.examples, *cue.misses)]
        assert [e for e in examples if not (e[0].isupper() or e[0] == '"') or e[-1] not in '."'] == []


class TestErrors:
    @pytest.fixture
    def folder(self, tmp_path):
        """A user's folder with a place for cues."""
        (tmp_path / "lexicon/en/cues").mkdir(parents=True)
        return tmp_path

    def test_unknown_pattern_names_the_nearest(self, folder):
        """A misspelt pattern is an error with file, line and guess."""
        (folder / "lexicon/en/cues/own.toml").write_text('[[cue]]\nlemmas = ["hum"]\npatterns = { "thta" = "weak" }\n')
        with pytest.raises(KnowledgeError, match=r'own\.toml:3: "thta".*did you mean "that"'):
            load_cues(folder)

    def test_unknown_act(self, folder):
        """So is an unknown act."""
        (folder / "lexicon/en/cues/own.toml").write_text('[[cue]]\nlemmas = ["hum"]\nact = "sing"\npatterns = { that = "weak" }\n')
        with pytest.raises(KnowledgeError, match='"sing" is not an act'):
            load_cues(folder)

    def test_own_file_adds(self, folder):
        """A user's file adds to the built-in ones."""
        (folder / "lexicon/en/cues/own.toml").write_text('[[cue]]\nlemmas = ["hum"]\npatterns = { that = "weak" }\n')
        assert load_cues(folder).reading("hum", "that").grade == "weak"
