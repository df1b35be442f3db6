"""A list as text → its sections and entries, each field with the place where it is printed.

`bot.awesome` asks for both halves: where entries stand, then, entry by entry, which word is which field.

**Text and lines:** `blocks` (lines and their kinds), `inline` (links, images, emphasis), `references` (links by key),
`spans` (cutting a text at its marks), `dates`, `numerals`, `cues` (what is an entry's and what the page's),
`generated` (lists that a script writes), `on_demand` and `numbered` (patterns that cost nothing until they are asked).

**Where entries stand:** `entry_reader` walks over the lines and asks the others; `outline` has the records it fills, and what
the others see of the walk.
Headings and sections: `contents`, `repeated_headings`, `section_names`. Sorts of entries: `list_items`, `line_entries`,
`heading_entries`, `html_entries`, `admonitions` (boxes), `bold_papers`, `ruled_paragraphs`, `linkless`. Told apart from
them: `introductions`, `fact_lines`. Titles in text that is no entry: `mentions`.

**Which word is which field:** `field_reader` takes an entry's text and asks, in this order, for links, title and the
words that are left; `draft` is what they all write to, `fields` what comes out, `entry_record` what becomes of it.

- Links: `link_fields`, `link_labels`, `paper_labels`, `title_links`, `prose_links`, `printed_links`.
- Titles: `title_fields`, `plain_titles`, `cited_titles`, `kind_marked`, `leads` and `title_marks` (what stands before and around one).
- Other words: `text_fields`, `field_names` (labels), `running_text`, `nested` (text over several bullets).
- People: `printed_people` (where a line of names ends), `people` (its names, and how a list joins them and cuts them off:
  `bot.writing.people_hand` asks for that), `linked_people`, `lone_people`, `tex_letters` (names spelt as TeX or HTML do).
- Places: `printed_venue`, `place_lines`, `quoted_places`, `preprint`.
- Tables: `rows` (cells), `columns` (what a column holds, by its name and its cells).
"""
