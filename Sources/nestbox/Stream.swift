import Platform

/// Standard output or standard error, without the C library's buffers.
struct Stream {
  let descriptor: Int32

  static let output = Stream(descriptor: STDOUT_FILENO)
  static let error = Stream(descriptor: STDERR_FILENO)

  func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes everything; false if the reader is gone.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = Platform.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if written < 0, errno != EINTR { return false }
        rest = rest.dropFirst(max(0, written))
      }
      return true
    }
  }
}

/// Waits, for what is asked again and again.
func pause(_ seconds: Double) { usleep(UInt32(seconds * 1_000_000)) }
