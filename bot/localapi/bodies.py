"""Reading request bodies, each kind within its limit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from .errors import ApiError, Json, bad_request
from .files import MAX_FILE
from .params import Params, Upload

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

MAX_BODY = 1024 * 1024
MAX_FIELDS = 1000


def too_large() -> ApiError:
    """Make the error for a body over its limit."""
    return ApiError(413, "Request Entity Too Large")


async def read_params(request: web.Request) -> Params:
    """Read a Bot API call: query string, then a form, multipart or JSON body.

    Bodies over 1 MiB, and multipart ones over 50 MiB, get 413.
    """
    values: Json = dict(request.query)
    if request.method != "POST":
        return Params(values)
    if request.content_type.startswith("multipart/"):
        return await _read_multipart(request, values)
    body = await read_limited(request, MAX_BODY)
    if request.content_type == "application/json":
        return Params(values | (decode_object(body) if body else {}))
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MAX_FIELDS)
    except ValueError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    return Params(values | dict(pairs))


def decode_object(body: bytes) -> dict[str, Any]:
    """Decode a JSON object; 400 for anything else."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("expected a JSON object")
    return value


async def read_limited(request: web.Request, limit: int) -> bytes:
    """Read a body of at most `limit` bytes."""
    if request.content_length is not None and request.content_length > limit:
        raise too_large()
    return await _join(request.content.iter_any(), limit)


async def _join(chunks: AsyncIterator[bytes], limit: int) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise too_large()
    return bytes(body)


async def _read_multipart(request: web.Request, values: Json) -> Params:
    uploads: dict[str, Upload] = {}
    left = MAX_FILE + MAX_BODY
    try:
        reader = await request.multipart()
        async for part in reader:
            if not isinstance(part, BodyPartReader) or len(values) + len(uploads) > MAX_FIELDS:
                raise bad_request("can't parse multipart body")
            is_file = part.filename is not None
            data = await _join(_chunks(part), min(left, left if is_file else MAX_BODY))
            left -= len(data)
            if is_file:
                kind = part.headers.get("Content-Type", "application/octet-stream")
                uploads[part.name or ""] = Upload(part.filename or "", kind, data)
            else:
                values[part.name or ""] = data.decode()
    except ValueError as error:
        raise bad_request("can't parse multipart body") from error
    return Params(values, uploads)


async def _chunks(part: BodyPartReader) -> AsyncIterator[bytes]:
    while chunk := await part.read_chunk():
        yield chunk
