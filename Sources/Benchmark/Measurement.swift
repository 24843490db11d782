/// The results of one workload on one server.
package struct Measurement: Sendable {
  package let server: String
  package let workload: String
  package let objects: Int
  package let connections: Int
  package let requests: Int
  package let seconds: Double
  package let latency: Histogram
  /// Of the server, for one request; nil where the server's processes cannot be seen.
  package let processorMicroseconds: Double?
  /// How busy the client was: near 1 it is the client that was measured.
  package let clientShare: Double

  package var rate: Double { seconds > 0 ? Double(requests) / seconds : 0 }
}

/// Everything that a run found.
package struct BenchmarkResult: Sendable {
  /// A sandbox with so many customers and nothing else.
  package struct Filled: Sendable {
    package let objects: Int
    package let seconds: Double
    package let residentBytes: Int
    package let bytesPerObject: Int
  }

  package let version: String
  /// Seconds since 1970.
  package let time: Int
  package let machine: String
  /// The sandbox that is measured, and those beside it.
  package let server: String
  package internal(set) var others: [String] = []
  /// Seconds from the start of the process to its first answer, sorted.
  package internal(set) var starts: [Double] = []
  package internal(set) var emptyBytes = 0
  package internal(set) var filled: [Filled] = []
  package internal(set) var measurements: [Measurement] = []
  package internal(set) var year: Year?

  /// The same of another server.
  func other(_ name: String, than own: Measurement) -> Measurement? {
    measurements.first {
      $0.server == name && $0.workload == own.workload && $0.objects == own.objects
        && $0.connections == own.connections
    }
  }

  var own: [Measurement] { measurements.filter { $0.server == server } }
}
