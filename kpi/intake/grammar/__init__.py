"""What a written cell means: text, numbers, words and dates, each with one small grammar."""
