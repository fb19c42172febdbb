"""Bare number finding by recognizers-text-number, in its own environment (`make bench-peers`): texts as JSON in, seconds out."""

import json
import sys
import time

from recognizers_number import Culture, NumberRecognizer

texts = json.load(sys.stdin)
model = NumberRecognizer(Culture.Chinese).get_number_model(Culture.Chinese)
model.parse(texts[0])  # warm
begin = time.process_time()
found = sum(len(model.parse(text)) for text in texts)
json.dump({"seconds": time.process_time() - begin, "found": found}, sys.stdout)
