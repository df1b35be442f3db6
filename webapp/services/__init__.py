"""Logic of the app without Streamlit: `bot` in, rows, cards and decisions out."""
