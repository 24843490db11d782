"""The contract runner on an API that it has never seen: every planted fault has to fail the contracts, and nothing else may.

    python3 Tests/Foreign/run.py .build/release/nestbox
"""
import json, os, subprocess, sys, time
from pathlib import Path
from urllib.request import Request, urlopen

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import faults, service

CONTRACTS = Path(__file__).parent / "contracts"


def verify(nestbox, url, *more):
    command = [nestbox, "verify", str(CONTRACTS), "--target", f"gear={url}", "--timeout", "3", "--jobs", "1", *more]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ, GEAR_KEY=service.KEY), timeout=120)


def plant(url, name):
    body = json.dumps({"name": name}).encode()
    urlopen(Request(url + "/fault", body, {"Content-Type": "application/json"}, method="PUT")).read()


def main(nestbox):
    server = service.start()
    url = f"http://127.0.0.1:{server.server_port}"
    start, wrong = time.monotonic(), []
    for name in faults.BENIGN:
        plant(url, name)
        ended = verify(nestbox, url)
        if ended.returncode != 0:
            wrong.append(f"{name}: exit {ended.returncode}\n{ended.stdout}{ended.stderr}")
    for name in faults.FAULTS:
        plant(url, name)
        ended = verify(nestbox, url, "--fail-fast")
        if ended.returncode != 1:
            wrong.append(f"{name}: exit {ended.returncode}\n{ended.stderr}")
        if service.KEY in ended.stdout + ended.stderr:
            wrong.append(f"{name}: the key is shown")
    print("\n".join(wrong))
    print(f"{len(faults.FAULTS)} faults, {len(faults.BENIGN)} liberties, {len(wrong)} misjudged, {time.monotonic() - start:.1f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
