"""Just enough of a runner of GitHub Actions to run a composite action: its expressions, the order of its steps, the files
that steps write to, and the commands in what they print. Steps that use other actions are noted, not run."""
import json
import pathlib
import re
import subprocess

import yaml

TOKEN = re.compile(r"\s*(?:(?P<op>&&|\|\||==|!=|[!()])|'(?P<text>(?:[^']|'')*)'|(?P<name>[A-Za-z_][\w.-]*))")
STATUS = re.compile(r"\b(?:always|success|failure|cancelled)\(\)")
PINNED = re.compile(r"[\w.-]+/[\w./-]+@(?:v\d+|[0-9a-f]{40})")
STEP_KEYS = {"name", "id", "if", "shell", "run", "env", "uses", "with"}


class Expression:
    """What stands between ${{ and }}: names, texts, ! == != && || and calls without arguments."""

    def __init__(self, text):
        self.tokens, at = [], 0
        while text[at:].strip():
            found = TOKEN.match(text, at)
            if not found:
                raise ValueError(f"not understood: {text[at:]}")
            self.tokens.append(found)
            at = found.end()

    def value(self, context, calls):
        self.at, self.context, self.calls = 0, context, calls
        value = self._any()
        if self.at != len(self.tokens):
            raise ValueError("there is more than an expression")
        return value

    def _take(self, *operators):
        if self.at < len(self.tokens) and self.tokens[self.at]["op"] in operators:
            self.at += 1
            return self.tokens[self.at - 1]["op"]
        return None

    def _any(self):
        value = self._all()
        while self._take("||"):
            other = self._all()
            value = value or other
        return value

    def _all(self):
        value = self._compared()
        while self._take("&&"):
            other = self._compared()
            value = value and other
        return value

    def _compared(self):
        value = self._single()
        operator = self._take("==", "!=")
        if not operator:
            return value
        same = written(value) == written(self._single())
        return same if operator == "==" else not same

    def _single(self):
        if self._take("!"):
            return not self._single()
        if self._take("("):
            value = self._any()
            self._take(")")
            return value
        token = self.tokens[self.at]
        self.at += 1
        if token["text"] is not None:
            return token["text"].replace("''", "'")
        if self._take("("):
            self._take(")")
            return self.calls[token["name"]]()
        value = self.context
        for part in token["name"].split("."):
            value = value.get(part) if isinstance(value, dict) else None
        return value


def written(value):
    return "" if value is None else json.dumps(value) if isinstance(value, bool) else str(value)


