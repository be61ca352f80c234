"""The form of the lexicon files (docs/lexicon.md explains it with examples)."""

from typing import Literal

import msgspec

Grade = Literal["certain", "strong", "fair", "weak", "rare"]


class Frame(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a predicate means when its slots hold certain words; `rule` of an event is `<file>#<id>`."""

    id: str
    type: str
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    when: dict[str, tuple[str, ...]] = {}
    unless: dict[str, tuple[str, ...]] = {}
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    joint: tuple[str, ...] = ()
    needs: tuple[Literal["actor", "recipient"], ...] = ()
    embeds: tuple[str, ...] = ()
    status: str | None = None
    contexts: tuple[str, ...] = ()
    cameo: str | None = None
    priority: int = 0
    default: bool = False
    codes: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    note: str = ""


class Operator(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A word that says how the act in its complement is told: planned, feared, failed, begun."""

    id: str
    status: Literal["future", "decided", "hypothetical", "negation", "historical", "fact"]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    over: tuple[str, ...]
    codes: tuple[str, ...] = ()
    note: str = ""


class Light(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A verb that lends its subject to the event noun it takes ("launch an attack"); with `undergo` its subject is the recipient."""

    id: str
    verbs: tuple[str, ...]
    slot: str = "object"
    nouns: tuple[str, ...] = ("*",)
    role: Literal["do", "undergo"] = "do"
    note: str = ""


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Words that attribute; `patterns` maps each pattern they allow to a grade of strength."""

    lemmas: tuple[str, ...]
    patterns: dict[str, Grade]
    act: str = "say"
    acts: dict[str, str] = {}
    examples: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()
    note: str = ""


class FrameFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of `verbs/` or `nouns/`."""

    frame: tuple[Frame, ...] = ()


class OperatorFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of operators."""

    operator: tuple[Operator, ...] = ()


class LightFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of light verbs."""

    light: tuple[Light, ...] = ()


class CueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of `cues/`."""

    cue: tuple[Cue, ...] = ()


class ClassFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Noun classes: name -> lemmas, "word word" for compounds; a member "@other" includes another class."""

    classes: dict[str, tuple[str, ...]]


class NominalFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nominalisations: noun -> verb (with its particle), whose frames then hold for the noun."""

    nouns: dict[str, str]
