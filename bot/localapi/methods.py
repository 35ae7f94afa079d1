"""The Bot API's methods, a function each; `METHODS` names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import content, inline, profile
from .chats import DELETABLE_FOR
from .errors import NOT_MODIFIED, ApiError, Json, bad_request
from .files import MAX_DOWNLOAD

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .chats import Chat, Chats
    from .files import Files
    from .params import Params
    from .updates import Polling, UpdateQueue
    from .webhook import Webhook

    Method = Callable[["Service", Params], Any]

MAX_POLL = 50
MAX_ANSWER = 200
_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    },
)
_MENU_BUTTONS = frozenset({"default", "commands", "web_app"})
_PREMIUM_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")


@dataclass(frozen=True, slots=True)
class Service:
    """What the methods work on."""

    chats: Chats
    files: Files
    queue: UpdateQueue
    polling: Polling
    webhook: Webhook
    profile: profile.Profile


# Getting updates


def get_updates(service: Service, params: Params) -> Awaitable[list[Json]]:
    """Answer getUpdates: Array of Update."""
    return service.polling.get_updates(
        params.integer("offset"),
        params.integer("limit", 100, 1, 100),
        params.integer("timeout", 0, 0, MAX_POLL),
        params.value("allowed_updates"),
    )


def set_webhook(service: Service, params: Params) -> bool:
    """Set or, with an empty address, remove the webhook; a waiting getUpdates ends with 409."""
    url = params.text("url").strip()
    if not url:
        return delete_webhook(service, params)
    if params.flag("drop_pending_updates"):
        service.queue.clear()
    service.queue.allow(params.value("allowed_updates"))
    connections = params.integer("max_connections", 40, 1, 100)
    service.webhook.set(url, params.text("secret_token"), connections)
    reason = "Conflict: terminated by setWebhook request"
    service.polling.interrupt(ApiError(409, reason))
    return True


def delete_webhook(service: Service, params: Params) -> bool:
    """Remove the webhook."""
    service.webhook.remove()
    if params.flag("drop_pending_updates"):
        service.queue.clear()
    return True


def get_webhook_info(service: Service, _params: Params) -> Json:
    """Answer getWebhookInfo: WebhookInfo."""
    return service.webhook.info()


# The bot itself


def get_me(service: Service, _params: Params) -> Json:
    """Answer getMe: User, with the fields that only getMe has."""
    name = service.profile.shown_text("name", "")
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_guest_queries": True,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }
    return {**service.chats.bot, **({"first_name": name} if name else {}), **abilities}


def set_my_commands(service: Service, params: Params) -> bool:
    """Set the commands of a scope and language."""
    commands = profile.checked_commands(params.value("commands") or [])
    scope = profile.checked_scope(service.chats, params.value("scope"))
    service.profile.set_commands(commands, scope, params.text("language_code"))
    return True


def get_my_commands(service: Service, params: Params) -> list[Json]:
    """Give the commands of exactly this scope and language: Array of BotCommand."""
    scope = profile.checked_scope(service.chats, params.value("scope"))
    return service.profile.commands(scope, params.text("language_code"))


def delete_my_commands(service: Service, params: Params) -> bool:
    """Remove the commands of a scope and language."""
    scope = profile.checked_scope(service.chats, params.value("scope"))
    service.profile.set_commands([], scope, params.text("language_code"))
    return True


def _setter(kind: str) -> Method:
    def set_text(service: Service, params: Params) -> bool:
        service.profile.set_text(kind, params.text(kind), params.text("language_code"))
        return True

    return set_text


def _getter(kind: str) -> Method:
    def get_text(service: Service, params: Params) -> Json:
        return {kind: service.profile.text(kind, params.text("language_code"))}

    return get_text


def get_my_name(service: Service, params: Params) -> Json:
    """Give BotName; without a name set, that of getMe."""
    name = service.profile.text("name", params.text("language_code"))
    return {"name": name or service.chats.bot["first_name"]}


def set_chat_menu_button(service: Service, params: Params) -> bool:
    """Set MenuButton of a private chat (0: of all)."""
    button = params.value("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in _MENU_BUTTONS:
        raise bad_request("can't parse menu button: Unsupported menu button type specified")
    if chat_id := params.text("chat_id"):
        service.profile.menu_buttons[service.chats.find(chat_id).id] = button
    else:
        service.profile.menu_buttons[0] = button
    return True


def get_chat_menu_button(service: Service, params: Params) -> Json:
    """Give MenuButton."""
    chat_id = params.integer("chat_id")
    buttons = service.profile.menu_buttons
    return buttons.get(chat_id) or buttons.get(0) or {"type": "commands"}


def done(_service: Service, _params: Params) -> bool:
    """Answer logOut and close, which have nothing to do here."""
    return True


# Sending


def send_message(service: Service, params: Params) -> Json:
    """Answer sendMessage: Message."""
    chat = service.chats.find(params.text("chat_id"))
    fields = content.fields_of(params, "entities", "link_preview_options")
    return _send(
        service, chat, params, content.text_content(service.chats, fields, params.text("text"))
    )


def send_photo(service: Service, params: Params) -> Json:
    """Answer sendPhoto: Message with photo."""
    return _send_media(service, params, "photo")


def send_document(service: Service, params: Params) -> Json:
    """Answer sendDocument: Message with document."""
    return _send_media(service, params, "document")


def _send_media(service: Service, params: Params, kind: str) -> Json:
    chat = service.chats.find(params.text("chat_id"))
    upload = params.uploads.get(kind)
    file = content.stored(service.files, kind, params.text(kind), upload, params.uploads)
    fields = content.fields_of(params, "caption_entities")
    said = content.media_content(kind, file) | content.caption_content(service.chats, fields)
    for name, shown in (
        ("show_caption_above_media", "show_caption_above_media"),
        ("has_spoiler", "has_media_spoiler"),
    ):
        if params.flag(name):
            said[shown] = True
    return _send(service, chat, params, said)


def _send(service: Service, chat: Chat, params: Params, said: Json) -> Json:
    said = content.with_keyboard(said, params.value("reply_markup"))
    reply_to = _reply_target(chat, params.value("reply_parameters"))
    if params.flag("protect_content"):
        said["has_protected_content"] = True
    return service.chats.post(chat, service.chats.bot, said, reply_to)


def _reply_target(chat: Chat, reply: Any) -> int | None:
    if reply is None:
        return None
    if not isinstance(reply, dict):
        raise bad_request("object expected as reply parameters")
    message_id = reply.get("message_id")
    if isinstance(message_id, int) and message_id in chat.messages:
        return message_id
    if message_id is not None and not reply.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return None


def send_chat_action(service: Service, params: Params) -> bool:
    """Show "typing..." or the like."""
    action = params.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    service.chats.find(params.text("chat_id")).announce("typing", action=action)
    return True


# Editing


def edit_message_text(service: Service, params: Params) -> Json | bool:
    """Answer editMessageText: Message, or True for a message known by `inline_message_id`."""
    fields = content.fields_of(params, "entities", "link_preview_options")
    said = content.text_content(service.chats, fields, params.text("text"))
    chat, message = _to_edit(service, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    kept = _without(message, "text", "entities", "link_preview_options", "reply_markup")
    return _edit(service, chat, params, message, kept | said)


def edit_message_caption(service: Service, params: Params) -> Json | bool:
    """Answer editMessageCaption: Message or True."""
    fields = content.fields_of(params, "caption_entities")
    said = content.caption_content(service.chats, fields)
    chat, message = _to_edit(service, params)
    if "photo" not in message and "document" not in message:
        raise bad_request("there is no caption in the message to edit")
    kept = _without(
        message, "caption", "caption_entities", "show_caption_above_media", "reply_markup"
    )
    if params.flag("show_caption_above_media"):
        said["show_caption_above_media"] = True
    return _edit(service, chat, params, message, kept | said)


def edit_message_media(service: Service, params: Params) -> Json | bool:
    """Answer editMessageMedia: Message or True; InputMediaPhoto and InputMediaDocument only."""
    media = params.value("media")
    kind = media.get("type") if isinstance(media, dict) else None
    if kind not in ("photo", "document"):
        raise bad_request("can't parse InputMedia: Unsupported type specified")
    file = content.stored(service.files, kind, str(media.get("media", "")), None, params.uploads)
    said = content.media_content(kind, file) | content.caption_content(service.chats, media)
    chat, message = _to_edit(service, params)
    names = ("text", "entities", "link_preview_options", "photo", "document", "caption")
    kept = _without(message, *names, "caption_entities", "reply_markup")
    return _edit(service, chat, params, message, kept | said)


def edit_message_reply_markup(service: Service, params: Params) -> Json | bool:
    """Answer editMessageReplyMarkup: Message or True."""
    chat, message = _to_edit(service, params)
    return _edit(service, chat, params, message, _without(message, "reply_markup"), "markup")


def _to_edit(service: Service, params: Params) -> tuple[Chat, Json]:
    """Give the message that an edit names."""
    if params.has("inline_message_id"):
        return service.chats.find_inline(params.text("inline_message_id"))
    chat = service.chats.find(params.text("chat_id"))
    if not params.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message["from"]["id"] != service.chats.bot["id"]:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(
    service: Service,
    chat: Chat,
    params: Params,
    old: Json,
    new: Json,
    event: str = "edit",
) -> Json | bool:
    new = content.with_keyboard(new, params.value("reply_markup"), inline_only=True)
    if new == old:
        raise bad_request(NOT_MODIFIED)
    edited = service.chats.replace(chat, new, event)
    return True if params.has("inline_message_id") else edited


def _without(message: Json, *names: str) -> Json:
    return {key: value for key, value in message.items() if key not in names}


def delete_message(service: Service, params: Params) -> bool:
    """Delete a message: any in a private chat, the bot's own in a group, up to 48 hours old."""
    chat = service.chats.find(params.text("chat_id"))
    message = chat.messages.get(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    is_own = message["from"]["id"] == service.chats.bot["id"]
    if chat.type != "private" and not is_own:
        raise bad_request("message can't be deleted")
    if service.chats.clock() > message["date"] + DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    service.chats.remove(chat, message["message_id"])
    return True


# Answering


def answer_callback_query(service: Service, params: Params) -> bool:
    """Answer a tap; the notice (at most 200 characters) goes to who tapped. Again is no error."""
    query = service.chats.query("callback", params.text("callback_query_id"))
    text = params.text("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if not query.is_answered:
        query.is_answered = True
        answer: Json = {"text": text, "show_alert": params.flag("show_alert")}
        if params.has("url"):
            answer["url"] = params.text("url")
        query.results = [answer]
        query.chat.announce("callback_answer", query_id=query.id, **answer)
        service.chats.changed.notify()
    return True


def answer_inline_query(service: Service, params: Params) -> bool:
    """Answer an inline query with at most 50 results."""
    query = service.chats.query("inline", params.text("inline_query_id"))
    results = inline.checked_results(service.chats, service.files, params.value("results"))
    button = inline.checked_button(params.value("button"))
    next_offset = inline.checked_offset(params.text("next_offset"))
    query.is_answered = True
    query.results = results
    query.chat.announce(
        "inline_results",
        query_id=query.id,
        results=results,
        button=button,
        next_offset=next_offset,
    )
    service.chats.changed.notify()
    return True


def answer_guest_query(service: Service, params: Params) -> Json:
    """Answer a guest message: SentGuestMessage; the result is sent at once."""
    query = service.chats.query("guest", params.text("guest_query_id"))
    result = inline.checked_result(service.chats, service.files, params.value("result"))
    if query.is_answered:
        raise bad_request("GUEST_QUERY_ALREADY_ANSWERED")
    query.is_answered = True
    asked = query.message["message_id"] if query.message else None
    caller = {"guest_bot_caller_user": query.user.json()}
    message = service.chats.post(query.chat, service.chats.bot, result["message"] | caller, asked)
    return {"inline_message_id": service.chats.add_inline(query.chat, message)}


# Reading


def get_file(service: Service, params: Params) -> Json:
    """Answer getFile: File; files over 20 MB cannot be downloaded."""
    file = service.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }


def get_chat(service: Service, params: Params) -> Json:
    """Answer getChat: ChatFullInfo."""
    chat = service.chats.find(params.text("chat_id"))
    gifts = dict.fromkeys((*_PREMIUM_GIFTS, "gifts_from_channels"), False)
    return {
        **chat.json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": gifts,
    }


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "sendChatAction": send_chat_action,
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_callback_query,
    "answerInlineQuery": answer_inline_query,
    "answerGuestQuery": answer_guest_query,
    "setMyCommands": set_my_commands,
    "getMyCommands": get_my_commands,
    "deleteMyCommands": delete_my_commands,
    "setMyName": _setter("name"),
    "getMyName": get_my_name,
    "setMyDescription": _setter("description"),
    "getMyDescription": _getter("description"),
    "setMyShortDescription": _setter("short_description"),
    "getMyShortDescription": _getter("short_description"),
    "setChatMenuButton": set_chat_menu_button,
    "getChatMenuButton": get_chat_menu_button,
    "getFile": get_file,
    "getChat": get_chat,
    "logOut": done,
    "close": done,
}
# Method names are not case-sensitive.
BY_LOWER_NAME = {name.lower(): name for name in METHODS}
