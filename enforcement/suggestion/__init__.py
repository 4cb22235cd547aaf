"""司法建议 and 执行建议: signed, served, urged until answered, judged by effect (佳木斯六（一），山阳第二十八条)."""
