"""Polling by webchanges, in its own environment (`make bench-peers`): the task as JSON in, what it cost out.

As its command does it, without its start and its question for new versions: its own threads and store, no filter, nothing to report.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from webchanges.config import CommandConfig
from webchanges.main import Urlwatch
from webchanges.storage import SsdbSQLite3Storage, YamlConfigStorage, YamlJobsStorage

task = json.load(sys.stdin)
with tempfile.TemporaryDirectory() as folder:
    place = Path(folder)
    jobs, settings, store = place / "jobs.yaml", place / "config.yaml", place / "snapshots.db"
    jobs.write_text("---\n".join(f"url: {url}\nno_conditional_request: false\n" for url in task["urls"]))
    config_store = YamlConfigStorage(settings)
    YamlConfigStorage.write_default_config(settings)
    config_store.load()
    runs = []
    for _ in range(task["runs"] + 1):  # the first one sees everything for the first time
        config = CommandConfig([], place, settings, jobs, place / "hooks.py", store)
        config.jobs_files = [jobs]
        snapshots = SsdbSQLite3Storage(store)
        watch = Urlwatch(config, config_store, snapshots, YamlJobsStorage([jobs]))
        wall, processor = time.perf_counter(), time.process_time()
        watch.run_jobs()
        snapshots.close()
        runs.append((time.perf_counter() - wall, time.process_time() - processor))
        states = watch.report.job_states
        failed = [state for state in states if state.verb not in ("new", "unchanged", "no_change", "changed,no_report")]
        assert not failed, (failed[0].verb, failed[0].exception)
        assert len(states) == len(task["urls"]), len(states)
json.dump({"runs": runs[1:], "kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}, sys.stdout)
