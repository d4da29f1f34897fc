"""The simulated people of tools/load.py: each looks at what is owed, opens a return, writes and sends it.

Before a return is sent a line says so, and after its answer another, so that the register can be held to
each. At the end a file says how much of a core these people took, to tell a slow site from a slow crowd.
"""

import json
import os
import random
import re
import resource
import time
from itertools import count
from pathlib import Path

from locust import FastHttpUser, constant, events, task

FOLDER = Path(os.environ["LOAD_FOLDER"])
RUN = os.environ["LOAD_RUN"]
# Between two presses of one person; three presses make a return. See tools/load.py for how many that is.
SHORTEST, LONGEST = (float(seconds) for seconds in os.environ["LOAD_THINK"].split("-"))
PEOPLE = iter(json.loads((FOLDER / "people.json").read_text()))
SAYS = (FOLDER / "said.jsonl").open("a", buffering=1)
# The one thing that is looked for in a page: to read whole pages would cost more than to make them.
VERSION = re.compile(rb'name="version" value="(\d+)"|value="(\d+)"[^>]*name="version"')
TOKEN = "t" * 32
BEGAN = time.monotonic()


class Owner(FastHttpUser):
    """Somebody who answers for one action."""

    wait_time = constant(0)  # the task waits between its presses

    def on_start(self) -> None:
        person = next(PEOPLE)
        self.address, self.boxes, self.number = person["address"], person["boxes"], count(1)
        self.headers = {"Cookie": f"sessionid={person['session']}; csrftoken={TOKEN}"}
        # They are in the middle of their work, and do not all come through the door at once.
        time.sleep(random.uniform(0, SHORTEST + LONGEST))

    @task
    def answer_for_the_action(self) -> None:
        self.client.get("/my-actions/", headers=self.headers, name="My actions")
        self._think()
        page = self.client.get(self.address, headers=self.headers, name="A return")
        version = VERSION.search(page.content or b"")
        self._think()
        if page.status_code == 200 and version:
            self._send((version[1] or version[2]).decode())
            self._think()

    def _send(self, version: str) -> None:
        words = f"{RUN} {next(self.number)}"
        # The same mark in two boxes: of a return that is half there one of them is missing.
        marked = {"done": f"Done: {words}.", "next_steps": f"Next: {words}."}
        frame = {"press": "send", "version": version, "csrfmiddlewaretoken": TOKEN}
        self._note("sent", words)
        with self.client.post(
            self.address,
            {**self.boxes, **marked, **frame},
            headers=self.headers,
            name="Send it",
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            # After a sending the site leads on, elsewhere than to signing in.
            if answer.status_code == 302 and "/sign-in/" not in answer.headers["Location"]:
                self._note("acknowledged", words)
                answer.success()
            else:
                answer.failure(f"not acknowledged: {answer.status_code}")

    def _think(self) -> None:
        time.sleep(random.uniform(SHORTEST, LONGEST))

    def _note(self, what: str, words: str) -> None:
        SAYS.write(json.dumps([what, self.address, words]) + "\n")


@events.quitting.add_listener
def say_what_it_took(**_: object) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    share = (used.ru_utime + used.ru_stime) / (time.monotonic() - BEGAN)
    (FOLDER / f"{RUN}.share").write_text(f"{share:.3f}")
