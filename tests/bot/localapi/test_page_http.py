"""What the chat page asks and does, over HTTP, and who is kept out."""

from __future__ import annotations

import asyncio
import io
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from multidict import CIMultiDict

from bot.localapi.page_http import PageHttp
from bot.localapi.people import split_text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.localapi import LocalBotApi

    from .conftest import Client


class Page:
    """A browser with the page open."""

    def __init__(self, session: aiohttp.ClientSession, api: LocalBotApi) -> None:
        self.session = session
        self.url = api.url
        self.seq = 0

    async def state(self, language: str = "ja") -> dict[str, Any]:
        address = f"{self.url}/local/state?language={language}"
        async with self.session.get(address) as response:
            state: dict[str, Any] = await response.json()
            self.seq = state["seq"]
            return state

    async def events(self) -> list[dict[str, Any]]:
        """Give the next events, without their numbers."""
        async with self.session.get(f"{self.url}/local/events?after={self.seq}") as response:
            body = await response.json()
            assert response.status == 200, body
            self.seq = body["seq"]
            return [{k: v for k, v in event.items() if k != "seq"} for event in body["events"]]

    async def do(self, action: str, status: int = 200, **body: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.url}/local/{action}", json=body) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == status, answer
            return answer


@pytest.fixture
async def page(api: LocalBotApi) -> AsyncIterator[Page]:
    # Cookies of an address without a name are dropped unless asked for.
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        yield Page(session, api)


async def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing_that_stands_in_it(page: Page) -> None:
    async with page.session.get(page.url) as response:
        policy = response.headers["Content-Security-Policy"]
        body = await response.text()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in body
    assert "<style" not in body


async def test_a_conversation(api: LocalBotApi, client: Client, page: Page) -> None:
    await client.ok("setMyCommands", commands=[{"command": "help", "description": "Help"}])
    await client.ok("setMyDescription", description="in Japanese", language_code="ja")
    state = await page.state()
    assert state["bot"] == {
        "name": "Local bot",
        "username": "measures_bot",
        "description": "in Japanese",
        "short_description": "",
        "commands": [{"command": "help", "description": "Help"}],
    }
    chat_id = state["chat_id"]

    await page.do("send", text="/start 48")
    (update,) = await client.ok("getUpdates")
    assert update["message"]["text"] == "/start 48"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert update["message"]["from"]["language_code"] == "ja"
    await client.ok("sendChatAction", chat_id=chat_id, action="typing")
    markup = {"inline_keyboard": [[{"text": "More", "callback_data": "more"}]]}
    sent = await client.ok(
        "sendMessage",
        chat_id=chat_id,
        text="<b>hello</b>",
        parse_mode="HTML",
        reply_markup=markup,
    )
    mine, typing, theirs = await page.events()
    assert (mine["type"], mine["message"]["from"]) == ("message", "user")
    assert typing == {"type": "typing", "action": "typing"}
    assert theirs["message"] == {
        "message_id": sent["message_id"],
        "from": "bot",
        "user_id": 1000000001,
        "date": sent["date"],
        "edited": False,
        "text": "hello",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
        "reply_markup": markup,
    }

    tap = await page.do("tap", message_id=sent["message_id"], data="more")
    await client.ok("answerCallbackQuery", callback_query_id=tap["query_id"], text="Here")
    edit = {"chat_id": chat_id, "message_id": sent["message_id"]}
    await client.ok("editMessageText", **edit, text="more")
    await client.ok("editMessageReplyMarkup", **edit, reply_markup=markup)
    await client.ok("deleteMessage", **edit)
    answer, edited, buttons, deleted = await page.events()
    notice = {"query_id": tap["query_id"], "text": "Here", "show_alert": False}
    assert answer == {"type": "callback_answer", **notice}
    assert (edited["type"], edited["message"]["text"]) == ("edit", "more")
    assert (buttons["type"], buttons["reply_markup"]) == ("markup", markup)
    assert deleted == {"type": "delete", "message_id": sent["message_id"]}
    assert [one["text"] for one in (await page.state())["messages"]] == ["/start 48"]
    assert api.chats.chats[chat_id].members[0].language_code == "ja"


