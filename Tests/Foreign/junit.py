"""Whether a report is what both common schemas of JUnit's XML allow: that of Ant (windyroad) and that of Jenkins' xUnit plugin."""
import re
from xml.etree import ElementTree

DECIMAL, INTEGER = r"\d+(\.\d+)?", r"\d+"
# What each element has to say, and how; nothing else is allowed in both.
ATTRIBUTES = {
    "testsuites": ({}, {}),
    "testsuite": ({"name": r"\S.*", "package": r"\S.*", "id": INTEGER, "tests": INTEGER, "failures": INTEGER, "errors": INTEGER,
                   "time": DECIMAL, "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", "hostname": r"\S.*"}, {"skipped": INTEGER}),
    "properties": ({}, {}), "property": ({"name": r"\S.*", "value": r".*"}, {}),
    "testcase": ({"name": r"\S.*", "classname": r"\S.*", "time": DECIMAL}, {}),
    "failure": ({"type": r".*"}, {"message": r".*"}), "error": ({"type": r".*"}, {"message": r".*"}), "skipped": ({}, {"message": r".*"}),
    "system-out": ({}, {}), "system-err": ({}, {}),
}
# The children of each, in their order.
CHILDREN = {
    "testsuites": r"(testsuite )*", "testsuite": r"properties (testcase )*system-out system-err ", "properties": r"(property )*",
    "testcase": r"((failure|error|skipped) )?",
}


def faults(path):
    found = []

    def check(element):
        needed, allowed = ATTRIBUTES.get(element.tag, ({}, {}))
        if element.tag not in ATTRIBUTES:
            found.append(f"there is no element {element.tag}")
        for name in needed.keys() - element.attrib.keys():
            found.append(f"{element.tag} has no {name}")
        for name, value in element.attrib.items():
            form = {**needed, **allowed}.get(name)
            if form is None or not re.fullmatch(form, value, re.DOTALL):
                found.append(f"{element.tag}: {name}={value!r}")
        children = "".join(child.tag + " " for child in element)
        if not re.fullmatch(CHILDREN.get(element.tag, ""), children):
            found.append(f"{element.tag} holds {children}")
        for child in element:
            check(child)

    root = ElementTree.parse(path).getroot()
    check(root)
    for suite in root:
        cases = suite.findall("testcase")
        if int(suite.get("tests")) != len(cases):
            found.append(f"{suite.get('name')} counts {suite.get('tests')} of {len(cases)}")
    return found
