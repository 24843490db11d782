import Wire

/// A seed file in the Stripe CLI's fixtures format: requests in order, later ones referring to earlier answers.
///
/// Paths under `/v1` are sent as forms; those of the control API and the application fakes as JSON, so that one file can
/// make application users, too. Such a step may have `headers`.
package struct Fixtures {
  package struct Failure: Error, CustomStringConvertible, Sendable {
    package let description: String

    init(_ description: String) { self.description = description }
  }

  private struct Step {
    let name: String
    let method: Method
    let path: String
    let parameters: JSON
    let headers: JSON.Object
    let expectedError: String?
  }

  private let steps: [Step]

  package init(_ text: [UInt8]) throws(Failure) {
    let file: JSON
    do {
      file = try JSONParser.parse(text)
    } catch {
      throw Failure("the file is not JSON: \(error)")
    }
    guard let list = file["fixtures"]?.array else { throw Failure("the file has no list “fixtures”") }
    var steps: [Step] = []
    for (index, item) in list.enumerated() {
      guard let name = item["name"]?.string, let path = item["path"]?.string else {
        throw Failure("fixture \(index + 1) needs a “name” and a “path”")
      }
      guard let method = Method(rawValue: (item["method"]?.string ?? "post").uppercased()) else {
        throw Failure("fixture “\(name)” has an unknown method")
      }
      steps.append(
        Step(
          name: name, method: method, path: path, parameters: item["params"] ?? [:],
          headers: item["headers"]?.object ?? JSON.Object(), expectedError: item["expected_error_type"]?.string))
    }
    self.steps = steps
  }

  package var names: [String] { steps.map(\.name) }

  /// Runs the requests one after the other.
  ///
  /// - Parameter key: the secret key that requests to `/v1` carry.
  package func run(
    key: String, environment: @escaping (String) -> String?, send: (Request) throws -> Response
  ) throws {
    var answers: [String: JSON] = [:]
    for step in steps {
      let resolve = Resolver(answers: answers, environment: environment)
      let request = try request(step, key: key, resolve)
      let response = try send(request)
      let answer = (try? JSONParser.parse(response.body)) ?? .null
      if let expected = step.expectedError {
        guard answer["error"]?["type"]?.string == expected else {
          throw Failure("fixture “\(step.name)” should have failed with \(expected), and answered \(response.status)")
        }
      } else if response.status >= 300 {
        let message = answer["error"]?["message"]?.string ?? answer["message"]?.string ?? answer.text
        throw Failure("fixture “\(step.name)” failed with \(response.status): \(message)")
      }
      answers[step.name] = answer
    }
  }

  private func request(_ step: Step, key: String, _ resolve: Resolver) throws(Failure) -> Request {
    let path = try resolve.text(step.path)
    let parameters = try resolve.value(step.parameters)
    var headers = Headers()
    for (name, value) in step.headers { headers[named: name] = try resolve.text(value.string ?? value.text) }
    var request = Request(step.method, path)
    if path.hasPrefix("/v1/") {
      if headers["Authorization"] == nil { headers["Authorization"] = "Bearer " + key }
      let form = Form.encode(Form.pairs(of: parameters))
      if step.method == .get {
        request.query = form
      } else {
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        request.body = Array(form.utf8)
      }
    } else if step.method != .get {
      headers["Content-Type"] = "application/json"
      request.body = parameters.bytes
    }
    request.headers = headers
    return request
  }
}

/// Fills in `${name:path.to.field}` and `${.env:NAME|default}`.
private struct Resolver {
  let answers: [String: JSON]
  let environment: (String) -> String?

  func value(_ value: JSON) throws(Fixtures.Failure) -> JSON {
    switch value {
    case .string(let text): return .string(try self.text(text))
    case .array(let items):
      var resolved: [JSON] = []
      for item in items { resolved.append(try self.value(item)) }
      return .array(resolved)
    case .object(let object):
      var resolved = JSON.Object()
      for (key, value) in object { resolved.append(key, try self.value(value)) }
      return .object(resolved)
    default: return value
    }
  }

  func text(_ text: String) throws(Fixtures.Failure) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "${") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: "}") else {
        throw Fixtures.Failure("“\(text)” has a ${ without its }")
      }
      result += try reference(rest[start.upperBound..<end])
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private func reference(_ text: Substring) throws(Fixtures.Failure) -> String {
    let halves = text.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let fallback = halves.count > 1 ? String(halves[1]) : nil
    let parts = halves[0].split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { throw Fixtures.Failure("“${\(text)}” is not a reference") }
    if parts[0] == ".env" {
      guard let value = environment(String(parts[1])) ?? fallback else {
        throw Fixtures.Failure("the environment variable \(parts[1]) is not set")
      }
      return value
    }
    guard let answer = answers[String(parts[0])] else {
      throw Fixtures.Failure("“${\(text)}” refers to no fixture before it")
    }
    let found = parts[1].split(separator: ".").reduce(JSON?.some(answer)) { value, name in
      value?[String(name)] ?? Int(name).flatMap { value?[$0] }
    }
    guard let found, !found.isNull else {
      if let fallback { return fallback }
      throw Fixtures.Failure("“\(parts[0])” has no \(parts[1])")
    }
    return found.string ?? found.text
  }
}

extension Fixtures {
  /// Seed files in JSON Schema, for editors.
  static let schema: JSON = [
    "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Nestbox seed",
    "description":
      "Requests in order; later ones refer to earlier answers: ${name:path.to.field}, ${.env:NAME|default}",
    "type": "object", "required": ["fixtures"],
    "properties": [
      "_meta": [
        "type": "object",
        "properties": [
          "template_version": ["type": "integer"], "exclude_metadata": ["type": "boolean"],
        ],
      ],
      "env": ["type": "object"],
      "fixtures": [
        "type": "array",
        "items": [
          "type": "object", "required": ["name", "path"],
          "properties": [
            "name": ["type": "string", "description": "By which later fixtures refer to the answer"],
            "path": [
              "type": "string", "pattern": "^/|^\\$", "description": "/v1/…, /_sandbox/… or an application's path",
            ],
            "method": ["type": "string", "pattern": "^(?i:get|post|put|patch|delete)$", "default": "post"],
            "params": ["type": "object", "description": "Sent as a form to /v1 and as JSON elsewhere"],
            "headers": ["type": "object"],
            "expected_error_type": ["type": "string", "description": "The error with which the request has to fail"],
          ],
        ],
      ],
    ],
  ]
}
