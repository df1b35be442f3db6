"""Where the next entry of a section goes.

`bot.house_style` asks, in this order: `date_groups` (sections split by year or month: the paper's group, or the heading
of a new one), `holes` (a place between two rules that waits for an entry), `witness` (what the list and its history tell).

**The order of a section:** `placement` weighs, for `witness`, what these say: `habits` (newest first, appended, beside
the same venue: each votes as often as it was right here), `alphabets`, `tiers` (published work first, say) and `pins`
(entries on top that stand out of the order).

**What goes with an entry:** `hidden_dates` (comments by which people sort), `hangers_on` (pictures, BibTeX, folds below).
"""
