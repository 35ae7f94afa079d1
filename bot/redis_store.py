"""The store in Redis or Valkey, shared by all replicas of the bot.

Keys begin with `shisaku:<bot id>:`; people and chats stand in them only as keyed hashes, so that a
copy of the database names nobody.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Coroutine, Iterable
from datetime import date, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from bot.limits import Admission, Pace
from bot.store import (
    DAY,
    LEASE,
    MOST_UNANSWERED,
    REMEMBERED,
    UNANSWERED_DAYS,
    WEEK,
    YEAR,
    Claim,
    State,
    StoreDown,
    Unanswered,
    ranked,
)

P = ParamSpec("P")
T = TypeVar("T")

# Seconds to wait for Redis before it counts as down; a claim must not hang longer than that.
TIMEOUT = 2.0
CONNECTIONS = 16

# KEYS: the update's state, its count of tries. ARGV: our name, lease, day (seconds).
_CLAIM = """
local state = redis.call('GET', KEYS[1])
if state == 'done' then return -1 end
if state then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'EX', ARGV[2])
local tries = redis.call('INCR', KEYS[2])
redis.call('EXPIRE', KEYS[2], ARGV[3])
return tries
"""
# KEYS: states. ARGV: our name, lease. Only what is still ours is kept alive.
_RENEW = """
for _, key in ipairs(KEYS) do
  if redis.call('GET', key) == ARGV[1] then redis.call('EXPIRE', key, ARGV[2]) end
end
"""
_RELEASE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
"""
# KEYS: texts by last day, counts, first days. ARGV: text, day, oldest day kept, most texts; days are
# numbers like 20260109. What is too old makes room first, then what came longest ago.
_COUNT = """
local texts, counts, firsts = KEYS[1], KEYS[2], KEYS[3]
redis.call('ZADD', texts, ARGV[2], ARGV[1])
redis.call('HINCRBY', counts, ARGV[1], 1)
redis.call('HSETNX', firsts, ARGV[1], ARGV[2])
local gone = redis.call('ZRANGEBYSCORE', texts, '-inf', '(' .. ARGV[3])
local over = redis.call('ZCARD', texts) - #gone - tonumber(ARGV[4])
if over > 0 then
  for _, text in ipairs(redis.call('ZRANGE', texts, #gone, #gone + over - 1)) do
    table.insert(gone, text)
  end
end
for _, text in ipairs(gone) do
  redis.call('ZREM', texts, text)
  redis.call('HDEL', counts, text)
  redis.call('HDEL', firsts, text)
end
"""
# KEYS: as for a claim. ARGV: day.
_FINISH = """
redis.call('SET', KEYS[1], 'done', 'EX', ARGV[1])
redis.call('DEL', KEYS[2])
"""
# bot/limits.py in Lua, by Redis's clock. KEYS: the bucket. ARGV: burst, per second, resume, refill.
_ADMIT = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
local burst, rate, resume = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local bucket = redis.call('HMGET', KEYS[1], 'tokens', 'at', 'paused')
local tokens, at = tonumber(bucket[1]) or burst, tonumber(bucket[2]) or now
local paused = bucket[3] == '1'
tokens = math.min(burst, tokens + math.max(0, now - at) * rate)
local wait, tell = 0, 0
if tokens >= (paused and resume or 1) then
  tokens, paused = tokens - 1, false
else
  wait, tell = math.ceil((resume - tokens) / rate), paused and 0 or 1
  paused = true
end
redis.call('HSET', KEYS[1], 'tokens', tostring(tokens), 'at', string.format('%.6f', now),
           'paused', paused and '1' or '0')
