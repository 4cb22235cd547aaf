"""执行: 首执 and 执恢 from filing to its end (南召三、四，民事诉讼法执行程序编，终本规定)."""
