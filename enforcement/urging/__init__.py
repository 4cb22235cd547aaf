"""执前督促: a last, time-boxed chance to perform before enforcement (佳木斯 四(一), 山阳第二十五条, 红河 三)."""
