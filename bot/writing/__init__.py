"""One paper → the text of an entry, in the hand (the way of writing) of the entries near its place.

`bot.house_style` asks: `newcomer` fits a feed's paper to what the list shows, `neighbours` says which entries lend
their form, `hand` writes the paper as they would, `splice` puts its lines between theirs; `carried` is an entry that
moves with its own lines.

**An entry as a form:** `template` (its bytes with the fields taken out), `borrowing` (slots dropped and lent), `likeness`
(whose form fits best), `between` and `gaps` (what stands between two fields), `pairing` (brackets without a partner).

**A field in print:** `facts` (what is known of a paper, in every printed form), `date_hand`, `venue_hand`, `people_hand`
(who is named, and where the line is cut off) and `short_names` (initials, family names alone), `link_hand`, `code_label`
and `published_as` (labels of links), `badges`, `abstracts`, `numbering`, `name_tags`, `tag_hand`, `tag_pictures` and
`sort_marks` (tags and what stands beside them).

**What is another's and is left out:** `remarks`, `empty_labels`, `cells`.

**Tables and lists:** `table`, `dealing` (which fact goes into which column), `padding`, `table_rows` (rows of other
tables), `table_edit` (one cell changed), `nesting` (how deep a bullet stands).
"""
