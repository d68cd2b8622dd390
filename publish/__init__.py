"""The steward's command: checks the working packages, shows what changed, releases them."""
