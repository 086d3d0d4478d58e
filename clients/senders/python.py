"""Segment's or RudderStack's library for Python, as its users write it.

python python.py segment|rudder STORY HOST KEY

Half of what happened goes compressed and half as it is.
"""

import json
import sys
import time
from datetime import datetime

library, story, host, key = sys.argv[1:]
if library == "segment":
    from segment.analytics.client import Client
else:
    from rudderstack.analytics.client import Client

failed = 0


def gave_up(error, batch):
    global failed
    failed += len(batch)


def opened(gzip):
    return Client(
        key, host=host, gzip=gzip, on_error=gave_up, upload_size=12, upload_interval=0.2, timeout=5
    )


NAMES = {
    "userId": "user_id",
    "anonymousId": "anonymous_id",
    "previousId": "previous_id",
    "groupId": "group_id",
}
clients = [opened(True), opened(False)]
with open(story, encoding="utf-8") as file:
    calls = json.load(file)
for index, call in enumerate(calls):
    said = {NAMES.get(name, name): value for name, value in call.items()}
    kind = said.pop("type")
    del said["person"], said["seq"]
    said["timestamp"] = datetime.fromisoformat(said["timestamp"].replace("Z", "+00:00"))
    getattr(clients[index % 2], kind)(**said)
    if index % 10 == 9:
        time.sleep(0.08)
for client in clients:
    client.flush()
for client in clients:
    client.join()
print(json.dumps({"failed": failed}))
