// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)]

let package = Package(
  name: "Nestbox",
  platforms: [.macOS(.v26)],
  products: [
    .executable(name: "nestbox", targets: ["nestbox"]),
    .library(name: "NestboxContracts", targets: ["NestboxContracts"]),
  ],
  targets: [
    .systemLibrary(name: "CPlatform"),
    .target(name: "Platform", dependencies: ["CPlatform"], swiftSettings: settings),
    .target(name: "Wire", dependencies: ["Platform"], swiftSettings: settings),
    .target(name: "Redaction", swiftSettings: settings),
    .target(name: "Coding", dependencies: ["Platform", "Wire"], swiftSettings: settings),
    .target(name: "Journal", dependencies: ["Platform", "Wire"], exclude: ["README.md"], swiftSettings: settings),
    .target(name: "StripeSandbox", dependencies: ["Platform", "Wire", "Coding"], swiftSettings: settings),
    .target(name: "AppSandbox", dependencies: ["Wire", "StripeSandbox"], swiftSettings: settings),
    .target(
      name: "Control", dependencies: ["Platform", "Wire", "Coding", "Journal", "StripeSandbox", "Redaction"],
      swiftSettings: settings),
    .target(name: "WebFiles", path: "Sources/WebAssets/Files", sources: ["embed.c"]),
    .target(name: "WebAssets", dependencies: ["Wire", "WebFiles"], exclude: ["Files"], swiftSettings: settings),
    .target(name: "Reporting", swiftSettings: settings),
    .target(name: "ContractRunner", dependencies: ["Platform", "Wire", "Reporting"], swiftSettings: settings),
    .target(name: "NestboxContracts", dependencies: ["ContractRunner", "Wire"], swiftSettings: settings),
    .target(name: "Benchmark", dependencies: ["Platform", "Wire", "Reporting"], swiftSettings: settings),
    .executableTarget(
      name: "nestbox",
      dependencies: [
        "Platform", "Wire", "Coding", "Journal", "StripeSandbox", "AppSandbox", "WebAssets", "ContractRunner",
        "Redaction", "Control", "Benchmark",
      ],
      swiftSettings: settings,
      linkerSettings: [
        // Nothing that the loader has filled in can be written to any more once the program runs.
        .unsafeFlags(["-Xlinker", "-z", "-Xlinker", "now"], .when(platforms: [.linux])),
        // Swift's libraries are a part of the program: it starts sooner, and runs where there is no Swift.
        .unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release)),
      ]),
    .testTarget(name: "WireTests", dependencies: ["Platform", "Wire"], swiftSettings: settings),
    .testTarget(name: "CodingTests", dependencies: ["Coding", "Wire"], swiftSettings: settings),
    .testTarget(name: "JournalTests", dependencies: ["Platform", "Journal", "Wire"], swiftSettings: settings),
    .testTarget(name: "RedactionTests", dependencies: ["Platform", "Redaction"], swiftSettings: settings),
    .testTarget(
      name: "FuzzTests", dependencies: ["Platform", "Coding", "ContractRunner", "StripeSandbox", "Wire"],
      exclude: ["Corpus"],
      swiftSettings: settings),
    .testTarget(name: "BenchmarkTests", dependencies: ["Platform", "Benchmark", "Wire"], swiftSettings: settings),
    .testTarget(
      name: "NestboxTests", dependencies: ["Platform", "Control", "nestbox", "Wire"], swiftSettings: settings),
    .testTarget(
      name: "StripeSandboxTests", dependencies: ["Platform", "Coding", "StripeSandbox", "Wire"],
      exclude: ["Facts/parameters.txt", "Facts/differences.txt"], swiftSettings: settings),
    .testTarget(
      name: "ControlTests", dependencies: ["Platform", "Control", "Coding", "Journal", "StripeSandbox", "Wire"],
      swiftSettings: settings),
    .testTarget(name: "WebAssetsTests", dependencies: ["WebAssets", "Wire"], swiftSettings: settings),
    .testTarget(
      name: "AppSandboxTests", dependencies: ["Platform", "AppSandbox", "StripeSandbox", "Wire"],
      swiftSettings: settings),
    .testTarget(
      name: "ContractRunnerTests",
      dependencies: ["Platform", "NestboxContracts", "ContractRunner", "AppSandbox", "StripeSandbox", "Wire"],
      swiftSettings: settings),
  ],
  cLanguageStandard: .c2x
)
