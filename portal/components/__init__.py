"""From a view to markup: one component a file, with its ids and its own callback."""
