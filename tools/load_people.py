"""The simulated people of tools/load.py: each looks at what is owed, writes a return and sends it, and again.

What is sent is written down before, and that it was acknowledged after, one line each, so that the register
can be held to it.
"""

import json
import os
import re
from itertools import count
from pathlib import Path

from locust import HttpUser, between, task

FOLDER = Path(os.environ["LOAD_FOLDER"])
PEOPLE = iter(json.loads((FOLDER / "people.json").read_text()))
SAYS = (FOLDER / "said.jsonl").open("a", buffering=1)
VERSION = re.compile(r'name="version" value="(\d+)"|value="(\d+)"[^>]*name="version"')


class Owner(HttpUser):
    """Somebody who answers for one action."""

    # A return each minute, sixty in the hour: more than anybody writes.
    wait_time = between(30, 90)

    def on_start(self) -> None:
        person = next(PEOPLE)
        self.address, self.boxes, self.number = person["address"], person["boxes"], count(1)
        self.client.cookies.set("sessionid", person["session"])

    @task
    def send_return(self) -> None:
        self.client.get("/my-actions/", name="My actions")
        page = self.client.get(self.address, name="A return")
        version, token = (
            VERSION.search(page.text),
            re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text),
        )
        if not (page.ok and version and token):
            return
        words = f"{self.address} said {os.getpid()}-{next(self.number)}."
        boxes = {**self.boxes, "done": words, "press": "send", "version": version[1] or version[2]}
        self._note("sent", words)
        headers = {"X-CSRFToken": token[1], "Referer": self.address}
        with self.client.post(
            self.address, boxes, headers=headers, name="Send it", allow_redirects=False, catch_response=True
        ) as answer:
            if answer.status_code == 302 and "/sign-in/" not in answer.headers["Location"]:
                self._note("acknowledged", words)
                answer.success()
            else:
                answer.failure(f"not acknowledged: {answer.status_code}")

    def _note(self, what: str, words: str) -> None:
        SAYS.write(json.dumps([what, self.address, words]) + "\n")