async def test_a_user_replies_and_edits(client: Client, page: Page) -> None:
    chat_id = (await page.state("en"))["chat_id"]
    sent = await client.ok("sendMessage", chat_id=chat_id, text="question")
    mine = await page.do("send", text="anser", reply_to=sent["message_id"])
    await page.do("edit", message_id=mine["message_id"], text="answer")
    message, edited = await client.ok("getUpdates")
    assert message["message"]["reply_to_message"]["text"] == "question"
    assert edited["edited_message"]["text"] == "answer"
    assert edited["edited_message"]["edit_date"] > 0
    refused = await page.do("edit", 400, message_id=sent["message_id"], text="mine now")
    assert "no text message" in refused["error"]


async def test_inline_results_and_a_choice(client: Client, page: Page) -> None:
    await page.state()
    query_id = (await page.do("inline", query="bread", offset=""))["query_id"]
    (update,) = await client.ok("getUpdates")
    assert update["inline_query"]["query"] == "bread"
    assert update["inline_query"]["chat_type"] == "sender"
    content = {"message_text": "<i>bread</i>", "parse_mode": "HTML"}
    button = {"text": "x", "callback_data": "d"}
    result = {
        "type": "article",
        "id": "r1",
        "title": "Bread",
        "input_message_content": content,
        "reply_markup": {"inline_keyboard": [[button]]},
    }
    help_button = {"text": "Help", "start_parameter": "help"}
    await client.ok(
        "answerInlineQuery",
        inline_query_id=query_id,
        results=[result],
        next_offset="2",
        button=help_button,
    )
    (event,) = await page.events()
    assert (event["type"], event["query_id"], event["next_offset"]) == (
        "inline_results",
        query_id,
        "2",
    )
    assert event["button"] == help_button
    assert event["results"][0]["title"] == "Bread"
    assert event["results"][0]["message"]["text"] == "bread"

    chosen = await page.do("choose", query_id=query_id, result_id="r1")
    _, message, choice = await client.ok("getUpdates")
    assert message["message"]["via_bot"]["username"] == "measures_bot"
    assert choice["chosen_inline_result"]["result_id"] == "r1"
    name = choice["chosen_inline_result"]["inline_message_id"]
    await page.do("tap", message_id=chosen["message_id"], data="d")
    tap = (await client.ok("getUpdates"))[-1]["callback_query"]
    assert tap["inline_message_id"] == name
    assert "message" not in tap
    assert await client.ok("editMessageText", inline_message_id=name, text="toast") is True
    assert (await page.state())["messages"][-1]["text"] == "toast"
    assert "no result" in (await page.do("choose", 400, query_id=query_id, result_id="r2"))["error"]


