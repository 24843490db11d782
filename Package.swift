// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)]

let package = Package(
  name: "Nestbox",
  products: [
    .executable(name: "nestbox", targets: ["nestbox"]),
    .library(name: "NestboxContracts", targets: ["NestboxContracts"]),
  ],
  targets: [
    .systemLibrary(name: "CLinux"),
    .target(name: "Wire", dependencies: ["CLinux"], swiftSettings: settings),
    .target(name: "Redaction", swiftSettings: settings),
    .target(name: "Coding", dependencies: ["Wire"], swiftSettings: settings),
    .target(name: "Journal", exclude: ["README.md"], swiftSettings: settings),
    .target(name: "StripeSandbox", dependencies: ["Wire", "Coding"], swiftSettings: settings),
    .target(name: "AppSandbox", dependencies: ["Wire", "StripeSandbox"], swiftSettings: settings),
    .target(
      name: "Control", dependencies: ["Wire", "Coding", "Journal", "StripeSandbox", "Redaction"],
      swiftSettings: settings),
    .target(name: "WebFiles", path: "Sources/WebAssets/Files", sources: ["embed.c"]),
    .target(name: "WebAssets", dependencies: ["Wire", "WebFiles"], exclude: ["Files"], swiftSettings: settings),
    .target(name: "Reporting", swiftSettings: settings),
    .target(name: "ContractRunner", dependencies: ["Wire", "Reporting"], swiftSettings: settings),
    .target(name: "NestboxContracts", dependencies: ["ContractRunner", "Wire"], swiftSettings: settings),
    .target(name: "Benchmark", dependencies: ["Wire", "Reporting"], swiftSettings: settings),
    .executableTarget(
      name: "nestbox",
      dependencies: [
        "CLinux", "Wire", "Coding", "Journal", "StripeSandbox", "AppSandbox", "WebAssets", "ContractRunner",
        "Redaction", "Control", "Benchmark",
      ],
      swiftSettings: settings,
      // Nothing that the loader has filled in can be written to any more once the program runs.
      linkerSettings: [.unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now"], .when(platforms: [.linux]))]),
    .testTarget(name: "WireTests", dependencies: ["Wire"], swiftSettings: settings),
    .testTarget(name: "CodingTests", dependencies: ["Coding", "Wire"], swiftSettings: settings),
    .testTarget(name: "JournalTests", dependencies: ["Journal"], swiftSettings: settings),
    .testTarget(name: "RedactionTests", dependencies: ["Redaction"], swiftSettings: settings),
    .testTarget(
      name: "FuzzTests", dependencies: ["Coding", "ContractRunner", "StripeSandbox", "Wire"], exclude: ["Corpus"],
      swiftSettings: settings),
    .testTarget(name: "BenchmarkTests", dependencies: ["Benchmark", "Wire"], swiftSettings: settings),
    .testTarget(name: "NestboxTests", dependencies: ["Control", "nestbox", "Wire"], swiftSettings: settings),
    .testTarget(
      name: "StripeSandboxTests", dependencies: ["Coding", "StripeSandbox", "Wire"],
      exclude: ["Facts/parameters.txt", "Facts/differences.txt"], swiftSettings: settings),
    .testTarget(
      name: "ControlTests", dependencies: ["Control", "Coding", "Journal", "StripeSandbox", "Wire"],
      swiftSettings: settings),
    .testTarget(name: "WebAssetsTests", dependencies: ["WebAssets", "Wire"], swiftSettings: settings),
    .testTarget(
      name: "AppSandboxTests", dependencies: ["AppSandbox", "StripeSandbox", "Wire"], swiftSettings: settings),
    .testTarget(
      name: "ContractRunnerTests",
      dependencies: ["NestboxContracts", "ContractRunner", "AppSandbox", "StripeSandbox", "Wire"],
      swiftSettings: settings),
  ],
  cLanguageStandard: .c2x
)
