import Coding
import Testing
import Wire

private enum Shape: Codable, Equatable {
  case round(radius: Int)
  case square(Int, String?)
  case none
}

private enum Colour: String, Codable { case red, green }

private struct Thing: Codable, Equatable {
  var name = "a “thing”\n"
  var missing: String?
  var present: String? = "here"
  var shapes: [Shape] = [.round(radius: 3), .square(4, "x"), .square(5, nil), .none]
  var colour = Colour.green
  var texts = ["zebra": 1, "ant": 2, "mole": 3]
  var bytes = Array("plain".utf8)
  var noise: [UInt8] = [0xFF, 0x00, 0xC3]
  var tree: JSON = ["b": [1, 2.5, nil], "a": [:]]
  var seed = UInt64.max
  var flag = true
  var ratio = 0.1
  var nested: [[Int]] = [[1], [], [2, 3]]
}

@Suite struct CodingTests {
  private func written(_ value: some Encodable) throws -> String {
    String(decoding: try StateEncoder.encode(value), as: UTF8.self)
  }

  @Test func whatWasWrittenIsReadAgain() throws {
    let thing = Thing()
    let tree = try JSONParser.parse(try StateEncoder.encode(thing))
    #expect(try StateDecoder.decode(Thing.self, from: tree) == thing)
  }

  @Test func membersStandInTheirOrderAndKeysOfDictionariesInTheAlphabets() throws {
    #expect(try written(["b": 1, "c": 2, "a": 3]) == #"{"a":3,"b":1,"c":2}"#)
    #expect(try written(Shape.square(4, nil)) == #"{"square":{"_0":4}}"#)
    #expect(try written([Shape.none, .round(radius: 1)]) == #"[{"none":{}},{"round":{"radius":1}}]"#)
  }

  @Test func bytesAreTextWhereTheyCanBe() throws {
    #expect(try written(Array("é".utf8)) == "\"é\"")
    #expect(try written([0xFF] as [UInt8]) == #"{"base64":"/w=="}"#)
  }

  @Test func membersMayComeInAnyOrder() throws {
    var object = try #require(try JSONParser.parse(try StateEncoder.encode(Thing())).object)
    object = JSON.Object(object.members.reversed())
    #expect(try StateDecoder.decode(Thing.self, from: .object(object)) == Thing())
  }

  @Test(
    arguments: [
      ("name", nil, "“name” is missing"), ("name", 5, "“name” is not what it should be"),
      ("shapes", [["round": ["radius": "x"]]], "“shapes.0.round.radius” is not what it should be"),
      ("shapes", [["oval": [:]]], "“shapes.0” is not what it should be"),
      ("colour", "blue", "“colour” is not what it should be"),
      ("seed", -1, "“seed” is not what it should be"),
      ("nested", [[1], [4_611_686_018_427_387_904]], "“nested.1.0” is not what it should be"),
      ("noise", ["base64": "!"], "“noise” is not what it should be"),
    ] as [(String, JSON?, String)])
  func aMistakeIsToldWithItsPlace(_ name: String, _ value: JSON?, _ complaint: String) throws {
    var object = try #require(try JSONParser.parse(try StateEncoder.encode(Thing())).object)
    object[name] = value
    do {
      _ = try StateDecoder.decode(Thing.self, from: .object(object))
      Issue.record("It was let pass")
    } catch {
      #expect(error.description == complaint)
    }
  }
}
