"""Whether two papers are one: keys, folded titles, search and comparison.

`bot.identity` and `bot.dedupe` ask; docs/dedupe.md says why each step is as it is.

**Keys:** `identity_hosts` (addresses), `identity_presses` (pages with a number), `identity_wrapped` (addresses that
stand for another), `identity_ids` (arXiv ids, DOIs).

**Titles:** `decorations` (what hangs on one), `titles` (its folded form), `spellings` (British and
American), `title_words` and `title_pairs` (two of them compared).

**Abstracts:** `abstracts` (what two share).

**Search:** `title_index` and `hashed_words` (words as numbers), `dedupe_part` and `dedupe_known` (known papers read
into arrays), `dedupe_search` (who may be meant).

**Verdict:** `dedupe_model` (what was learned), `dedupe_reasons` (why, in words, and what forbids it), `answers` (what
people said). Before it: `dedupe_merge` (papers of several feeds), `listed` (papers of a list).
"""
