import Testing
import Wire

@testable import StripeSandbox

@Suite struct SearchTests {
  let client = Client()

  private func names(_ query: String) throws -> [String] {
    let found = try client.get("/v1/customers/search?query=" + percentEncoded(query))
    return found["data"]?.array?.compactMap { $0["name"]?.string } ?? []
  }

  @Test(arguments: [
    ("email:'Jenny@Example.com'", ["5", "3", "1"]), ("email:'JENNY@example.COM' AND name:'3'", ["3"]),
    ("email:'jenny@example.com' -name:'3'", ["5", "1"]), ("name:'1' AND email:'jenny@example.com'", ["1"]),
    ("email:'jenny@example.com' AND email:'alan@example.com'", []), ("email:'nobody@example.com'", []),
    ("email:'alan@example.com' OR name:'1'", ["4", "1"]), ("-email:'jenny@example.com'", ["6", "4"]),
    ("email:null", ["6"]), ("-email:null", ["5", "4", "3", "1"]), ("email~'ALAN'", ["4"]), ("email:'ÉVA@x.org'", []),
    ("created>0 AND metadata['odd']:'YES'", ["3"]),
  ])
  func findsTheNewestFirst(query: String, expected: [String]) throws {
    var deleted = ""
    for (name, form) in [
      ("1", "&email=jenny@example.com"), ("2", "&email=jenny@example.com"),
      ("3", "&email=Jenny@Example.com&metadata[odd]=yes"), ("4", "&email=alan@example.com"),
      ("5", "&email=JENNY@EXAMPLE.COM"), ("6", ""),
    ] {
      let id = try client.post("/v1/customers", "name=\(name)" + form).id
      if name == "2" { deleted = id }
    }
    try client.delete("/v1/customers/" + deleted)
    #expect(try names(query) == expected)
  }

  @Test(arguments: [
    ("name:'jenny ROSEN'", ["Jenny Rosen"]), ("name:'rené'", ["RENÉ"]), ("name:'rene\u{301}'", ["RENÉ"]),
    ("name~'NY ROS'", ["Jenny Rosen"]), ("name~'ené'", ["RENÉ"]), ("name~'ene'", []),
    ("name:'kelvin'", ["\u{212A}elvin"]),
    ("name~'kel'", ["\u{212A}elvin"]), ("name~'a\nb'", []), ("name~'jenny rosens'", []), ("name:'jenny'", []),
  ])
  func comparesCharactersWithoutRegardToCase(query: String, expected: [String]) throws {
    for name in ["Jenny Rosen", "RENÉ", "\u{212A}elvin", "xa\r\nb"] {
      try client.post("/v1/customers", "name=" + percentEncoded(name))
    }
    #expect(try names(query) == expected)
  }

  @Test func anEmailIsFoundAfterItWasChangedAndByNoOther() throws {
    let id = try client.post("/v1/customers", "name=Jenny&email=a@example.com").id
    #expect(try names("email:'A@example.com'") == ["Jenny"])
    try client.post("/v1/customers/\(id)", "email=b@example.com")
    #expect(try names("email:'a@example.com'") == [])
    #expect(try names("email:'b@example.com'") == ["Jenny"])
  }

  @Test func aPageOfMatchesLeadsToTheNext() throws {
    for name in 1...5 { try client.post("/v1/customers", "name=\(name)&email=Jenny\(name % 2)@example.com") }
    let path = "/v1/customers/search?limit=2&expand[]=total_count&query=" + percentEncoded("email:'jenny1@example.com'")
    let first = try client.get(path)
    #expect(first["data"]?.array?.compactMap { $0["name"]?.string } == ["5", "3"])
    #expect(first["total_count"] == 3 && first["has_more"] == true)
    let next = try client.get(path + "&page=" + percentEncoded(first["next_page"]?.string ?? ""))
    #expect(next["data"]?.array?.compactMap { $0["name"]?.string } == ["1"])
    #expect(next["total_count"] == 3 && next["has_more"] == false)
  }

  @Test func aListTellsCapitalsApart() throws {
    try client.post("/v1/customers", "email=jenny@example.com")
    let id = try client.post("/v1/customers", "email=Jenny@example.com").id
    let found = try client.get("/v1/customers?email=Jenny@example.com")
    #expect(found["data"]?.array?.compactMap { $0["id"]?.string } == [id])
  }
}
