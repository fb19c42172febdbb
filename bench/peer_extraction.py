"""Extraction of the main text by trafilatura, in its own environment (`make bench-peers`): addresses as JSON in, what it cost out.

Fetching is left out of its seconds. Its fast way: no fallback to other extractors; tables are kept, since figures stand in them.
"""

import json
import sys
import time
import urllib.request

from trafilatura import extract

task = json.load(sys.stdin)
seconds, characters = 0.0, 0
for url in task["urls"]:
    with urllib.request.urlopen(url) as answer:
        page = answer.read().decode()
    begin = time.process_time()
    text = extract(page, fast=True, include_tables=True, include_comments=False)
    seconds += time.process_time() - begin
    characters += len(text or "")
json.dump({"seconds": seconds, "characters": characters}, sys.stdout)
