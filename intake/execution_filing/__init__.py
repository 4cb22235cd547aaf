"""执行立案审查: seven days from an application to 首执, refusal or urging (执行工作规定第十六条, 山阳第七至十一条)."""
