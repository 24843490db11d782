#!/usr/bin/env python3
"""Writes what Stripe's endpoints accept, from the type stubs of the official SDK, in the notation of `Parameters`.

    pip install stripe
    python3 Tests/Facts/parameters.py > Tests/StripeSandboxTests/Facts/parameters.txt

One endpoint a line: `POST /v1/refunds amount:integer charge reason:duplicate|fraudulent …`. A plain name is a text, `!`
is required, `?` may be unset with an empty value, `map` has the caller's own keys.
"""

import ast
import pathlib
import re
import sys

import stripe

ROOT = pathlib.Path(stripe.__file__).parent
# Sections of Stripe's API that have no place in the sandbox.
ABSENT = re.compile(
    r'/v1/(apps/installs|climate|crypto|financial_connections|forwarding|identity|issuing|linked_accounts|reporting|sigma|terminal'
    r'|treasury|test_helpers/(issuing|terminal|treasury))\b')


def classes():
    """The parameter classes by module and name, with their annotated fields. Names alone are not unique."""
    modules = {}
    for path in (ROOT / 'params').rglob('*.py'):
        found = modules.setdefault('stripe.' + '.'.join(path.relative_to(ROOT).with_suffix('').parts), {})
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef):
                found[node.name] = [
                    (item.target.id, item.annotation)
                    for item in node.body if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)]
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                # TypedDict("Name", {"in": …}) stands where a field's name is a keyword of Python's.
                keys = node.value.args[1] if len(node.value.args) > 1 else None
                if isinstance(keys, ast.Dict) and isinstance(node.targets[0], ast.Name):
                    found[node.targets[0].id] = [(key.value, value) for key, value in zip(keys.keys, keys.values)]
    return modules


CLASSES = classes()


def union(node):
    """The alternatives of `A|B`, `Union[A, B]` or `Optional[A]`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return union(ast.parse(node.value, mode='eval').body)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return union(node.left) + union(node.right)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in ('Union', 'Optional'):
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return [alternative for item in items for alternative in union(item)]
    return [node]


def shape(node, name, module):
    """(notation, whether an empty value unsets it)."""
    words, others, empty = [], [], False
    for alternative in union(node):
        if isinstance(alternative, ast.Subscript):
            kind = alternative.value.id
            items = alternative.slice.elts if isinstance(alternative.slice, ast.Tuple) else [alternative.slice]
            if kind == 'Literal':
                values = [str(item.value) for item in items]
                empty = empty or '' in values
                words += [value for value in values if value]
            elif kind in ('List', 'Sequence'):
                others.append('[' + (shape(items[0], name, module)[0] or 'string') + ']')
            elif kind in ('Dict', 'UntypedStripeObject', 'Mapping'):
                if 'map' not in others:
                    others.append('map')
        elif isinstance(alternative, ast.Name):
            simple = {'int': 'integer', 'str': 'string', 'bool': 'boolean', 'float': 'number', 'Decimal': 'decimal',
                      'object': 'file', 'Any': 'any'}
            if alternative.id in simple:
                others.append(simple[alternative.id])
            elif alternative.id in CLASSES[module]:
                others.append('{' + fields(alternative.id, module) + '}')
            elif alternative.id != 'None':
                others.append('any')
    if words:
        # An open enumeration: the words that there are today, or any text.
        others = ['|'.join(sorted(set(words)))] + [other for other in others if other != 'string']
    if name == 'metadata' and 'map' in others:
        return 'metadata', False
    if name == 'created' and len(others) > 1:
        return 'range', empty
    if len(others) > 1:
        return 'any(' + ','.join(others) + ')', empty
    return others[0] if others else 'string', empty


def fields(name, module):
    texts = []
    for field, annotation in sorted(CLASSES[module][name], key=lambda pair: pair[0]):
        if field in ('expand', 'metadata') or field.startswith('_'):
            texts += [field] if field == 'metadata' else []
            continue
        required = True
        if isinstance(annotation, ast.Subscript) and getattr(annotation.value, 'id', '') == 'NotRequired':
            required, annotation = False, annotation.slice
        text, empty = shape(annotation, field, module)
        text = field if text == 'string' else field + ':' + text
        texts.append(text + ('?' if empty else '') + ('!' if required else ''))
    return ' '.join(texts)


def endpoints():
    for path in sorted(ROOT.rglob('_*_service.py')):
        tree = ast.parse(path.read_text())
        modules = {
            alias.name: node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
            for alias in node.names if (node.module or '').startswith('stripe.params')}
        for node in tree.body:
            if not isinstance(node, ast.ClassDef):
                continue
            for function in node.body:
                if not isinstance(function, ast.FunctionDef):
                    continue
                params = next((argument for argument in function.args.args if argument.arg == 'params'), None)
                strings = [item.value for item in ast.walk(function)
                           if isinstance(item, ast.Constant) and isinstance(item.value, str)]
                url = next((text for text in strings if text.startswith('/v')), None)
                method = next((text for text in strings if text in ('get', 'post', 'delete')), None)
                if params is None or url is None or method is None:
                    continue
                named = re.search(r'\w+Params', ast.unparse(params.annotation))
                if named and named.group(0) in modules and not ABSENT.match(url):
                    yield url, method.upper(), named.group(0), modules[named.group(0)]


if __name__ == '__main__':
    print(f'# Made by Tests/Facts/parameters.py from stripe {stripe.VERSION}, API version {stripe.api_version}.')
    for url, method, name, module in sorted(set(endpoints())):
        print(f'{method} {url} {fields(name, module)}'.rstrip())
    sys.exit(0)
