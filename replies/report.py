"""A report of a wrong or missing answer, prepared for a person to look at and send."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from msgspec import Struct

from knowledge.model import Measure
from knowledge.question import Question
from replies.buttons import Buttons, Row
from replies.reply import Button, Reply, plain
from replies.sharing import MAX_COPY
from replies.texts import Texts
from replies.titles import shortened


class Reporting(Struct, frozen=True):
    """Where reports go; false if nowhere.

    url: the form of an issue tracker; `{title}` and `{body}` in it are filled in, and without them they
    are added as parameters of these names. email: an address, used where there is no form.
    """

    url: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.url or self.email)

    def link(self, title: str, body: str) -> str:
        """The form, filled in."""
        address = self.url
        if "{body}" not in address:
            address += ("&" if "?" in address else "?") + "title={title}&body={body}"
        return address.replace("{title}", quote(title, "")).replace("{body}", quote(body, ""))


NOWHERE = Reporting()


class Reports:
    """Prepares reports in one language."""

    def __init__(self, texts: Texts, buttons: Buttons, reporting: Reporting) -> None:
        self._texts = texts
        self._buttons = buttons
        self._reporting = reporting

    def page(self, question: Question, shown: Sequence[Measure]) -> Reply:
        """The report as it would be sent, and the way to send it. shown: what was not meant."""
        asked = question.selection.words
        draft = self._draft(asked, shown)
        text = self._texts.message("report", {"reporting": self._reporting, "draft": draft})
        return Reply(text, (*self._send(asked, draft), self._buttons.home()))

    def under_choices(self, question: Question, shown: Sequence[Measure]) -> list[Row]:
        """The way to a report, where nothing that is offered was meant."""
        if not self._reporting:
            return []
        ids = dict.fromkeys((*question.measures, *(measure.id for measure in shown)))
        return self._buttons.none_of_these(question, ids)

    def under_not_found(self, question: Question) -> list[Row]:
        """The report at once: here all that was asked is at hand, more than a button holds."""
        if self._reporting.url:
            asked = shortened(question.typed.text.strip())
            return self._send(asked, self._draft(asked, ()))
        return self._buttons.none_of_these(question, ()) if self._reporting else []

    def _draft(self, asked: str, shown: Sequence[Measure]) -> str:
        """The text: what was asked, what was shown, room for what was meant."""
        names = [self._buttons.name(measure) for measure in shown]
        return plain(self._texts.message("report_draft", {"asked": asked, "shown": names}))

    def _send(self, asked: str, draft: str) -> list[Row]:
        """The prepared report in the issue tracker's form, or on the clipboard."""
        caption = self._texts.caption
        if self._reporting.url:
            link = self._reporting.link(caption("report_subject", asked=asked), draft)
            return [(Button(caption("button_report"), url=link),)]
        if self._reporting.email:
            return [(Button(caption("button_report_copy"), copy=draft[:MAX_COPY]),)]
        return []
