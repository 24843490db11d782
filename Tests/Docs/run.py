"""Follows the README and the documents of /docs literally, and fails on the first command that does not do what is written.

    python3 Tests/Docs/run.py .build/release/nestbox [NAME...]

Every `sh` and `python` block of a page is run, in the order of the page, in a copy of the repository; the lines of an
`output` block have to be in what the block before it printed, in their order. What is not as written:

- `swift build` puts the given binary where it would be built, and `swift run` runs it; `swift test` is left out, as it
  is a stage of its own.
- The ports 12111, 12112, 8420 and 3000 are free ones, and on 3000 a receiver says yes to every webhook.
- `nestbox serve`, `listen` and `logs tail` run in the background, each `serve` in the place of the one before. A page
  that starts with something else finds a sandbox running.
- curl fails where a request is refused, unless it is told to write the status, and gives up after 20 seconds.
"""
import concurrent.futures
import http.server
import os
import pathlib
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGES = ROOT / "Sources/WebAssets/Files/docs"
PATIENCE = 600

PRELUDE = r"""
set -e -o pipefail
curl() {
  case " $* " in
    *" --write-out "*) command curl --silent --max-time 20 "$@" ;;
    *) command curl --silent --show-error --fail-with-body --max-time 20 "$@" ;;
  esac
}
server= background=()
serve_in_background() {
  local port=$1; shift
  if [ -n "$server" ]; then kill $server; wait $server || true; fi
  "$@" >serve.log 2>&1 & server=$!
  for _ in {1..200}; do
    if command curl --silent --fail --output /dev/null http://127.0.0.1:$port/_sandbox/health; then return; fi
    if ! kill -0 $server 2>/dev/null; then cat serve.log >&2; return 1; fi
    sleep 0.05
  done
  cat serve.log >&2; return 1
}
follow_in_background() {
  "$@" >follow.log 2>&1 & background+=($!)
  for _ in {1..200}; do
    if grep --quiet Ready follow.log || [ "$2" = logs ]; then return; fi
    sleep 0.05
  done
  cat follow.log >&2; return 1
}
trap 'for process in $server ${background[@]}; do kill $process 2>/dev/null || true; done' EXIT
"""


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


class Block:
    def __init__(self, kind, text, line):
        self.kind, self.text, self.line, self.expected = kind, text, line, []


def blocks(text):
    found, lines, start = [], [], None
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("```"):
            if start is None:
                start, kind, lines = number, line[3:].strip(), []
            else:
                if kind == "output":
                    found[-1].expected = lines
                elif kind in ("sh", "python"):
                    found.append(Block(kind, "\n".join(lines), start))
                start = None
        elif start is not None:
            lines.append(line)
    return found


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def translate(line, binary, ports):
    """One line of a shell block as it is run."""
    command = line.split("#")[0].strip().removeprefix("swift run -c release ")
    if re.match(r"swift build\b", command):
        return f"mkdir -p .build/release && ln -sf {shlex.quote(str(binary))} .build/release/nestbox"
    if re.match(r"swift test\b", command):
        return ": left out"
    if re.search(r"\|\||--print-secret|--help", command):
        return line
    served = re.match(r"((?:\w+=\S+ )*)nestbox serve\b(.*)$", command)
    if served:
        port = re.search(r"--port[ =](\d+)", command)
        return f"serve_in_background {port[1] if port else ports[0]} env {served[1]}nestbox serve{served[2]}"
    if re.match(r"nestbox (listen|logs tail)\b", command):
        return "follow_in_background " + command
    return line


def script(page, binary, ports):
    """All of a page as one shell script; what each block prints goes into a file of its own."""
    text = PRELUDE
    first = page[0].text if page else ""
    if not re.match(r"(?:\w+=\S+ )*nestbox serve|swift ", first):
        text += f"serve_in_background {ports[0]} nestbox serve --log off\n"
    for number, block in enumerate(page):
        code = block.text
        for written, port in zip(("12111", "12112", "3000", "8420"), ports):
            code = re.sub(rf"(?<!\d){written}(?!\d)", str(port), code)
        if block.kind == "python":
            body = f"{shlex.quote(sys.executable)} - <<'END_OF_PYTHON'\n{code}\nEND_OF_PYTHON"
        else:
            body = "\n".join(translate(line, binary, ports) for line in code.split("\n"))
        text += f"echo {number} >at\n{{\n{body}\n}} >output.{number} 2>&1\n"
    return text


def follow(name, path, tree, binary):
    page = blocks(path.read_text())
    if not page:
        return f"{name} has nothing to run"
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"nestbox-{name}-"))
    ports = free_ports(4)
    receiver = http.server.ThreadingHTTPServer(("127.0.0.1", ports[2]), Receiver)
    threading.Thread(target=receiver.serve_forever, daemon=True).start()
    try:
        work = folder / "clone"
        shutil.copytree(tree, work, symlinks=True)
        tools = folder / "bin"
        tools.mkdir()
        if not re.match(r"swift build", page[0].text):
            (tools / "nestbox").symlink_to(binary)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("NESTBOX_")}
        environment |= {"PATH": f"{tools}:{environment['PATH']}", "NESTBOX_PORT": str(ports[0]), "HOME": str(folder)}
        shell = subprocess.Popen(
            ["bash", "-c", script(page, binary, ports)], cwd=work, env=environment, text=True, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            said = shell.communicate(timeout=PATIENCE)[0]
            problem = f"ended with {shell.returncode}" if shell.returncode else None
        except subprocess.TimeoutExpired:
            problem, said = f"did not end within {PATIENCE} s", ""
        finally:
            try:
                os.killpg(shell.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        at = int((work / "at").read_text()) if (work / "at").exists() else -1
        outputs = [(work / f"output.{number}") for number in range(len(page))]
        if problem:
            block = page[max(at, 0)]
            printed = outputs[at].read_text(errors="replace")[-3000:] if at >= 0 and outputs[at].exists() else ""
            return f"{name}:{block.line} {problem}\n{block.text}\n--\n{printed}{said}"
        for block, output in zip(page, outputs):
            rest = printed = output.read_text(errors="replace")
            for line in block.expected:
                before, found, rest = rest.partition(line)
                if not found:
                    return f"{name}:{block.line} did not print {line!r}\n{block.text}\n--\n{printed[-3000:]}"
    finally:
        receiver.shutdown()
        shutil.rmtree(folder, ignore_errors=True)
    return None


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    pages = {"README": ROOT / "README.md"} | {path.stem: path for path in sorted(PAGES.glob("*.md"))}
    chosen = sys.argv[2:] or list(pages)
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder) / "tree"
        listed = subprocess.check_output(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, text=True)
        for name in listed.split("\n"):
            # What no page touches is left out: the sources and tests are most of it.
            if name and not name.startswith(("Sources/", "Tests/")) and (ROOT / name).is_file():
                (tree / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, tree / name)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            results = dict(zip(chosen, pool.map(lambda name: follow(name, pages[name], tree, binary), chosen)))
    failures = [problem for problem in results.values() if problem]
    for problem in failures:
        print(problem, end="\n\n")
    print(f"{len(results) - len(failures)} of {len(results)} pages do what they say")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
