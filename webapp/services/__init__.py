"""Logic of the app without Streamlit: the bot's records in, rows, cards and decisions out.

**Whose desk:** `desk` (what all pages of one repository share), `people`, `sessions`, `sign_in`, `sign_in_routes`,
`shared_forge` (one forge, many threads), `security_headers`, `log_redaction`.

**Triage:** `queue` (what waits), `cards` and `card_cache`, `preview` (what would land), `deck` (the page's other half),
`edits` (the form's fields), `reasons`, `twins`, `learning` (the order follows decisions).

**A decision on its way:** `journal` (it is written down), `delivery` and `delivery_lock` (it reaches the forge),
`answers` (those without a pull request).

**The other pages:** `backlog`, `paste`, `listing` and `checks`, `insight`, `activity`, `settings_form`.
"""
