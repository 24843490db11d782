import Glibc
import Wire

/// The code of the program and its libraries, as far as it lies in memory.
enum ProgramCode {
  /// Gives back what only the start needed, two thirds of all that an empty sandbox holds. Code that runs again comes
  /// back from the kernel's cache by itself.
  static func forget() {
    // A debugger's breakpoints are written into the code, and would be forgotten with it.
    #if !DEBUG
      for mapping in mappings {
        madvise(UnsafeMutableRawPointer(bitPattern: mapping.lowerBound), mapping.count, MADV_DONTNEED)
      }
    #endif
  }

  /// Where the code is: whatever of a file may be executed and not written.
  private static var mappings: [Range<Int>] {
    let map = Disk.read("/proc/self/maps") ?? []
    return map.split(separator: UInt8(ascii: "\n")).compactMap { line in
      // START-END PERMISSIONS OFFSET DEVICE INODE PATH
      let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
      guard fields.count == 6, fields[1].elementsEqual("r-xp".utf8), !fields[4].elementsEqual("0".utf8) else {
        return nil
      }
      let bounds = fields[0].split(separator: UInt8(ascii: "-")).compactMap {
        Int(String(decoding: $0, as: UTF8.self), radix: 16)
      }
      return bounds.count == 2 && bounds[0] < bounds[1] ? bounds[0]..<bounds[1] : nil
    }
  }
}
