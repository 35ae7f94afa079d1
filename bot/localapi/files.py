"""Files that the bot has sent: kept in memory, the oldest dropped when they grow too many."""

from __future__ import annotations

import hashlib
import struct
from collections import OrderedDict
from dataclasses import dataclass

from .errors import Json, bad_request

MAX_FILE = 50 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024
_MAX_SIDES = 10_000
_MAX_RATIO = 20


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as the bot sent it; `width` and `height` in pixels, 0 for what is no picture."""

    file_id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    data: bytes
    width: int = 0
    height: int = 0

    def photo(self) -> list[Json]:
        """Give it as an Array of PhotoSize (of one: nothing is scaled here)."""
        size = {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "width": self.width,
            "height": self.height,
            "file_size": len(self.data),
        }
        return [size]

    def document(self) -> Json:
        """Give it as a Document."""
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_name": self.name,
            "mime_type": self.content_type,
            "file_size": len(self.data),
        }


class Files:
    """Files by id; the same bytes of the same kind have one id."""

    def __init__(self) -> None:
        self._files: OrderedDict[str, StoredFile] = OrderedDict()
        self._by_path: dict[str, str] = {}
        self._total = 0

    def add_photo(self, data: bytes, name: str) -> StoredFile:
        """Keep a picture (PNG, JPEG, GIF or WebP); 400 for what Telegram takes for none."""
        if len(data) > MAX_PHOTO:
            raise bad_request("file is too big")
        content_type, width, height = image_size(data)
        if not content_type:
            raise bad_request("IMAGE_PROCESS_FAILED")
        sides = sorted((width, height))
        if sides[0] < 1 or sum(sides) > _MAX_SIDES or sides[1] > _MAX_RATIO * sides[0]:
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return self._add("photo", data, name or "photo", content_type, (width, height))

    def add_document(self, data: bytes, name: str, content_type: str) -> StoredFile:
        """Keep a file of any type; 400 for an empty one."""
        if not data:
            raise bad_request("file must be non-empty")
        return self._add("document", data, name or "file", content_type, (0, 0))

    def _add(
        self,
        kind: str,
        data: bytes,
        name: str,
        content_type: str,
        size: tuple[int, int],
    ) -> StoredFile:
        digest = hashlib.sha256(name.encode("utf-8", "replace") + b"\0" + data).hexdigest()
        file_id = f"{kind}-{digest[:40]}"
        if known := self._files.get(file_id):
            self._files.move_to_end(file_id)
            return known
        suffix = name.rpartition(".")[2].lower() if "." in name else content_type.rpartition("/")[2]
        suffix = suffix if suffix.isascii() and suffix.isalnum() else "bin"
        path = f"{kind}s/{digest[:16]}.{suffix}"
        stored = StoredFile(file_id, digest[40:56], path, name, content_type, data, *size)
        self._files[file_id] = stored
        self._by_path[path] = file_id
        self._total += len(data)
        while self._total > MAX_TOTAL and len(self._files) > 1:
            _, oldest = self._files.popitem(last=False)
            self._by_path.pop(oldest.path, None)
            self._total -= len(oldest.data)
        return stored

    def forget(self) -> None:
        """Know no file any more, as Telegram does when a `file_id` has grown too old."""
        self._files.clear()
        self._by_path.clear()
        self._total = 0

    def get(self, file_id: str) -> StoredFile | None:
        """Give a file by its id."""
        return self._files.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        """Give a file by its `file_path`."""
        return self._files.get(self._by_path.get(path, ""))


def image_size(data: bytes) -> tuple[str, int, int]:
    """Read type, width and height of a picture from its first bytes; ("", 0, 0) for none."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return ("image/png", *struct.unpack(">II", data[16:24]))
        if data.startswith((b"GIF87a", b"GIF89a")):
            return ("image/gif", *struct.unpack("<HH", data[6:10]))
        if data.startswith(b"\xff\xd8"):
            return _jpeg_size(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp_size(data)
    except (struct.error, IndexError):
        pass
    return "", 0, 0


def _jpeg_size(data: bytes) -> tuple[str, int, int]:
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        # Start-of-frame markers hold the size; C4, C8 and CC in their range are something else.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            return "image/jpeg", width, height
        position += 2 + int.from_bytes(data[position + 2 : position + 4], "big")
    return "", 0, 0


def _webp_size(data: bytes) -> tuple[str, int, int]:
    chunk = data[12:16]
    if chunk == b"VP8X":
        width = 1 + int.from_bytes(data[24:27], "little")
        return "image/webp", width, 1 + int.from_bytes(data[27:30], "little")
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return "image/webp", 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF)
    width, height = struct.unpack("<HH", data[26:30])
    return "image/webp", width & 0x3FFF, height & 0x3FFF
