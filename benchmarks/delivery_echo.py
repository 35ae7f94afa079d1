"""A bare echo bot on python-telegram-bot, as its own examples write one: what we compare with."""

from __future__ import annotations

import os

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


def main() -> None:
    """One at a time, or ANSWERS_AT_ONCE. Poll, or with WEBHOOK_URL serve a webhook on PORT."""
    application = (
        ApplicationBuilder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(f"{os.environ['TELEGRAM_API_URL']}/bot")
        .concurrent_updates(int(os.environ.get("ANSWERS_AT_ONCE", "1")))
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    if url := os.environ.get("WEBHOOK_URL"):
        application.run_webhook(
            "127.0.0.1", int(os.environ["PORT"]), url.rsplit("/", 1)[1], webhook_url=url
        )
    else:
        application.run_polling()


if __name__ == "__main__":
    main()
