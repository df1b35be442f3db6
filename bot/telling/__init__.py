"""What maintainers read beside the proposals: the dashboard, its notices, odds in words."""
