import Wire

extension BenchmarkResult {
  /// Everything about a run, for programs. Times are in microseconds, unless they say otherwise.
  package var json: JSON {
    [
      "version": .string(version), "time": .integer(time), "machine": .string(machine), "server": .string(server),
      "others": .array(others.map(JSON.string)),
      "seconds_to_first_answer": .array(starts.map(JSON.double)), "empty_resident_bytes": .integer(emptyBytes),
      "filled": .array(filled.map(\.json)), "measurements": .array(measurements.map(\.json)),
      "year": year?.json ?? .null,
    ]
  }
}

extension BenchmarkResult.Filled {
  fileprivate var json: JSON {
    [
      "customers": .integer(objects), "seconds": .double(seconds), "resident_bytes": .integer(residentBytes),
      "bytes_per_customer": .integer(bytesPerObject),
    ]
  }
}

extension Measurement {
  fileprivate var json: JSON {
    let percentiles: JSON = [
      "mean": .double(latency.mean / 1000), "p50": microseconds(50), "p99": microseconds(99),
      "p99.9": microseconds(99.9),
    ]
    return [
      "server": .string(server), "workload": .string(workload), "customers": .integer(objects),
      "connections": .integer(connections), "requests": .integer(requests), "seconds": .double(seconds),
      "requests_per_second": .double(rate), "latency": percentiles,
      "processor": processorMicroseconds.map(JSON.double) ?? .null, "client_share": .double(clientShare),
    ]
  }

  private func microseconds(_ percent: Double) -> JSON { .double(Double(latency.percentile(percent)) / 1000) }
}
