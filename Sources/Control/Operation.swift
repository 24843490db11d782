import Wire

/// One call of the control API, as it is routed and described.
struct Operation {
  let method: Method
  /// Under `/_sandbox`, with its values in braces.
  let path: String
  let summary: String
  var query = Fields()
  /// Nil: the body is no object of named values.
  var body: Fields? = Fields()

  var values: [String] {
    path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
  }
}

/// The control API in OpenAPI 3.1, made of the operations that it routes.
struct ControlDescription {
  let operations: [Operation]
  let version: String

  var json: JSON {
    var paths = JSON.Object()
    for operation in operations {
      var methods = paths[operation.path]?.object ?? JSON.Object()
      methods[operation.method.rawValue.lowercased()] = describe(operation)
      paths[operation.path] = .object(methods)
    }
    return [
      "openapi": "3.1.0",
      "info": [
        "title": "Nestbox control API", "version": .string(version),
        "description": """
        A call is about the sandbox of its key, of its /s/NAME/ or of its “sandbox”; without any of them, of \
        sk_test_nestbox.
        """,
      ],
      "servers": [["url": "/"]],
      "security": [[:], ["key": []], ["token": []]],
      "paths": .object(paths),
      "components": [
        "securitySchemes": [
          "key": ["type": "http", "scheme": "bearer", "description": "A secret key: it chooses the sandbox."],
          "token": [
            "type": "apiKey", "in": "header", "name": "Sandbox-Control-Token",
            "description": "The token of serve --control-token, where it was given.",
          ],
        ],
        "schemas": [
          "Error": [
            "type": "object", "required": ["error"],
            "properties": [
              "error": [
                "type": "object", "required": ["message"], "properties": ["message": ["type": "string"]],
              ]
            ],
          ]
        ],
      ],
    ]
  }

  private func describe(_ operation: Operation) -> JSON {
    let inPath = operation.values.map { name -> JSON in
      ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
    }
    let inQuery = operation.query.kinds.map { field -> JSON in
      ["name": .string(field.name), "in": "query", "schema": field.kind.schema]
    }
    let streams = operation.path.hasSuffix("/stream")
    var description: JSON.Object = [
      "summary": .string(operation.summary), "operationId": .string(id(of: operation)),
      "parameters": .array(inPath + inQuery),
      "responses": [
        "200": [
          "description": "Done",
          "content": [
            streams ? "text/event-stream" : "application/json": ["schema": ["type": streams ? "string" : "object"]]
          ],
        ],
        "default": [
          "description": "Refused, with the reason",
          "content": ["application/json": ["schema": ["$ref": "#/components/schemas/Error"]]],
        ],
      ],
    ]
    if [.post, .put].contains(operation.method) {
      description["requestBody"] = ["content": ["application/json": ["schema": schema(operation.body)]]]
    }
    return .object(description)
  }

  private func schema(_ fields: Fields?) -> JSON {
    guard let fields else { return ["type": "object"] }
    let properties = fields.kinds.map { (key: $0.name, value: $0.kind.schema) }
    return ["type": "object", "additionalProperties": false, "properties": .object(JSON.Object(properties))]
  }

  /// `post_snapshots_id_restore`
  private func id(of operation: Operation) -> String {
    let words = operation.path.split { !$0.isLetter && !$0.isNumber }.dropFirst()
    return ([operation.method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
  }
}
