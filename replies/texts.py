"""Templates and phrases: every word that the bot says comes through here.

`phrases/<language>.yaml` holds short texts, `templates/` whole messages (those in `templates/<language>/`
only in that language). Both are Jinja2 with autoescape, so nothing that a person typed can become markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from knowledge import kept
from knowledge.base import KnowledgeBase, load_file
from knowledge.figures import with_printed
from knowledge.model import Measure
from knowledge.official import is_stale
from knowledge.once import once
from knowledge.question import Language
from replies import money

ROOT = Path(__file__).parent
# A value in a phrase as it is: {{ name }}.
_VALUE = re.compile(r"\{\{ ?(\w+) ?\}\}")
_Source = tuple[str, str, Callable[[], bool]]


class _Loader(FileSystemLoader):
    """Templates; those that both languages share with the punctuation of one."""

    def __init__(self, signs: Mapping[str, str]) -> None:
        super().__init__(ROOT / "templates")
        self._signs = str.maketrans(dict(signs))

    def get_source(self, environment: Environment, template: str) -> _Source:
        """See jinja2.BaseLoader."""
        source, name, is_fresh = super().get_source(environment, template)
        return source.translate(self._signs), name, is_fresh


class _Compiled(BytecodeCache):
    """Templates as Jinja compiled them, kept from one start to the next (`knowledge.kept`)."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def load_bytecode(self, bucket: Bucket) -> None:
        """See jinja2.BytecodeCache."""
        if code := kept.get(self._name(bucket), bucket.checksum.encode()):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See jinja2.BytecodeCache."""
        kept.put(self._name(bucket), bucket.checksum.encode(), bucket.bytecode_to_string())

    def _name(self, bucket: Bucket) -> str:
        # The template's name and place; what both languages share is compiled for each.
        return f"{bucket.key} {self._language}"


class Texts:
    """The texts in one language over one knowledge base."""

    def __init__(self, knowledge: KnowledgeBase, language: Language) -> None:
        self.language = language
        self.knowledge = knowledge
        self._phrases = load_file(ROOT / "phrases" / f"{language}.yaml", dict[str, str])
        self._compiled: dict[str, Callable[..., Markup]] = {}
        self._captions: dict[str, str] = {}
        self._environment = Environment(
            loader=_Loader({} if language is Language.JA else _english_signs()),
            bytecode_cache=_Compiled(language),
            autoescape=True,
            # A reload makes new Texts; until then nobody looks at the files again for each answer.
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        filters: dict[str, Callable[[Any], object]] = {
            "tr": self.of,
            "said": self.said,
            "named": self.named,
            "yen": self.yen,
            "price": self.price,
            "theme": self.theme,
            "stale": lambda fact: is_stale(fact, date.today()),
        }
        self._environment.filters.update(filters)
        self._environment.globals |= {
            "t": self.phrase,
            "language": language.value,
            "knowledge": knowledge,
            "document": knowledge.document,
        }

    def prepare(self) -> None:
        """Compile all templates of this language, so that no answer waits for its own."""
        for name in self._environment.list_templates():
            if name.startswith(f"{self.language}/") or "/" not in name:
                self._environment.get_template(name)

    def of(self, text: Any) -> str:
        """A bilingual text in this language."""
        words: str = getattr(text, self.language)
        return words

    def theme(self, key: str) -> str:
        """The name of a theme."""
        return self.of(self.knowledge.themes[key])

    def name(self, measure: Measure) -> str:
        """What a measure is called: 施策48, 制度5."""
        if measure.is_system:
            return self.caption("system_measure", id=measure.id.removeprefix("s"))
        return self.caption("measure", id=measure.id)

    def said(self, text: Any) -> str:
        """What a page says, in this language; in English with the document's figures beside the English."""
        return self.of(text) if self.language is Language.JA else with_printed(text.en, text.ja)

    def named(self, name: Any) -> str:
        """A name of the page in this language; in English with the Japanese one, by which it is known, beside
        it."""
        is_same = self.language is Language.JA or name.en == name.ja
        return self.of(name) if is_same else f"{name.en} ({name.ja})"

    def phrase(self, key: str, **values: Any) -> Markup:
        """A phrase with its values put in. Raises KeyError for one that does not exist."""
        compiled = self._compiled.get(key)
        if compiled is None:
            compiled = self._compiled[key] = self._compile(self._phrases[key])
        return compiled(**values)

    def _compile(self, source: str) -> Callable[..., Markup]:
        """A phrase as a function of its values, which it escapes."""
        if "{" not in source:
            fixed = Markup(source.removesuffix("\n"))  # as a template takes it
            return lambda **values: fixed
        plain = _VALUE.sub("", source)
        if "{" not in plain and "}" not in plain:
            # Most phrases: nothing but names between the words. A card has two dozen of them, and a
            # template's own context takes longer to make than all of this.
            form = _VALUE.sub(r"{\1}", source.removesuffix("\n"))  # as a template takes it
            return lambda **values: Markup(form.format_map({k: escape(v) for k, v in values.items()}))
        template = self._environment.from_string(source)
        return lambda **values: Markup(template.render(values))

    def caption(self, key: str, **values: Any) -> str:
        """A phrase for a button, where Telegram takes plain text and no markup."""
        if values:
            return self.phrase(key, **values).unescape()
        if key not in self._captions:
            self._captions[key] = self.phrase(key).unescape()
        return self._captions[key]

    def message(self, name: str, values: Mapping[str, Any]) -> str:
        """A template as Telegram HTML, with no blank space that a chat would show."""
        try:
            template = self._environment.get_template(f"{name}.html")
        except TemplateNotFound:
            template = self._environment.get_template(f"{self.language}/{name}.html")
        return tidy(template.render(values))

    def yen(self, oku: float) -> str:
        """An amount in 億円 as it is read: 4,121億円; in English with the document's figure beside it."""
        if self.language is Language.JA:
            return money.document(oku)
        return f"{money.english(oku)} ({money.document(oku)})"

    def price(self, measure: Measure) -> str:
        """A measure's amount in few words, "" if the document's copy does not give it."""
        if not (amount := measure.amount):
            return ""
        yen = self.yen(amount.share or amount.oku)
        return self.caption("price_shared", yen=yen) if amount.of_which else yen


@once
def _english_signs() -> dict[str, str]:
    return load_file(ROOT / "punctuation.yaml", dict[str, str])


def tidy(text: str) -> str:
    """The text without blank space at line ends, and with at most one empty line in a row."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return re.sub(r"\n{3,}", "\n\n", lines)
