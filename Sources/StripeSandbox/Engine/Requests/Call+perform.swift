import Wire

extension Call {
  /// Runs another operation as a part of this one, and reads its answer at the newest version.
  ///
  /// - Parameters:
  ///   - pattern: of the endpoint: `/v1/subscriptions/{id}`.
  ///   - path: the ids that stand in its place.
  func perform(
    _ method: Method, _ pattern: String, _ form: JSON.Object, at path: [String] = [], expanding paths: [String] = []
  ) throws(StripeError) -> JSON {
    guard let endpoint = Registry.shared.endpoints.first(where: { $0.method == method && $0.1.pattern == pattern })?.1
    else { throw .unrecognizedURL(method, pattern) }
    var call = Call(
      sandbox: sandbox, arguments: try Validation.run(form, endpoint.parameters()), path: path, version: .newest,
      isPublishable: false, requestID: requestID, idempotencyKey: idempotencyKey, url: pattern, headers: headers,
      isSecure: isSecure)
    call.isInner = true
    let answer = try endpoint.run(&call)
    sandbox.finishScans()
    var writer = ObjectWriter(sandbox, expansion: try Expansion(paths))
    answer(&writer)
    return (try? JSONParser.parse(writer.finish())) ?? .null
  }
}