redis.call('EXPIRE', KEYS[1], ARGV[4])
return {wait, tell}
"""


def _or_down(call: Callable[P, Coroutine[Any, Any, T]]) -> Callable[P, Coroutine[Any, Any, T]]:
    @wraps(call)
    async def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return await call(*args, **kwargs)
        except (RedisError, OSError, TimeoutError) as error:
            # Without the cause's text: an address with a password could stand in it.
            raise StoreDown(type(error).__name__) from None

    return guarded


class RedisStore:
    """See `Store`; `key` (the bot's token) keys the hashes and is not stored."""

    def __init__(self, url: str, bot_id: int, key: str, pace: Pace | None = None) -> None:
        pool = BlockingConnectionPool.from_url(
            url,
            decode_responses=True,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            # A call waits for a free connection rather than failing without one.
            timeout=TIMEOUT,
            max_connections=CONNECTIONS,
            # Once more, for a connection that went stale while idle; not so long that it hangs.
            retry=Retry(NoBackoff(), 1),
        )
        self._redis: Redis = Redis(connection_pool=pool)
        self._pool = pool
        self._prefix = f"shisaku:{bot_id}"
        self._key = hashlib.sha256(key.encode()).digest()
        self._pace = pace or Pace()
        self._name = secrets.token_hex(8)
        self._claim = self._redis.register_script(_CLAIM)
        self._renew = self._redis.register_script(_RENEW)
        self._release = self._redis.register_script(_RELEASE)
        self._finish = self._redis.register_script(_FINISH)
        self._admit = self._redis.register_script(_ADMIT)
        self._count = self._redis.register_script(_COUNT)
        # Braces: the three share a slot in a cluster.
        self._unanswered = [
            f"{self._prefix}:{{unanswered}}:{part}" for part in ("last", "count", "first")
        ]

    def _update(self, update: int) -> str:
        # Braces: state and tries share a slot in a cluster.
        return f"{self._prefix}:update:{{{update}}}"

    def _hidden(self, kind: str, name: str) -> str:
        digest = hashlib.blake2b(name.encode(), key=self._key, digest_size=16).hexdigest()
        return f"{self._prefix}:{kind}:{digest}"

    @_or_down
    async def claim(self, update: int) -> Claim:
        """See Store."""
        key = self._update(update)
        answer = int(
            await self._claim(keys=[key, f"{key}:tries"], args=[self._name, int(LEASE), int(DAY)])
        )
        if answer < 0:
            return Claim(State.DONE)
        return Claim(State.OURS, answer) if answer else Claim(State.BUSY)

    @_or_down
    async def renew(self, updates: Iterable[int]) -> None:
        """See Store."""
        for update in updates:
            await self._renew(keys=[self._update(update)], args=[self._name, int(LEASE)])

    @_or_down
    async def release(self, update: int) -> None:
        """See Store."""
        await self._release(keys=[self._update(update)], args=[self._name])

    @_or_down
    async def finish(self, update: int) -> None:
        """See Store."""
        key = self._update(update)
        await self._finish(keys=[key, f"{key}:tries"], args=[int(DAY)])

    @_or_down
    async def admit(self, person: int, is_inline: bool = False) -> Admission:
        """See Store."""
        pace = self._pace.inline if is_inline else self._pace
        wait, tell = await self._admit(
            keys=[self._hidden("inline" if is_inline else "person", str(person))],
            args=[pace.burst, pace.per_second, pace.resume, pace.refill_seconds],
        )
        return Admission(not wait, int(wait), bool(tell))

    @_or_down
    async def put(self, key: str, value: Any) -> None:
        """See Store."""
        await self._redis.set(self._hidden("memory", key), json.dumps(value), ex=int(REMEMBERED))

    @_or_down
    async def get(self, key: str) -> Any:
        """See Store."""
        value = await self._redis.get(self._hidden("memory", key))
        return None if value is None else json.loads(value)

    @_or_down
    async def prefer(self, person: int, choice: str) -> None:
        """See Store."""
        await self._redis.set(self._hidden("choice", str(person)), choice, ex=int(YEAR))

    @_or_down
    async def preference(self, person: int) -> str | None:
        """See Store."""
        return cast(str | None, await self._redis.get(self._hidden("choice", str(person))))

    @_or_down
    async def name_file(self, key: str, file_id: str) -> None:
        """See Store."""
        await self._redis.set(self._hidden("file", key), file_id, ex=int(WEEK))

    @_or_down
    async def file(self, key: str) -> str | None:
        """See Store."""
        return cast(str | None, await self._redis.get(self._hidden("file", key)))

    @_or_down
    async def count_unanswered(self, text: str, day: str) -> None:
        """See Store."""
        oldest = date.fromisoformat(day) - timedelta(days=UNANSWERED_DAYS)
        numbers = [day.replace("-", ""), oldest.isoformat().replace("-", "")]
        await self._count(keys=self._unanswered, args=[text, *numbers, MOST_UNANSWERED])

    @_or_down
    async def unanswered(self) -> list[Unanswered]:
        """See Store."""
        last, count, first = self._unanswered
        # The client decodes what it reads; its types do not know that.
        days: Any = await self._redis.zrange(last, 0, -1, withscores=True)
        counts: Any = await self._redis.hgetall(count)
        firsts: Any = await self._redis.hgetall(first)
        return ranked(
            Unanswered(text, int(counts[text]), _day(firsts[text]), _day(f"{score:.0f}"))
            for text, score in days
            if text in counts and text in firsts
        )

    @_or_down
    async def ping(self) -> None:
        """See Store."""
        await self._redis.ping()

    async def close(self) -> None:
        """See Store."""
        await self._redis.aclose()
        await self._pool.aclose()


def _day(number: str) -> str:
    return f"{number[:4]}-{number[4:6]}-{number[6:]}"
