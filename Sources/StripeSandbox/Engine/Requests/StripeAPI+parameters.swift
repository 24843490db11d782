import Wire

// What a request asks for: the form in its query and its body, and what it expands.
extension StripeAPI {
  /// The parameters of the query and of the body together.
  func parameters(of request: Request) throws(StripeError) -> JSON.Object {
    guard !request.query.isEmpty || !request.body.isEmpty else { return JSON.Object() }
    let isJSON =
      !request.body.isEmpty
      && request.headers.withValue(of: "Content-Type") { $0.starts(with: "application/json") } == true
    if isJSON, request.path.utf8.span.starts(with: "/v2/") { return try JSONParameters.parse(request.body) }
    if isJSON {
      throw StripeError(
        """
        Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any \
        questions, we can help at https://support.stripe.com/.
        """)
    }
    do {
      var form = try Form.parse(request.query)
      guard request.method != .get, !request.body.isEmpty else { return form }
      let body = try body(of: request)
      if form.isEmpty { return body }
      for (name, value) in body { form[name] = value }
      return form
    } catch {
      throw StripeError(error.reason)
    }
  }

  /// A form, or the parts of a `multipart/form-data` body; a file is an object of its name, type and content.
  private func body(of request: Request) throws(Form.Failure) -> JSON.Object {
    let isForm =
      request.headers.withValue(of: "Content-Type") { $0.starts(with: "application/x-www-form-urlencoded") } ?? true
    guard !isForm, let type = request.headers["Content-Type"], let boundary = Multipart.boundary(of: type) else {
      return try Form.parse(request.body)
    }
    let parts = try Multipart(request.body, boundary: boundary)
    var form = parts.fields
    for file in parts.files {
      form[file.name] = [
        "content": .string(Base64.standard.encode(file.bytes)), "content_type": .string(file.contentType),
        "filename": .string(file.filename),
      ]
    }
    return form
  }

  func expansion(_ form: JSON.Object, _ endpoint: Endpoint) throws(StripeError) -> Expansion {
    guard let value = form["expand"] else { return Expansion() }
    guard let paths = Form.listValues(value)?.map({ $0.string ?? "" }) else {
      throw .invalidArray(value, param: "expand")
    }
    let expansion = try Expansion(paths)
    let invalid: String?
    switch endpoint.result {
    case .object(let type): invalid = expansion.firstInvalid(in: [type])
    case .list(let type): invalid = expansion.invalidInList([type])
    case .search(let type): invalid = expansion.invalidInList([type], besides: "total_count")
    case .other(let absent): invalid = paths.first { !absent.contains($0) }
    }
    // With `--any-id`, an unknown path is passed over, as in stripe-mock.
    guard let invalid, stock == nil else { return expansion }
    var hint = ""
    if case .list = endpoint.result, !invalid.hasPrefix("data.") {
      guard invalid != "total_count" else { throw StripeError("This property cannot be included (total_count)") }
      hint = " You may want to try expanding 'data.\(invalid)' instead."
    }
    let name = invalid.split(separator: ".").last ?? ""
    throw StripeError("This property cannot be expanded (\(name)).\(hint)")
  }
}
