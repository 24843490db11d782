import Coding
import StripeSandbox
import Wire

/// The members of a file with the state of one sandbox or of all.
enum StateFile {
  enum Part: String {
    case format = "nestbox_state"
    case isComplete = "all"
    case sandboxes
  }

  static let format = 1
}

/// The text of such a file, piece by piece, from images of sandboxes as they were at one moment.
struct StateExport {
  private let images: [SandboxImage]
  /// The image whose text comes next, and its contents once they have begun.
  private var index = 0
  private var contents: StateTextPieces?
  private var head: String?

  init(_ images: [SandboxImage], isComplete: Bool) {
    self.images = images
    head = """
      {"\(StateFile.Part.format.rawValue)":\(StateFile.format),"\(StateFile.Part.isComplete.rawValue)":\(isComplete),\
      "\(StateFile.Part.sandboxes.rawValue)":[
      """
  }

  /// The next piece; nil behind the last.
  mutating func next() throws -> [UInt8]? {
    if let head {
      self.head = nil
      return Array(head.utf8)
    }
    guard index <= images.count else { return nil }
    guard index < images.count else {
      index += 1
      return Array("]}".utf8)
    }
    let image = images[index]
    if let piece = try contents?.next() { return piece }
    guard contents == nil else {
      contents = nil
      index += 1
      let applications = try image.applications.map { try Array(#","applications":"#.utf8) + StateEncoder.encode($0) }
      return (applications ?? []) + Array("}".utf8)
    }
    contents = StateTextPieces(image.contents)
    return try Array(index == 0 ? "".utf8 : ",".utf8) + SandboxEntry.prefix(image.name) + Array(#""stripe":"#.utf8)
  }
}

extension StateExport {
  /// Writes it to a client as fast as it reads, one piece in a turn of the loop.
  fileprivate func send(_ stream: BodyStream, _ loop: Loop) {
    var rest = self
    guard stream.isOpen else { return }
    guard let piece = try? rest.next() else { return stream.end() }
    stream.write(piece)
    let goOn = { rest.send(stream, loop) }
    if stream.isBlocked { stream.onDrain = goOn } else { loop.after(0, goOn) }
  }
}

extension ControlAPI {
  /// One sandbox with its connected accounts, or with `?all=true` every one.
  func exportState(_ call: ControlCall, _ reply: Reply) throws(ControlError) {
    let isComplete = call.isTrue("all")
    let names =
      isComplete
      ? stripe.allSandboxes.map(\.name) : [call.sandboxName] + call.sandbox.accountSandboxes.map(\.name)
    let images = names.map { name in
      SandboxImage(
        name: name, contents: stripe.sandbox(named: name).contents, applications: applications?.written(name))
    }
    var export = StateExport(images, isComplete: isComplete)
    var response = Response(200, headers: ["Content-Type": "application/json"])
    if let loop, images.count > 100 || images.contains(where: \.contents.isLarge) {
      return export.send(reply.stream(response), loop)
    }
    do {
      while let piece = try export.next() { response.body += piece }
    } catch {
      throw ControlError(500, "The state cannot be written: \(error)")
    }
    reply(response)
  }
}
