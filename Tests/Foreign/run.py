"""The contract runner on an API that it has never seen: every planted fault has to fail the contracts, and nothing else may.

    python3 Tests/Foreign/run.py .build/release/nestbox
"""
import filecmp, json, os, subprocess, sys, tempfile, time
from multiprocessing import Pool
from pathlib import Path
from urllib.request import Request, urlopen

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).parent))
import faults, junit, service

HERE = Path(__file__).parent
CONTRACTS, DESCRIPTION = HERE / "contracts", HERE / "openapi.yaml"
# More than there are cores: the service waits for clocks more than it works.
WORKERS = 4


def run(*command):
    environment = dict(os.environ, GEAR_KEY=service.KEY, API_KEY=service.KEY)
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment, timeout=120)


def plant(url, name):
    body = json.dumps({"name": name}).encode()
    urlopen(Request(url + "/fault", body, {"Content-Type": "application/json"}, method="PUT")).read()


def begin(nestbox):
    """Each worker has a service of its own."""
    global binary, url
    binary, url = nestbox, f"http://127.0.0.1:{service.start().server_port}"


def verify(contracts, *more):
    return run(binary, "verify", contracts, "--target", f"gear={url}", "--timeout", "10", "--jobs", "1", *more)


def judge(name):
    """What is wrong with the verdict on one fault or liberty; nothing if it is right."""
    plant(url, name)
    isFault = name in faults.FAULTS
    ended = verify(CONTRACTS, "--openapi", DESCRIPTION, *(["--fail-fast"] if isFault else []))
    if ended.returncode != (1 if isFault else 0):
        return f"{name}: exit {ended.returncode}\n{ended.stdout if not isFault else ''}{ended.stderr}"
    return f"{name}: the key is shown" if service.KEY in ended.stdout + ended.stderr else None


# Stories that need a session, a picture or a rental that nothing in the description says how to come by.
NEEDING_HANDS = ["log-out", "log-in", "me", "change-me", "add-photo", "show-photo", "list-rentals", "rent", "show-rental",
                 "give-back", "invoice", "events"]


def import_and_explore(_):
    """The description alone: its stories pass, notice what it tells, and stay as they are when it is imported again."""
    wrong = []

    def expect(what, ended, code):
        if ended.returncode != code:
            wrong.append(f"{what}: exit {ended.returncode}\n{ended.stdout}{ended.stderr}")

    with tempfile.TemporaryDirectory() as folder:
        stories, again = Path(folder) / "stories", Path(folder) / "again"
        for place in (stories, again, stories):
            expect("import", run(binary, "import", DESCRIPTION, "--api", "gear", "--out", place), 0)
        if filecmp.dircmp(stories, again).diff_files:
            wrong.append("a second import changes something")
        excluded = [part for name in NEEDING_HANDS for part in ("--exclude", f"*/{name}.json")]
        plant(url, "")
        expect("what is imported", verify(stories, "--openapi", DESCRIPTION, *excluded), 0)
        for name in ("an account has no id", "an account says null for its name", "an item's serial number is rounded",
                     "an account has no Location", "an account has a member too many", "a page has no total",
                     "pages' ids are texts", "an account was made on no day", "an account is made with 200"):
            plant(url, name)
            expect(f"{name}, by the description", verify(stories, "--openapi", DESCRIPTION, *excluded), 1)
        # A report of failures, with requests, answers and curl lines.
        plant(url, "an error is 500")
        report = Path(folder) / "junit.xml"
        expect("a report", verify(CONTRACTS, "--report", f"junit={report}"), 1)
        wrong.extend(f"JUnit: {fault}" for fault in junit.faults(report))
        # The service never looks at the types of what it is sent: that has to come out, and to come out again.
        plant(url, "")
        replay = Path(folder) / "replay"
        found = run(binary, "explore", DESCRIPTION, "--target", f"gear={url}", "--header", f"gear=X-Api-Key: ${{env GEAR_KEY}}",
                    "--cases", "200", "--seconds", "20", "--timeout", "10", "--replay", replay)
        expect("explore", found, 1)
        for case in sorted(replay.glob("*.json"))[:3]:
            expect(f"the replay of {case.name}", run(
                binary, "verify", case, "--openapi", DESCRIPTION, "--target", f"gear={url}", "--timeout", "10",
                "--header", "gear=X-Api-Key: ${env GEAR_KEY}"), 1)
        if not list(replay.glob("*.json")):
            wrong.append("explore wrote no replay")
    return "\n".join(wrong) or None


def main(nestbox):
    start = time.monotonic()
    with Pool(WORKERS, begin, [os.path.abspath(nestbox)]) as pool:
        imported = pool.map_async(import_and_explore, [None])
        verdicts = pool.map(judge, list(faults.BENIGN) + faults.FAULTS, chunksize=1)
        wrong = [verdict for verdict in verdicts + imported.get() if verdict]
    print("\n".join(wrong))
    print(f"{len(faults.FAULTS)} faults, {len(faults.BENIGN)} liberties, {len(wrong)} misjudged, {time.monotonic() - start:.1f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
