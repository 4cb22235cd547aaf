"""执行异议: a front stage of fifteen days, then review (山阳第三十、三十一条，民诉法第二百三十六、二百三十八条)."""
