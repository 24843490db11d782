import Wire

extension Sandbox {
  /// Every change tells of itself here, and only here.
  ///
  /// - Parameter before: the object as it was, for `previous_attributes`.
  func announce<T: Resource>(
    _ event: String, _ type: T.Type, _ id: String, by call: Call, before: [UInt8]? = nil
  ) {
  }

  /// An object as an event or a list would show it: newest version, nothing expanded.
  func rendered<T: Resource>(_ type: T.Type, _ id: String) -> [UInt8]? {
    var writer = ObjectWriter(self)
    return writer.stored(type, id) ? writer.json.bytes : nil
  }
}
