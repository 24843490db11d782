import Wire

/// Something happened to an object.
package struct Announcement: Sendable {
  package let event: String
  package let id: String
}

extension Sandbox {
  /// Every change tells of itself here, and only here.
  ///
  /// - Parameter before: the object as it was, for `previous_attributes`.
  func announce<T: Resource>(
    _ event: String, _ type: T.Type, _ id: String, by call: Call, before: [UInt8]? = nil
  ) {
    if !observers.isEmpty { news.append(Announcement(event: event, id: id)) }
  }

  /// Lets the observers know. They may ask the API for more changes, which are news again.
  func tellObservers() {
    while !news.isEmpty {
      let told = news
      news = []
      for announcement in told {
        for observer in observers { observer(self, announcement) }
      }
    }
  }

  /// An object as an event or a list would show it: newest version, nothing expanded.
  func rendered<T: Resource>(_ type: T.Type, _ id: String) -> [UInt8]? {
    var writer = ObjectWriter(self)
    return writer.stored(type, id) ? writer.json.bytes : nil
  }
}
