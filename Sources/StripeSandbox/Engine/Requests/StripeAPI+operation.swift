import Wire

/// The operation of a request, as its endpoint declares it.
package struct Operation {
  package let pattern: String
  /// The values of the pattern's `{…}` segments.
  package let path: [String]
  /// Of the declared types, as far as the request is right.
  package let parameters: JSON
  /// The paths of those that take one of a few words, and of those whose keys are the request's own.
  package private(set) var enums: [String] = []
  package private(set) var maps: [String] = []

  fileprivate init(_ endpoint: Endpoint, _ path: [String], _ form: JSON.Object) {
    pattern = endpoint.pattern
    self.path = path
    var values = (try? Validation.run(form, endpoint.parameters()))?.values ?? form
    if let expand = form["expand"] { values["expand"] = Form.listValues(expand).map(JSON.array) ?? expand }
    parameters = .object(values)
    note(endpoint.parameters().fields, parameters, "")
  }

  private mutating func note(_ fields: Fields, _ value: JSON, _ path: String) {
    for (name, value) in value.object ?? JSON.Object() {
      if let field = fields[name] { note(field.shape, value, path.isEmpty ? name : "\(path).\(name)") }
    }
  }

  private mutating func note(_ shape: Shape, _ value: JSON, _ path: String) {
    switch shape {
    case .oneOf: if !enums.contains(path) { enums.append(path) }
    case .map, .metadata, .hash: if !maps.contains(path) { maps.append(path) }
    case .list(let item): for value in value.array ?? [] { note(item, value, path) }
    case .object(let fields): note(fields, value, path)
    case .either(let shapes):
      // The one that a request of this value would have been read by.
      for shape in shapes where shape.takesObjects == (value.object != nil) { return note(shape, value, path) }
    default: break
    }
  }
}

extension Shape {
  fileprivate var takesObjects: Bool {
    switch self {
    case .object, .map, .hash, .metadata, .range: true
    default: false
    }
  }
}

extension StripeAPI {
  /// What was probably meant by a path that no endpoint has; nil where one has it, and where stars stand for parts of it.
  package func pathMeant(by path: String) -> String? {
    guard !path.contains("*"), case .notFound = router.match(.get, path) else { return nil }
    let segments = path.split(separator: "/")
    let paths = Registry.shared.endpoints.map { _, endpoint in
      let pattern = endpoint.pattern.split(separator: "/")
      guard pattern.count == segments.count else { return "" }
      return zip(pattern, segments).map { $0.hasPrefix("{") ? "/\($1)" : "/\($0)" }.joined()
    }
    return suggestion(for: path, among: paths)
  }

  /// Nil: there is no such endpoint.
  package func operation(of request: Request) -> Operation? {
    guard case .found(let number, let path) = router.match(request.method, request.path),
      let form = try? parameters(of: request)
    else { return nil }
    return Operation(router[number], path, form)
  }
}
