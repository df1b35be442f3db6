"""Addresses that stand for another one: redirectors, viewers, archived copies, proxies of libraries."""

from __future__ import annotations

import re
from collections.abc import Container
from urllib.parse import urlencode

Query = dict[str, list[str]]

_HOLDERS = re.compile(
    r"(?:(?:scholar|docs|drive|translate)\.)?google\.(?:com|co)?(?:\.?[a-z]{2})?|(?:l|lm)\.facebook\.com|"
    r"(?:\w+\.)?translate\.goog|out\.reddit\.com|linkedin\.com|(?:steamcommunity|link\.zhihu|link\.juejin)\.\w+|"
    r"link\.csdn\.net|gitee\.com|jump2\.bdimg\.com"
)
"""Hosts whose query names the page to go to or to show."""
_HELD = ("url", "q", "u", "target", "srcid")
_COPIES = re.compile(r"(?:web\.archive|archive\.(?:today|ph|is|md|li|vn|fo)|webcache|r\.jina|12ft|sci-hub|via)\b")
"""Hosts that show the page whose address ends their own."""
_COPIED = re.compile(r"(?:^|/)(https?):/+(.+)|^/web/\w+/((?:[\w-]+\.)+[a-z]{2,}/.+)", re.IGNORECASE)
_PROXY = re.compile(r"(?:^|[.-])\w*(?:proxy|\blib(?:rary)?\b)")


def held_address(host: str, path: str, query: Query) -> str:
    """The address that a redirector, a viewer or an archive leads to; "" where the page is its own."""
    if _COPIES.match(host) and (copied := _COPIED.search(path)):
        words = urlencode([(name, value) for name, values in query.items() for value in values], errors="surrogatepass")
        rest = f"{copied[1].lower()}://{copied[2]}" if copied[1] else f"https://{copied[3]}"
        return f"{rest}?{words}" if words else rest
    if not query or not _HOLDERS.fullmatch(host):
        return ""
    values = (value for name in _HELD for value in query.get(name, ()))
    return next((value for value in values if re.match(r"https?://|(?:[\w-]+\.)+[a-z]{2,}/", value, re.IGNORECASE)), "")


def host_behind(host: str, hosts: Container[str]) -> str:
    """The host of `hosts` that a library's proxy stands for: `dl-acm-org.proxy.x.edu`, `dl.acm.org.ezproxy.x.edu`."""
    if not _PROXY.search(host):
        return host
    first, _, rest = host.partition(".")
    if "-" in first and _PROXY.search(rest):
        dotted = first.replace("--", "\0").replace("-", ".").replace("\0", "-").removeprefix("www.")
        if dotted in hosts:
            return dotted
    labels = host.split(".")
    for end in range(len(labels) - 1, 1, -1):
        start = ".".join(labels[:end])
        if start in hosts and _PROXY.search(".".join(labels[end:])):
            return start
    return host
