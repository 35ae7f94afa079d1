"""How an answer looks: Jinja2 templates, phrases in both languages, buttons. Knows nothing of Telegram."""
