extension Call {
  /// The same call with other parameters, as one operation asks for another.
  func with(_ arguments: Arguments) -> Call {
    var call = Call(
      sandbox: sandbox, arguments: arguments, path: [], version: version, isPublishable: isPublishable,
      requestID: requestID, idempotencyKey: idempotencyKey, url: url, headers: headers)
    call.connectedAccount = connectedAccount
    call.keyName = keyName
    return call
  }
}
