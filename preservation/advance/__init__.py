"""先予执行: what is paid or done before judgment, for it cannot wait (民诉法第一百零九条至第一百一十一条)."""
