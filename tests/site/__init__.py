"""The site as a whole: every page, every link, every address of the contract."""
