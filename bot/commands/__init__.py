"""One file per command, with `add_arguments(parser)` and `run(args) -> int`; and what several commands share.

**Commands:** `init`, `run`, `refresh`, `upkeep`, `steer`, `entries`, `lint`, `check`, `add`, `match`, `rank`, `doctor`,
`demo`.

**What they do on an open forge,** apart from arguments and output: `job` (a run), `intake` (its sources), `upkeep_job`,
`steer_job`, `steering`, `onboard` (the first pull request).

**What they do with files,** behind arguments that are refused at once: `check_job`, `match_job`, `rank_job`.

**Reading what is named:** `repository` (`--repo`), `list_file`, `book_files` (a list in several files), `papers_file`,
`index_file`; `argument_types`, `cross_listing` and `fault_options` (arguments), `clock` (the day).

**For `init`:** `inferred` (the config), `lists_here` (which files are lists), `cuts` (what each would propose),
`workflows` (their texts).

**In GitHub Actions:** `workflow_event` (what started the job), `workflow_step` (what it hands on).

**Work shared by processes:** `side_by_side`.
"""
