"""征询: trial asks enforcement before judgment (山阳第二十条), enforcement asks trial afterwards (第二十七条)."""
