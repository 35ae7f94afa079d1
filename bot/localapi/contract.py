"""Parameters of each supported method, taken from the Bot API's own description (version 10.1).

A call with a parameter that is not here is refused. Telegram ignores such parameters, which hides
typing mistakes; a test bed must not. `tests/bot/localapi/test_contract.py` compares the table
with the Bot API's description.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import STALE_QUERY, bad_request

if TYPE_CHECKING:
    from .params import Params


@dataclass(frozen=True, slots=True)
class Signature:
    """Parameter names of one method."""

    required: frozenset[str]
    optional: frozenset[str]

    @classmethod
    def of(cls, required: str, optional: str) -> Signature:
        """Make a signature of names separated by spaces."""
        return cls(frozenset(required.split()), frozenset(optional.split()))


SIGNATURES: dict[str, Signature] = {
    "getMe": Signature.of("", ""),
    "getUpdates": Signature.of("", "offset limit timeout allowed_updates"),
    "setWebhook": Signature.of(
        "url",
        "certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    ),
    "deleteWebhook": Signature.of("", "drop_pending_updates"),
    "getWebhookInfo": Signature.of("", ""),
    "sendMessage": Signature.of(
        "chat_id text",
        "business_connection_id message_thread_id direct_messages_topic_id parse_mode "
        "entities link_preview_options disable_notification protect_content "
        "allow_paid_broadcast message_effect_id suggested_post_parameters "
        "reply_parameters reply_markup",
    ),
    "editMessageText": Signature.of(
        "",
        "business_connection_id chat_id message_id inline_message_id text parse_mode "
        "entities link_preview_options rich_message reply_markup",
    ),
    "editMessageReplyMarkup": Signature.of(
        "",
        "business_connection_id chat_id message_id inline_message_id reply_markup",
    ),
    "editMessageCaption": Signature.of(
        "",
        "business_connection_id chat_id message_id inline_message_id caption parse_mode "
        "caption_entities show_caption_above_media reply_markup",
    ),
    "editMessageMedia": Signature.of(
        "media",
        "business_connection_id chat_id message_id inline_message_id reply_markup",
    ),
    "deleteMessage": Signature.of("chat_id message_id", ""),
    "answerCallbackQuery": Signature.of("callback_query_id", "text show_alert url cache_time"),
    "answerInlineQuery": Signature.of(
        "inline_query_id results",
        "cache_time is_personal next_offset button",
    ),
    "answerGuestQuery": Signature.of("guest_query_id result", ""),
    "sendPhoto": Signature.of(
        "chat_id photo",
        "business_connection_id message_thread_id direct_messages_topic_id caption "
        "parse_mode caption_entities show_caption_above_media has_spoiler "
        "disable_notification protect_content allow_paid_broadcast message_effect_id "
        "suggested_post_parameters reply_parameters reply_markup",
    ),
    "sendDocument": Signature.of(
        "chat_id document",
        "business_connection_id message_thread_id direct_messages_topic_id thumbnail "
        "caption parse_mode caption_entities disable_content_type_detection "
        "disable_notification protect_content allow_paid_broadcast message_effect_id "
        "suggested_post_parameters reply_parameters reply_markup",
    ),
    "sendChatAction": Signature.of("chat_id action", "business_connection_id message_thread_id"),
    "setMyCommands": Signature.of("commands", "scope language_code"),
    "getMyCommands": Signature.of("", "scope language_code"),
    "deleteMyCommands": Signature.of("", "scope language_code"),
    "setMyDescription": Signature.of("", "description language_code"),
    "getMyDescription": Signature.of("", "language_code"),
    "setMyShortDescription": Signature.of("", "short_description language_code"),
    "getMyShortDescription": Signature.of("", "language_code"),
    "setMyName": Signature.of("", "name language_code"),
    "getMyName": Signature.of("", "language_code"),
    "setChatMenuButton": Signature.of("", "chat_id menu_button"),
    "getChatMenuButton": Signature.of("", "chat_id"),
    "getFile": Signature.of("file_id", ""),
    "getChat": Signature.of("chat_id", ""),
    "logOut": Signature.of("", ""),
    "close": Signature.of("", ""),
}

# Missing required parameters in Telegram's words; it has a generic sentence for none of them.
_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "action": "wrong parameter action in request",
    "file_id": "file_id not specified",
    "callback_query_id": STALE_QUERY,
    "inline_query_id": STALE_QUERY,
    "guest_query_id": STALE_QUERY,
    "result": "result isn't specified",
}
# Required on paper, but the empty value has a meaning: no webhook, no commands, no results.
_MAY_BE_EMPTY = frozenset({"url", "commands", "results"})


def check(method: str, params: Params) -> None:
    """Refuse unknown parameters and missing required ones with a 400."""
    signature = SIGNATURES[method]
    unknown = params.names() - signature.required - signature.optional
    if unknown:
        raise bad_request(f'unknown parameter "{min(unknown)}" of method {method}')
    for name in sorted(signature.required):
        empty_is_fine = name in _MAY_BE_EMPTY and (name in params.values)
        if not params.has(name) and not empty_is_fine:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))
