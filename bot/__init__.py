"""Telegram, the command line, settings and delivery. Knows no Japanese, nor what a measure is made of."""
