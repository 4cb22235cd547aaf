"""卷宗: what belongs in the file of a proceeding, the one paged PDF made of it, and its way to the archive."""
