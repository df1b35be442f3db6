"""What is known before a run, and the rules that a plan keeps to."""
