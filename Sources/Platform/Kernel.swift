import CPlatform

/// A clock of the wall that is read without a system call; a few milliseconds behind on Linux.
package var coarseClock: clockid_t {
  #if canImport(Darwin)
    CLOCK_REALTIME
  #else
    CLOCK_REALTIME_COARSE
  #endif
}

/// Fills bytes with the kernel's randomness.
package func fillRandomly(_ bytes: UnsafeMutableRawBufferPointer) {
  #if canImport(Darwin)
    arc4random_buf(bytes.baseAddress, bytes.count)
  #else
    // Asked for more than 256 bytes, it may be interrupted, and then has given less.
    var filled = 0
    while filled < bytes.count {
      filled += max(0, getrandom(bytes.baseAddress.map { $0 + filled }, bytes.count - filled, 0))
    }
  #endif
}
