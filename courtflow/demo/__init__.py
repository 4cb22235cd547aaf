"""The demo: invented people whose cases were carried by real acts, relative to today."""
