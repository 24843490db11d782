import Coding
import Platform
import Journal
import StripeSandbox
import Wire

/// Writes the journal anew beside the old file, on another thread, while the loop goes on and adds to the old one. What is
/// added in the meantime is copied, and the new file takes the old one's place once it is known to be good.
final class Rewriter {
  /// So much may be left to copy for the loop's own thread.
  private static let rest = 128 << 10
  /// Where as much is added as can be copied, it has to end at some time.
  private static let rounds = 8

  private let file: JournalFile
  private let loop: Loop?
  private var isRunning = false
  private var waiting: [() -> Void] = []
  /// Runs a job once all that has changed in memory is in the file.
  var later: (_ job: @escaping () -> Void) -> Void = { $0() }

  /// - Parameter loop: without one, all is done at once.
  init(_ file: JournalFile, _ loop: Loop?) {
    self.file = file
    self.loop = loop
  }

  /// - Parameters:
  ///   - images: what the new file begins with, asked for when it is this rewriting's turn. All that has changed in memory
  ///     has to be in the old file.
  ///   - replaced: sandboxes that `images` replaces. What is added about them in the meantime does not count.
  ///   - done: called when the new file is in place, or when nothing has changed.
  func run(
    _ images: @escaping () -> [SandboxImage], replacing replaced: Set<String> = [],
    done: @escaping (JournalError?) -> Void
  ) {
    guard !isRunning else { return waiting.append { [unowned self] in run(images, replacing: replaced, done: done) } }
    isRunning = true
    let finish = { [unowned self] (error: JournalError?) in
      isRunning = false
      done(error)
      if !waiting.isEmpty { later(waiting.removeFirst()) }
    }
    do throws(JournalError) {
      let passage = Passage(start: file.position, unwanted: try Self.prefixes(replaced), finish: finish)
      let draft = try file.draft()
      let images = images()
      offload({ Self.fill(draft, images) }) { [unowned self] in goOn($0, draft, passage) }
    } catch {
      finish(error)
    }
  }

  private struct Passage {
    /// How far the old file has been told.
    var start: Mark
    let unwanted: [[UInt8]]
    var round = 0
    let finish: (JournalError?) -> Void
  }

  private static func prefixes(_ names: Set<String>) throws(JournalError) -> [[UInt8]] {
    do {
      return try names.map(SandboxEntry.prefix)
    } catch {
      throw JournalError("A sandbox's name cannot be written down: \(error)")
    }
  }

  private func offload<Result: Sendable>(
    _ work: @escaping @Sendable () -> Result, then: @escaping (Result) -> Void
  ) {
    if let loop { loop.offload(work, then: then) } else { then(work()) }
  }

  private static func fill(_ draft: Draft, _ images: [SandboxImage]) -> Result<Draft, JournalError> {
    var draft = draft
    do {
      for image in images {
        try image.forEachEntry { try draft.add([try StateEncoder.encode($0, capacity: 64 << 10)]) }
      }
      try draft.settle()
      try draft.verify()
      return .success(draft)
    } catch let error as JournalError {
      return .failure(error)
    } catch {
      return .failure(JournalError("A sandbox cannot be written down: \(error)"))
    }
  }

  private static func copy(
    _ draft: Draft, _ source: Source, _ start: Mark, _ end: Mark, without unwanted: [[UInt8]]
  ) -> Result<Draft, JournalError> {
    var draft = draft
    do throws(JournalError) {
      try draft.copy(source, from: start, to: end) { payload in !unwanted.contains { payload.starts(with: $0) } }
      try draft.settle()
      return .success(draft)
    } catch {
      return .failure(error)
    }
  }

  private func goOn(_ result: Result<Draft, JournalError>, _ first: Draft, _ passage: Passage) {
    do throws(JournalError) {
      let draft = try result.get()
      var passage = passage
      let end = file.position
      let source = file.source
      if let source, passage.round < Self.rounds, end.end - passage.start.end > Self.rest {
        let start = passage.start
        passage.start = end
        passage.round += 1
        return offload({ [unwanted = passage.unwanted] in
          Self.copy(draft, source, start, end, without: unwanted)
        }) { [unowned self] in goOn($0, first, passage) }
      }
      var last = draft
      if let source, end != passage.start {
        last = try Self.copy(draft, source, passage.start, end, without: passage.unwanted).get()
      }
      try file.adopt(last)
      // The last one who closes a large file waits until its blocks are free.
      offload({
        usleep(10_000)
        withExtendedLifetime(source) {}
      }) {}
      passage.finish(nil)
    } catch {
      first.discard()
      passage.finish(error)
    }
  }
}
