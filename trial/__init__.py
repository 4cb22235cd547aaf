"""审判: from the file received to effect and performance (山阳第十三条至第二十三条, 佳木斯四、五、十一)."""
