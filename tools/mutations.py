"""Ways to spoil a file, each with a random source of its own, so that a number tells a file again."""

import re
import zlib
from collections.abc import Callable
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

Mutation = Callable[[bytes, Random], bytes]

_INTERESTING = [
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"<",
    b">",
    b"&",
    b'"',
    b"\t",
    b"\n",
    b"=",
    b"-1",
    b"0",
    b"4294967296",
]
_WORDS = [
    "31 February 2026", "TBC", "=1+1", "0", "1e999", "-", "\u202eabc", "\u200b", "N/A", "A1", "A1 - A999999",
    "1.1.1.1.1.1", "Mar-2_6", "Q5 2026", "99/99/9999", "(" * 40, "a " * 500, "(i) (ii) (iii)", "Complete",
    "\U0001f7e2", "by by by", "31/12/0000", "December 99999", "1 January 0001 to 31 December 9999",
    "every day until forever", "\ufdd0", "<p><li><p>",
]  # fmt: skip
_TOKEN = re.compile(rb"<[^<>]{1,300}>")
_NUMBER = re.compile(rb"\d+")
_ODD_NUMBERS = [b"0", b"-1", b"1", b"65536", b"2147483648", b"99999999999999999999", b"1e308", b"NaN", b""]


def flip_bytes(content: bytes, source: Random) -> bytes:
    """A few bytes changed."""
    changed = bytearray(content)
    for _ in range(source.choice([1, 2, 8, 40])):
        changed[source.randrange(len(changed))] = source.randrange(256)
    return bytes(changed)


def cut(content: bytes, source: Random) -> bytes:
    """The end cut off."""
    return content[: source.randrange(1, len(content) + 1)]


def take_out(content: bytes, source: Random) -> bytes:
    """A stretch taken out."""
    first = source.randrange(len(content))
    return content[:first] + content[first + source.choice([1, 5, 50, 500]) :]


def repeat(content: bytes, source: Random) -> bytes:
    """A stretch written many times."""
    first = source.randrange(len(content))
    last = first + source.choice([1, 10, 200])
    return content[:last] + content[first:last] * source.choice([1, 10, 300]) + content[last:]


def put_in(content: bytes, source: Random) -> bytes:
    """Something odd put in."""
    at = source.randrange(len(content) + 1)
    odd = source.choice([*_INTERESTING, *(word.encode() for word in _WORDS)])
    return content[:at] + odd * source.choice([1, 1, 1, 100]) + content[at:]


def change_number(content: bytes, source: Random) -> bytes:
    """One number replaced by an odd one."""
    return _with_one_changed(_NUMBER, content, lambda _: source.choice(_ODD_NUMBERS), source)


def change_tag(content: bytes, source: Random) -> bytes:
    """One tag lost, doubled, or put in the place of another."""
    tags = _TOKEN.findall(content)
    if not tags:
        return put_in(content, source)
    other = source.choice(tags)
    choices: list[Callable[[bytes], bytes]] = [
        lambda _: b"",
        lambda tag: tag * 2,
        lambda _: other,
        lambda tag: tag * 300,
    ]
    return _with_one_changed(_TOKEN, content, source.choice(choices), source)


def change_word(content: bytes, source: Random) -> bytes:
    """One word that a person wrote replaced by an odd one."""
    words = re.compile(rb"(?<=[>\t\n,\"(])[A-Za-z][\w ]+(?=[<\t\n,\")])")
    return _with_one_changed(words, content, lambda _: source.choice(_WORDS).encode(), source)


def _with_one_changed(
    what: re.Pattern[bytes], content: bytes, change: Callable[[bytes], bytes], source: Random
) -> bytes:
    found = list(what.finditer(content))
    if not found:
        return put_in(content, source)
    one = source.choice(found)
    return content[: one.start()] + change(one.group()) + content[one.end() :]


PLAIN: list[Mutation] = [flip_bytes, cut, take_out, repeat, put_in, change_number, change_tag, change_word]


def spoil(content: bytes, source: Random) -> bytes:
    """The file spoilt once or a few times: of a package mostly a part of it, else the bytes themselves."""
    for _ in range(source.choice([1, 1, 2, 4])):
        content = content or b"x"
        if content.startswith(b"PK\x03\x04") and source.random() < 0.9:
            content = _with_part_spoilt(content, source)
        else:
            content = source.choice(PLAIN)(content, source)
    return content


def _with_part_spoilt(content: bytes, source: Random) -> bytes:
    try:
        with ZipFile(BytesIO(content)) as old:
            parts = {name: old.read(name) for name in old.namelist()}
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return flip_bytes(content, source)
    # The parts that hold the most are the ones that are read the closest.
    name = source.choices(list(parts), [len(part) + 200 for part in parts.values()])[0]
    fate = source.random()
    if fate < 0.05:
        del parts[name]
    elif fate < 0.1:
        parts[name] = source.choice(list(parts.values()))
    else:
        parts[name] = source.choice(PLAIN)(parts[name] or b"x", source)
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for part, bytes_of_part in parts.items():
            new.writestr(part, bytes_of_part)
    return stream.getvalue()
