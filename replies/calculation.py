"""Calculations become Replies: the working, what must be said about it, and buttons for the next
step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from knowledge.calculation import Inputs, Meaning, Number, Refusal, Result, Step
from knowledge.calculation_code import encode_inputs
from knowledge.calculation_steps import Calculation
from knowledge.calculator import most
from knowledge.calculator_model import Input, Option
from knowledge.quantities import YEN
from knowledge.question import Language
from knowledge.shapes import Text
from replies import money
from replies.reply import Button, Reply
from replies.texts import Texts

Row = tuple[Button, ...]
# Makes the button of a calculation: its caption, and the inputs in compact form.
Ask = Callable[[str, str], Button]
# How many buttons stand in a row, by whether their captions are short.
_NARROW = 4
_NARROW_IN_ROW, _WIDE_IN_ROW = 5, 3
# Values of steps that are sums of yen.
_SUMS = frozenset(["amount", "cost", "fixed", "first", "second", "each"])
# Those of them that stand on the page.
_PRINTED = frozenset(["cap", "limit", "minimum", "budget", "whole"])


class CalculationReply:
    """The rendering of one calculation in one language."""

    def __init__(self, texts: Texts, calculation: Calculation, ask: Ask) -> None:
        self.texts = texts
        self.calculation = calculation
        self.ask = ask

    def reply(self, answer: Any, after: Sequence[Row] = ()) -> Reply:
        """The reply: the result, the refusal, or the question for the next input.

        answer: the Answer, as every template has it. after: rows that lead elsewhere.
        """
        result = self.calculation.result
        name = "calculation_step" if result.amount is None else "calculation"
        values = {
            "answer": answer,
            "calculator": self.calculation.calculator.spec,
            "result": result,
            "given": [self._given(each, value) for each, value in self.calculation.given()],
            "steps": [self._said("calc_step", step) for step in result.steps],
            "notes": [self._said("calc_note", note) for note in self._notes()],
            "conditions_held": self._conditions(),
            "unread": [
                self.texts.of(self.calculation.calculator.input(key).label)
                for key in answer.question.typed.unread
            ],
            "refusal": self._refusal(result.refusal) if result.refusal else "",
            "asked": self.calculation.asked,
            "optional": [self.texts.of(each.label) for each in self.calculation.optional],
            "outlook": self._outlook(),
            "total": self._total(result.amount),
            "least": self._total(result.least),
            "pay_rise": self._pay_rise(),
        }
        rows = [*self._values(), *self._moves(), *after]
        return Reply(self.texts.message(name, values), tuple(rows))

    # Texts

    def _total(self, yen: int | None) -> str:
        return "" if yen is None else money.amount(yen, self.texts.language)

    def _said(self, prefix: str, step: Step) -> str:
        values = dict(step.values)
        counted = str(values.pop("counted", ""))
        shown = {key: self._shown(key, value, counted) for key, value in values.items()}
        return self.texts.phrase(f"{prefix}_{step.key}", **shown)

    def _shown(self, key: str, value: Any, counted: str) -> str:
        if isinstance(value, Text):
            return self.texts.of(value)
        if key == "rate":
            return money.rate(value)
        if key in _PRINTED and counted in ("", YEN):
            return self._printed(value)
        if counted and key in ("value", "limit", "count"):
            return self._counted(value, counted)
        if key in _SUMS or key == "value":
            return money.short(value, self.texts.language)
        return str(value)

    def _printed(self, yen: Number) -> str:
        """A figure of the page; in English with the document's own beside it."""
        shown = money.short(yen, self.texts.language)
        if self.texts.language is Language.JA:
            return shown
        return f"{shown} ({money.short(yen, Language.JA)})"

    def _counted(self, value: Number, unit: str) -> str:
        """A value with its unit: 600万円, 3人, 5 years."""
        if unit in ("", YEN):
            return money.short(value, self.texts.language)
        shown = money.number(value)
        count = f"{shown:,}" if isinstance(shown, int) else shown
        return self.texts.caption(f"calc_unit_{unit}", count=count)

    def _given(self, each: Input, value: Number | str | Option) -> tuple[str, str]:
        if isinstance(value, Option):
            shown = self.texts.of(value.name)
        elif isinstance(value, str):
            shown = value
        elif abs(Fraction(value)) > most(each):
            shown = self.texts.phrase("calc_beyond")
        else:
            shown = self._counted(value, each.unit or "")
        return self.texts.of(each.label), shown

    def _refusal(self, refusal: Refusal) -> str:
        unit = refusal.input.unit or ""
        value = refusal.value
        return self.texts.phrase(
            f"calc_refused_{refusal.reason}",
            input=self.texts.of(refusal.input.label),
            value=self._counted(value, unit),
            bound=self._printed(refusal.bound) if unit == YEN else self._counted(refusal.bound, unit),
        )

    def _results(self) -> list[Result]:
        """The result, or those of each option where only a choice is open; but no refusals."""
        results = [result for _, result in self.calculation.options if result.amount is not None]
        return results or [self.calculation.result]

    def _notes(self) -> list[Step]:
        """The remarks on all that is shown."""
        first, *others = self._results()
        return [note for note in first.notes if all(note in other.notes for other in others)]

    def _conditions(self) -> list[str]:
        """What must hold besides, for all that is shown."""
        first, *others = self._results()
        shared = [c for c in first.conditions if all(c in other.conditions for other in others)]
        return [self.texts.of(condition) for condition in shared]

    def _outlook(self) -> list[tuple[str, str, list[str]]]:
        """What each option would lead to, with its working: often that is the answer already."""
        found = []
        for option, result in self.calculation.options:
            if result.amount is not None:
                shown = self._amount(result)
            else:
                shown = self._refusal(result.refusal) if result.refusal else ""
            lines = [self._said("calc_step", step) for step in result.steps]
            shared = self._notes()
            own = [note for note in result.notes if note not in shared]
            lines += [f"※ {self._said('calc_note', note)}" for note in own]
            found.append((self.texts.of(option.name), shown, lines))
        return found

    def _amount(self, result: Result) -> str:
        """A result in a few words: the amount, a limit, or from least to most."""
        total, least = self._total(result.amount), self._total(result.least)
        if result.meaning is Meaning.CAP:
            return self.texts.phrase("calc_up_to", amount=total)
        if result.meaning is Meaning.MOST:
            return self.texts.phrase("calc_at_most", amount=total)
        return self.texts.phrase("calc_between", least=least, amount=total) if least else total

    def _pay_rise(self) -> str:
        rise = self.calculation.result.pay_rise
        if rise is None:
            return ""
        values = {
            "rate": money.rate(rise.rate, percent=True),
            "years": rise.years,
            "together": money.rate(rise.together, percent=True),
        }
        if rise.pay is None or rise.target is None:
            return self.texts.phrase("calc_pay_rise", **values)
        language = self.texts.language
        values |= {
            "pay": money.short(rise.pay, language),
            "target": money.short(rise.target, language),
        }
        return self.texts.phrase("calc_pay_rise_of", **values)

    # Buttons

    def _button(self, caption: str, inputs: Inputs) -> Button:
        return self.ask(caption, encode_inputs(inputs, self.calculation.calculator))

    def _values(self) -> list[Row]:
        """A button for each option or example of what is asked for; each adds one input."""
        asked = self.calculation.asked
        if asked is None:
            return []
        if asked.kind == "choice":
            return [
                (self._button(self.texts.of(option.name), self.calculation.with_value(option.key)),)
                for option in asked.options
            ]
        further = (
            self.calculation.result.missing is None and self.calculation.result.refusal is None
        )
        buttons = []
        for value in self.calculation.offers:
            caption = self._counted(value, asked.unit or "")
            if further:
                caption = self.texts.caption(
                    "calc_with", input=self.texts.of(asked.label), value=caption
                )
            buttons.append(self._button(caption, self.calculation.with_value(value)))
        narrow = all(len(button.text) <= _NARROW for button in buttons)
        width = 1 if further else _NARROW_IN_ROW if narrow else _WIDE_IN_ROW
        return [tuple(buttons[i : i + width]) for i in range(0, len(buttons), width)]

    def _moves(self) -> list[Row]:
        """One step back, and to the beginning."""
        back = self.calculation.back
        if back is None:
            return []
        moves = [self._button(self.texts.caption("calc_back"), back)] if back else []
        return [(*moves, self._button(self.texts.caption("calc_again"), {}))]