def filled(text, context):
    """A text of the file with its expressions replaced."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: written(Expression(found[1]).value(context, {})), str(text))


def faults(path, script):
    """What is wrong with the form of an action.yml whose steps call `script`, one line each."""
    action, code = yaml.safe_load(path.read_text()), script.read_text()
    steps, inputs, found, seen = action["runs"]["steps"], action["inputs"], [], set()
    if action["runs"]["using"] != "composite":
        found.append("no composite action")
    used = set(re.findall(r"inputs\.([\w-]+)", json.dumps(steps)))
    found += [f"input {name} is used and not declared" for name in sorted(used - set(inputs))]
    found += [f"input {name} is declared and not used" for name in sorted(set(inputs) - used)]
    found += [f"{kind} {name} has no description" for kind in ("inputs", "outputs")
              for name, entry in action[kind].items() if not entry.get("description")]
    written_ = set(re.findall(r"^\s*(?:if .*then )?output ([\w-]+) ", code, re.MULTILINE))
    for step in [*steps, {"name": "outputs", "uses": "none/none@v1", "with": action["outputs"]}]:
        name = step.get("name")
        found += [f"step {name} has the unknown key {key}" for key in sorted(set(step) - STEP_KEYS)]
        if ("run" in step) == ("uses" in step):
            found.append(f"step {name} neither runs nor uses something")
        if "run" in step and not step.get("shell"):
            found.append(f"step {name} names no shell")
        if "${{" in step.get("run", ""):
            found.append(f"step {name} puts an expression into its script")
        if "uses" in step and not PINNED.fullmatch(step["uses"]):
            found.append(f"step {name} does not pin what it uses: {step['uses']}")
        for other, output in re.findall(r"steps\.([\w-]+)\.outputs\.([\w-]+)", json.dumps(step)):
            if other not in seen or output not in written_:
                found.append(f"step {name} uses the output {output} of {other}, which is not there by then")
        given = {variable for variable in step.get("env", {}) if variable.startswith(("INPUT_", "EVENT_"))}
        found += [f"step {name} sets {variable}, which nothing reads" for variable in sorted(given)
                  if not re.search(rf"\b{variable}\b", code)]
        seen.add(step.get("id"))
    set_ = {variable for step in steps for variable in step.get("env", {})}
    found += [f"the script reads {variable}, which no step sets"
              for variable in sorted(set(re.findall(r"\$\{?((?:INPUT|EVENT)_[A-Z_]+)", code)) - set_)]
    return found


class Log:
    """What steps printed: the commands in it as the runner finds them, and where it would find none."""

    def __init__(self, text):
        self.text, self.commands, stopped = text, [], None
        for line in text.splitlines():
            found = re.match(r"\s*::([\w-]+)(?: ([^:]*))?::(.*)", line) or re.search(r"##\[([\w-]+)( .*)?\](.*)", line)
            if not found or (stopped and found[1] != stopped):
                continue
            if stopped:
                stopped = None
            elif found[1] == "stop-commands":
                stopped = found[3]
            else:
                properties = dict(part.split("=", 1) for part in (found[2] or "").split(",") if "=" in part)
                self.commands.append((found[1], {key: plain(value) for key, value in properties.items()}, plain(found[3])))

    def annotations(self, level):
        return [(properties, message) for name, properties, message in self.commands if name == level]


def plain(text):
    for code, letter in (("%0A", "\n"), ("%0D", "\r"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, letter)
    return text


class Done:
    """A run of an action: exit is the status of the step that failed, else 0; uses: what other actions were given."""

    def __init__(self):
        self.exit, self.steps, self.uses, self.outputs, self.summary, self.log = 0, [], [], {}, "", Log("")


def run_action(path, inputs, event, env, folder):
    """Runs the steps of an action.yml. event: (name, payload); env: of the runner, GITHUB_REPOSITORY among it; folder: an
    empty one for the runner's own files; the steps start in env's GITHUB_WORKSPACE."""
    action, done, log = yaml.safe_load(path.read_text()), Done(), ""
    unknown = set(inputs) - set(action["inputs"])
    if unknown:
        raise ValueError(f"no such input: {sorted(unknown)}")
    event_file = pathlib.Path(folder, "event.json")
    event_file.write_text(json.dumps(event[1]))
    values = {name: written(inputs.get(name, entry.get("default"))) for name, entry in action["inputs"].items()}
    context = {"inputs": values, "steps": {},
               "github": {"event": json.loads(event_file.read_text()), "repository": env["GITHUB_REPOSITORY"]}}
    calls = {"always": lambda: True, "success": lambda: done.exit == 0, "failure": lambda: done.exit != 0}
    env = {**env, "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_ACTION_PATH": str(path.parent), "GITHUB_EVENT_NAME": event[0],
           "GITHUB_EVENT_PATH": str(event_file)}
    for number, step in enumerate(action["runs"]["steps"]):
        condition = str(step.get("if", "")).strip().removeprefix("${{").removesuffix("}}")
        if not STATUS.search(condition):
            condition = f"success() && ({condition})" if condition else "success()"
        if not Expression(condition).value(context, calls):
            continue
        done.steps.append(step["name"])
        if "uses" in step:
            done.uses.append((step["uses"], {key: filled(value, context) for key, value in step["with"].items()}))
            continue
        files = {name: pathlib.Path(folder, f"{name}-{number}") for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.touch()
        own = {name: filled(value, context) for name, value in step.get("env", {}).items()}
        script = pathlib.Path(folder, f"step-{number}.sh")
        script.write_text(step["run"])
        run = subprocess.run([step["shell"], "-e", str(script)], cwd=env["GITHUB_WORKSPACE"], stdin=subprocess.DEVNULL,
                             env={**env, **own, **{name: str(file) for name, file in files.items()}},
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900, check=False)
        log += run.stdout.decode(errors="replace")
        done.exit = done.exit or run.returncode
        outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        context["steps"][step.get("id")] = {"outputs": outputs}
        done.summary += files["GITHUB_STEP_SUMMARY"].read_text()
    done.log = Log(log)
    done.outputs = {name: filled(entry["value"], context) for name, entry in action["outputs"].items()}
    return done
