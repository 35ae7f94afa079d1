"""An embedded Bot API for one bot on this machine, with the people it talks to.

A Telegram bot talks to it over HTTP as to the real one. Tests, benchmarks and the local chat page
play the people. `LocalBotApi` is the door to all of it.
"""

from .server import LOCAL_TOKEN, LocalBotApi

__all__ = ["LOCAL_TOKEN", "LocalBotApi"]