async def test_a_question_as_a_guest_and_its_answer(client: Client, page: Page) -> None:
    await page.state()
    await page.do("guest", text="@measures_bot bread")
    (update,) = await client.ok("getUpdates")
    asked = update["guest_message"]
    assert asked["text"] == "@measures_bot bread"
    result = {
        "type": "article",
        "id": "r1",
        "title": "Bread",
        "input_message_content": {"message_text": "bread"},
    }
    await client.ok("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=result)
    question, answer = (await page.state())["messages"][-2:]
    assert (question["text"], answer["text"]) == ("@measures_bot bread", "bread")
    assert answer["reply_to"] == question["message_id"]


async def test_events_come_at_once_and_end_when_nothing_happens(
    api: LocalBotApi,
    client: Client,
    page: Page,
) -> None:
    chat_id = (await page.state())["chat_id"]
    waiting = asyncio.create_task(page.events())
    await client.ok("sendMessage", chat_id=chat_id, text="x")
    async with asyncio.timeout(5):
        (event,) = await waiting
    assert event["message"]["text"] == "x"
    api.page.poll_seconds = 0.01
    assert await page.events() == []


async def test_a_page_that_missed_too_much_starts_anew(page: Page) -> None:
    await page.state()
    async with page.session.get(f"{page.url}/local/events?after=99") as response:
        assert await response.json() == {"seq": 0, "events": [], "reset": True}


@pytest.mark.parametrize(
    ("action", "body", "reason"),
    [
        ("send", {"text": 5}, '"text" must be a string'),
        ("send", {"text": "  "}, "a message needs a text"),
        ("send", {"text": "x", "reply_to": "1"}, '"reply_to" must be an integer'),
        ("tap", {"message_id": 1}, '"data" must be a string'),
        ("guest", {"text": 5}, '"text" must be a string'),
        ("choose", {"query_id": "7", "result_id": "1"}, "there is no inline query 7"),
    ],
)
async def test_a_wrong_body_is_explained(
    page: Page,
    action: str,
    body: dict[str, Any],
    reason: str,
) -> None:
    await page.state()
    assert reason in (await page.do(action, 400, **body))["error"]


async def test_a_session_is_needed_and_its_cookie_is_hidden_from_scripts(page: Page) -> None:
    await page.do("send", 401, text="x")
    async with page.session.get(f"{page.url}/local/state") as response:
        cookie = response.cookies["local_session"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"


async def test_each_browser_has_its_own_chat_and_old_ones_go(
    api: LocalBotApi,
    page: Page,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.localapi.page_http.MAX_SESSIONS", 2)
    first = await page.state()
    others = []
    for _ in range(2):
        jar = aiohttp.DummyCookieJar()
        async with aiohttp.ClientSession(cookie_jar=jar) as session:
            others.append((await Page(session, api).state())["chat_id"])
    assert set(api.chats.chats) == set(others)
    again = await page.state()
    assert again["chat_id"] not in {first["chat_id"], *others}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example"}, 403),
        ({"Host": "localhost:1234"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
    ],
)
async def test_other_hosts_and_other_sites_are_refused(
    page: Page,
    headers: dict[str, str],
    status: int,
) -> None:
    async with page.session.get(f"{page.url}/local/state", headers=headers) as response:
        assert response.status == status
    address = f"{page.url}/local/send"
    async with page.session.post(address, json={"text": "x"}, headers=headers) as response:
        assert response.status == status or (status == 200 and response.status == 401)


async def test_the_pages_own_origin_may_post(page: Page) -> None:
    await page.state()
    own = CIMultiDict({"Origin": page.url})
    address = f"{page.url}/local/send"
    async with page.session.post(address, json={"text": "x"}, headers=own) as response:
        assert response.status == 200
    # A form of another site can send text/plain without asking; it is no JSON request.
    async with page.session.post(address, data='{"text": "x"}') as response:
        assert response.status == 415
    huge = io.BytesIO(b'{"text": "' + b"x" * 2**20 + b'"}')
    json_type = {"Content-Type": "application/json"}
    async with page.session.post(address, data=huge, headers=json_type) as response:
        assert response.status == 413


async def test_only_pictures_are_shown_other_files_are_saved(
    api: LocalBotApi,
    client: Client,
    page: Page,
) -> None:
    chat_id = (await page.state())["chat_id"]
    script = b"<script>alert(1)</script>"
    form = aiohttp.FormData({"chat_id": str(chat_id)})
    form.add_field("document", script, filename="x.html", content_type="text/html")
    async with client.session.post(client.address("sendDocument"), data=form) as response:
        assert response.status == 200
    (event,) = await page.events()
    document = event["message"]["document"]
    assert (document["file_name"], document["mime_type"], document["size"]) == (
        "x.html",
        "text/html",
        25,
    )
    address = f"{api.url}/local/file/{document['file_id']}"
    async with page.session.get(address) as response:
        assert await response.read() == script
        assert response.headers["Content-Disposition"] == "attachment"
        assert response.headers["Content-Security-Policy"] == "sandbox"
    # Another browser has no session and gets nothing.
    async with client.session.get(address) as response:
        assert response.status == 404


async def test_the_page_is_served_and_nothing_beside_it(
    api: LocalBotApi,
    page: Page,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "index.html").write_text("<!doctype html>", encoding="utf-8")
    (folder / "page.js").write_text("1", encoding="utf-8")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    api.page._page = folder
    for path, status in (("/", 200), ("/static/page.js", 200), ("/static/none", 404)):
        async with page.session.get(page.url + path) as response:
            assert response.status == status
    async with page.session.get(f"{page.url}/static/..%2fsecret") as response:
        assert response.status == 404
    assert isinstance(api.page, PageHttp)


def test_a_long_text_is_split_as_clients_do() -> None:
    assert split_text("") == []
    assert split_text("x" * 4096) == ["x" * 4096]
    parts = split_text("\U0001f600" * 3000)
    assert [len(part) for part in parts] == [2048, 952]
    words = "word " * 2000
    assert " ".join(split_text(words.strip())) == words.strip()
    assert all(len(part) <= 4096 for part in split_text(words))
