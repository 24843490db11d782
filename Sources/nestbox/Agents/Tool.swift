import Wire

/// Something that an agent can have done: what it is called, takes and does.
struct Tool: Sendable {
  struct Parameter: Sendable {
    let name: String
    let type: String
    let help: String
    let isRequired: Bool
  }

  let name: String
  let summary: String
  let parameters: [Parameter]
  let run: @Sendable (SandboxClient, JSON.Object) throws -> String

  /// - Parameter takes: a line a parameter: `customer: string! The customer's id`, where `!` is what has to be there.
  init(
    _ name: String, _ summary: String, takes: String = "",
    _ run: @escaping @Sendable (SandboxClient, JSON.Object) throws -> String
  ) {
    self.name = name
    self.summary = summary
    self.run = run
    parameters = takes.split(separator: "\n").compactMap { line in
      let halves = line.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
      guard halves.count == 2 else { return nil }
      let words = halves[1].split(separator: " ", maxSplits: 1)
      guard let type = words.first else { return nil }
      return Parameter(
        name: String(halves[0]), type: type.hasSuffix("!") ? String(type.dropLast()) : String(type),
        help: words.count > 1 ? String(words[1]) : "", isRequired: type.hasSuffix("!"))
    }
  }

  var description: JSON {
    let properties = parameters.map { parameter -> (key: String, value: JSON) in
      var schema: JSON.Object = ["type": .string(parameter.type)]
      if parameter.type == "array" { schema["items"] = [:] }
      if !parameter.help.isEmpty { schema["description"] = .string(parameter.help) }
      return (key: parameter.name, value: .object(schema))
    }
    return [
      "name": .string(name), "description": .string(summary),
      "inputSchema": [
        "type": "object", "properties": .object(JSON.Object(properties)),
        "required": .array(parameters.filter(\.isRequired).map { .string($0.name) }), "additionalProperties": false,
      ],
    ]
  }

  /// The mistake in arguments, in words.
  func complaint(about arguments: JSON.Object) -> String? {
    for parameter in parameters where parameter.isRequired && (arguments[parameter.name] ?? .null).isNull {
      return "\(name) needs “\(parameter.name)”: \(parameter.help)"
    }
    for (name, value) in arguments {
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        let names = parameters.map(\.name)
        let meant = suggestion(for: name, among: names).map { "; did you mean “\($0)”?" }
        return "\(self.name) takes no “\(name)”\(meant ?? ": it takes \(names.joined(separator: ", "))")"
      }
      if !value.isNull, !parameter.holds(value) { return "“\(name)” has to be of type \(parameter.type)" }
    }
    return nil
  }
}

extension Tool.Parameter {
  fileprivate func holds(_ value: JSON) -> Bool {
    switch type {
    case "string": value.string != nil
    case "integer": value.integer != nil
    case "number": value.number != nil
    case "boolean": value.bool != nil
    case "array": value.array != nil
    default: value.object != nil
    }
  }
}
