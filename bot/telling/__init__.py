"""What maintainers are told beside the proposals: the dashboard, notices, odds in words."""
