"""例行事项: what a court owes by the calendar, not by a case: reports, meetings, lists, screens (T19–T23, T37, T38)."""
