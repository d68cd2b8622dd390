"""The ground: the data, and the code that knows what data is."""
