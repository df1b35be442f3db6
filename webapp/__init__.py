"""The triage app: pages without logic in `views`, drawing in `components`, logic without Streamlit in `services`."""
