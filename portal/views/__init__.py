"""What each page shows, as small plain objects built from one release set and a state."""
