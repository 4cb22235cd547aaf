"""财产保全: before suit, in suit, of the court's own motion, and before enforcement (民事诉讼法第一百零三条以下)."""
