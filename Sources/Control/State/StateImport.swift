import Coding
import StripeSandbox
import Wire

/// A file with states, read as it comes.
private struct StateImport: Sendable {
  var isComplete = false
  var sandboxes: [WrittenSandbox] = []

  /// Objects take about four times as much memory as their text. A sandbox takes more than its name.
  private static let weight = 4
  private static let sandboxWeight = 16_384

  /// How long a text may be that is read into so much memory.
  static func limit(_ memory: Int) -> Int { memory / weight }

  /// - Parameter memory: how much there is for it.
  init(
    _ reader: StateReader, memory: Int,
    _ readApplications: (@Sendable (StateReader) throws -> any Encodable & Sendable)?
  ) throws(ControlError) {
    var format: Int?
    var hasSandboxes = false
    do throws(any Error) {
      try reader.members { name in
        switch StateFile.Part(rawValue: name) {
        case .format: format = try? reader.value(Int.self)
        case .isComplete: isComplete = try reader.value(Bool.self)
        case .sandboxes:
          hasSandboxes = true
          try reader.items {
            sandboxes.append(try WrittenSandbox(reader, readApplications))
            guard sandboxes.count <= memory / Self.sandboxWeight else {
              throw StateError("It has more sandboxes than there is memory for")
            }
          }
        case nil: break
        }
      }
      try reader.finish()
    } catch {
      throw ControlError(400, "The state cannot be read: \(error).")
    }
    guard format == StateFile.format, hasSandboxes else {
      throw ControlError(
        400, "This is no state that GET /_sandbox/state of this version of Nestbox (format \(StateFile.format)) wrote.")
    }
    let platform = sandboxes.first?.name ?? ""
    guard isComplete || !sandboxes.isEmpty && sandboxes.dropFirst().allSatisfy({ $0.isAccount(of: platform) }) else {
      throw ControlError(
        400,
        "The state has \(sandboxes.count) sandboxes that are no platform and its accounts, and is not one of “all”.")
    }
    guard Set(sandboxes.map(\.name)).count == sandboxes.count else {
      throw ControlError(400, "The state has a sandbox twice.")
    }
  }
}

extension ControlAPI {
  /// Reads an export: a file of one sandbox and its accounts replaces that of the call, a file of all replaces all
  /// there are. Nothing changes unless everything is in order.
  func importState(_ request: Request, _ reply: Reply) throws(ControlError) {
    var head = request
    head.body = []
    let call = try ControlCall(head, [], self, query: Fields())
    let read = applications?.read
    let memory = importMemory ?? freeMemory() / 4 * 3
    let limit = StateImport.limit(memory)
    guard let upload = request.upload, let loop else {
      return take(
        try StateImport(StateReader(request.body, limit: limit), memory: memory, read), call, reply)
    }
    loop.offload {
      Result { () throws(ControlError) in
        defer { upload.stop() }
        return try StateImport(StateReader(limit: limit) { try upload.take() }, memory: memory, read)
      }
    } then: { [unowned self] result in
      switch result {
      case .success(let states): take(states, call, reply)
      case .failure(let error): reply(error.response)
      }
    }
  }

  private func take(_ states: StateImport, _ call: ControlCall, _ reply: Reply) {
    let images = states.sandboxes.enumerated().compactMap { index, state in
      let name = state.name ?? ""
      let own = index == 0 ? call.sandboxName : call.sandboxName + name[(name.lastIndex(of: "/") ?? name.endIndex)...]
      return state.contents.map {
        SandboxImage(name: states.isComplete ? name : own, contents: $0, applications: state.applications)
      }
    }
    let names = images.map(\.name)
    replace(images, isAll: states.isComplete, answering: ["imported": .array(names.map(JSON.string))], reply) {
      [unowned self] in
      if states.isComplete {
        for sandbox in stripe.allSandboxes where !names.contains(sandbox.name) { empty(sandbox.name) }
      } else {
        for account in call.sandbox.accountSandboxes where !names.contains(account.name) { stripe.drop(account.name) }
      }
      for (image, state) in zip(images, states.sandboxes) {
        applications?.reset(image.name)
        let sandbox = stripe.sandbox(named: image.name)
        sandbox.contents = image.contents
        if let written = state.applications { applications?.apply(written, isWhole: true, to: image.name) }
        webhooks?.pump(sandbox)
      }
    }
  }

  private func empty(_ name: String) {
    stripe.reset(name)
    applications?.reset(name)
  }

  /// Puts other contents in the place of sandboxes, and answers when that is kept.
  func replace(
    _ images: [SandboxImage], isAll: Bool = false, answering answer: JSON, _ reply: Reply,
    _ change: @escaping () -> Void
  ) {
    guard let bookkeeper else {
      change()
      return reply(.json(200, answer))
    }
    bookkeeper.replace(images, isAll: isAll, change) { error in
      guard let error else { return reply(.json(200, answer)) }
      reply(ControlError(500, "Nothing was changed, because the change could not be kept: \(error).").response)
    }
  }
}
