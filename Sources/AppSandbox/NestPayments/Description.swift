import Wire

/// The API's own OpenAPI 3 description, as Nest makes it from its controllers.
extension NestPayments {
  static let title = "Nest Payments"
  static let version = "1.0"
  static let about = "An API for customers and payments with Stripe."
  static let authentication = """
    An http bearer auth token is required for all secured routes. An auth grant can be obtained from `/user/login` and \
    `/user/register`
    """

  static var description: JSON {
    var paths = JSON.Object()
    for operation in Operation.all {
      var path = paths[operation.path]?.object ?? JSON.Object()
      path.append(operation.method.rawValue.lowercased(), operation.description)
      paths[operation.path] = .object(path)
    }
    return [
      "openapi": "3.0.0", "paths": .object(paths),
      "info": [
        "title": .string(title), "description": .string(about), "version": .string(version), "contact": [:],
      ],
      "tags": [], "servers": [],
      "components": [
        "securitySchemes": [
          "bearer": [
            "scheme": "bearer", "bearerFormat": "JWT", "type": "http", "description": .string(authentication),
          ]
        ],
        "schemas": .object(JSON.Object(Schema.all.map { ($0.name, $0.description) })),
      ],
    ]
  }
}

extension NestPayments.Operation {
  fileprivate var description: JSON {
    var description = JSON.Object([
      ("operationId", .string(id)), ("summary", .string(summary)), ("parameters", .array(parameters)),
    ])
    if let body { description.append("requestBody", ["required": true, "content": content(body.reference)]) }
    let schema: JSON = isList ? ["type": "array", "items": answer.reference] : answer.reference
    let response: JSON = ["description": "", "content": content(schema)]
    description.append("responses", .object(JSON.Object([(String(status), response)])))
    description.append("tags", [.string(tag.rawValue)])
    if isSecured { description.append("security", [["bearer": []]]) }
    return .object(description)
  }

  private var parameters: [JSON] {
    guard path.contains("{id}") else { return [] }
    return [["name": "id", "required": true, "in": "path", "schema": ["type": "string"]]]
  }

  private func content(_ schema: JSON) -> JSON { ["application/json": ["schema": schema]] }
}

extension NestPayments.Schema {
  fileprivate var reference: JSON { ["$ref": .string("#/components/schemas/" + name)] }

  fileprivate var description: JSON {
    let properties = fields.map { field in
      var property = JSON.Object([("type", .string(field.type))])
      if let example = field.example { property.append("example", example) }
      property.append("description", .string(field.description))
      return (field.name, JSON.object(property))
    }
    let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
    var description = JSON.Object([("type", "object"), ("properties", .object(JSON.Object(properties)))])
    if !required.isEmpty { description.append("required", .array(required)) }
    return .object(description)
  }

  /// A body as an example shows it.
  var example: JSON {
    .object(JSON.Object(fields.map { ($0.name, $0.example ?? .string($0.type)) }))
  }
}
