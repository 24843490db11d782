/// One classic script made of ES modules. Each module becomes a function of its own, so that what it does not export
/// stays its own, and the functions run in the order that the modules' imports ask for.
///
/// Of the module syntax it knows what the files under `Files` use: named imports, one statement a line, before anything
/// else, and `export` in front of a declaration.
/// ```js
/// import { element } from '../base/dom.js';
/// export function label(document, text) { return element(document, 'label', {}, text); }
/// ```
struct ModuleBundle {
  /// Paths of the modules; a module stands after those that it imports.
  private(set) var order: [String] = []
  /// The reasons why it cannot be assembled, in words for a test to show: missing files, names that no module exports,
  /// circles.
  private(set) var problems: [String] = []
  private var modules: [String: Module] = [:]

  init(entry: String, read: (String) -> String?) {
    add(entry, importedBy: [], read)
  }

  var script: String {
    var text = "(() => {\n'use strict';\n"
    for path in order {
      guard let module = modules[path] else { continue }
      text += "\n// \(path)\nconst \(Self.variable(path)) = (() => {\n"
      for entry in module.imports {
        text += "const { \(entry.names.joined(separator: ", ")) } = \(Self.variable(entry.path));\n"
      }
      text += module.body
      text += "return { \(module.exports.joined(separator: ", ")) };\n})();\n"
    }
    return text + "})();\n"
  }

  private mutating func add(_ path: String, importedBy chain: [String], _ read: (String) -> String?) {
    if chain.contains(path) {
      problems.append("modules import each other: \((chain + [path]).joined(separator: " > "))")
      return
    }
    if modules[path] != nil { return }
    guard let text = read(path) else {
      problems.append("\(chain.last ?? "the bundle") imports \(path), which does not exist")
      return
    }
    let module = Module(text, at: path)
    for entry in module.imports { add(entry.path, importedBy: chain + [path], read) }
    for entry in module.imports {
      let exports = modules[entry.path]?.exports ?? []
      for name in entry.names where !exports.contains(name) {
        problems.append("\(path) imports \(name), which \(entry.path) does not export")
      }
    }
    modules[path] = module
    order.append(path)
  }

  /// The constant that holds a module's exports: `$base_dom` for `stripe/base/dom.js`.
  private static func variable(_ path: String) -> String {
    "$" + path.dropLast(".js".count).map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
  }
}

/// A module's text, taken apart.
private struct Module {
  var imports: [(names: [String], path: String)] = []
  var exports: [String] = []
  var body = ""

  private static let declarations = ["async function ", "function ", "class ", "const "]

  init(_ text: String, at path: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("import { ") {
        let parts = line.split(separator: "'")
        let names = line.dropFirst("import { ".count).prefix { $0 != "}" }
        guard parts.count > 1 else { continue }
        imports.append((Self.names(names), Self.resolve(String(parts[1]), from: path)))
      } else if line.hasPrefix("export ") {
        let declaration = line.dropFirst("export ".count)
        body += declaration + "\n"
        if let start = Self.declarations.first(where: declaration.hasPrefix) {
          let name = declaration.dropFirst(start.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
          exports.append(String(name))
        }
      } else {
        body += line + "\n"
      }
    }
  }

  private static func names(_ list: Substring) -> [String] {
    list.split(separator: ",").map { $0.filter { $0 != " " } }
  }

  /// `../base/dom.js` seen from `stripe/forms/field.js` is `stripe/base/dom.js`.
  private static func resolve(_ reference: String, from path: String) -> String {
    var folders = path.split(separator: "/").dropLast()
    for part in reference.split(separator: "/") where part != "." {
      if part == ".." { folders = folders.dropLast() } else { folders.append(part) }
    }
    return folders.joined(separator: "/")
  }
}
