"""Polling by urlwatch, in its own environment (`make bench-peers`): the task as JSON in, what it cost out.

As its command does it, without its start: ten threads, its own cache, no filter, nothing to report.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from urlwatch.config import CommandConfig
from urlwatch.main import Urlwatch
from urlwatch.storage import CacheMiniDBStorage, UrlsYaml, YamlConfigStorage

task = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    place = Path(folder)
    urls, settings, cache = place / "urls.yaml", place / "urlwatch.yaml", place / "cache.db"
    urls.write_text("---\n".join(f"url: {url}\n" for url in task["urls"]))
    settings.write_text("display: {new: false, unchanged: false, error: true}\nreport: {stdout: {enabled: true}}\n")
    runs = []
    for _ in range(task["runs"] + 1):  # the first one sees everything for the first time
        config = CommandConfig(
            [], "urlwatch", place, "", str(settings), str(urls), str(place / "hooks.py"), str(cache), False
        )
        watch = Urlwatch(
            config, YamlConfigStorage(config.config), CacheMiniDBStorage(config.cache), UrlsYaml(config.urls)
        )
        wall, processor = time.perf_counter(), time.process_time()
        watch.run_jobs()
        watch.close()
        runs.append((time.perf_counter() - wall, time.process_time() - processor))
        failed = [state for state in watch.report.job_states if state.verb not in ("new", "unchanged")]
        assert not failed, failed[0].exception
        assert len(watch.report.job_states) == len(task["urls"])
json.dump({"runs": runs[1:], "kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}, sys.stdout)
