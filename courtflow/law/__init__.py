"""Law as pure Python: articles, calendars, periods, effect, interest, fees, numbers; no Django, no database."""
