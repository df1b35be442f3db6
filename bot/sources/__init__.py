"""Where papers come from. A source is a module with two functions, listed in `bot.commands.run`.

    collect(settings, client, window, ...) -> Batch    hop 1 and 2: fetch, then parse; never raises for a feed's fault
    parse(body) -> (papers, skipped)                   hop 2: a pure function of the bytes

`sources/http.py` holds the only client; it paces, caps and retries. A source that fails says so in its `Batch`.
"""
