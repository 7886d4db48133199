"""Start and stop the real servers that tests use: `servers.py start|stop|status [NAME…]`.

Their addresses are written to var/servers.env, where the test suite looks for them.
"""

import argparse
import json
import os
from pathlib import Path

import elasticsearch_server
import postgres_server
import servant

SERVERS = {"postgres": postgres_server, "elasticsearch": elasticsearch_server}
VARIABLES = {
    "postgres": "ECHOWALL_TEST_DATABASE_URL",
    "elasticsearch": "ECHOWALL_TEST_ELASTICSEARCH_URL",
}
VAR = Path(os.environ.get("ECHOWALL_VAR", servant.ROOT / "var"))
STATE, ADDRESSES = VAR / "servers.json", VAR / "servers.env"


def start(names: list[str]) -> None:
    states = running()
    for name in names:
        if name in states:
            continue
        if not SERVERS[name].available():
            print(f"# {name}: not installed here, left out")
            continue
        states[name] = SERVERS[name].start()
        remember(states)
    for name, state in states.items():
        print(f"export {VARIABLES[name]}={state['url']}")


def stop(names: list[str]) -> None:
    states = running()
    for name in names:
        if name in states:
            SERVERS[name].stop(states.pop(name))
    remember(states)


def status(names: list[str]) -> None:
    states = running()
    for name in names:
        print(f"{name}: {states[name]['url'] if name in states else 'not running'}")


def running() -> dict[str, dict]:
    """The servers that were started here and still answer."""
    states = json.loads(STATE.read_text()) if STATE.exists() else {}
    return {name: state for name, state in states.items() if SERVERS[name].alive(state)}


def remember(states: dict[str, dict]) -> None:
    VAR.mkdir(parents=True, exist_ok=True)
    STATE.write_text(json.dumps(states, indent=1))
    lines = [f"{VARIABLES[name]}={state['url']}\n" for name, state in states.items()]
    written = ADDRESSES.with_suffix(".new")  # whoever reads meanwhile finds the old or the new
    written.write_text("".join(lines))
    written.replace(ADDRESSES)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("start", "stop", "status"))
    parser.add_argument("names", nargs="*", choices=[*SERVERS, []], metavar="SERVER")
    asked = parser.parse_args()
    {"start": start, "stop": stop, "status": status}[asked.what](asked.names or list(SERVERS))


if __name__ == "__main__":
    main()
