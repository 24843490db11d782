import Testing

@testable import WebAssets

@Suite struct ModuleBundleTests {
  private func bundle(_ files: [String: String]) -> ModuleBundle { ModuleBundle(entry: "a/main.js") { files[$0] } }

  @Test func stripeScriptIsMadeOfAllItsModules() {
    let bundle = ModuleBundle(entry: "stripe/stripe.js") { EmbeddedFiles[$0] }
    #expect(bundle.problems == [])
    #expect(bundle.order.sorted() == EmbeddedFiles.paths.filter { $0.hasPrefix("stripe/") }.sorted())
    #expect(!StripeScript.text.split(separator: "\n").contains { $0.hasPrefix("import ") || $0.hasPrefix("export ") })
  }

  @Test func modulesStandAfterThoseThatTheyImport() {
    let bundle = bundle([
      "a/main.js": "import { one } from './b/one.js';\nimport { two } from './two.js';\none(two);\n",
      "a/b/one.js": "import { two } from '../two.js';\nconst own = 1;\nexport function one() { return own + two; }\n",
      "a/two.js": "export const two = 2;\n",
    ])
    #expect(bundle.problems == [])
    #expect(bundle.order == ["a/two.js", "a/b/one.js", "a/main.js"])
    #expect(bundle.script.contains("const { two } = $a_two;\nconst own = 1;\nfunction one() { return own + two; }\n"))
    #expect(bundle.script.contains("const $a_b_one = (() => {"))
    #expect(bundle.script.contains("return { one };"))
  }

  @Test(arguments: [
    (["a/main.js": "import { x } from './x.js';\n"], "a/main.js imports a/x.js, which does not exist"),
    (
      ["a/main.js": "import { x } from './x.js';\n", "a/x.js": "const x = 1;\n"],
      "a/main.js imports x, which a/x.js does not export"
    ),
    (
      [
        "a/main.js": "import { x } from './x.js';\nexport const y = 1;\n",
        "a/x.js": "import { y } from './main.js';\nexport const x = 1;\n",
      ], "modules import each other: a/main.js > a/x.js > a/main.js"
    ),
  ])
  func whatCannotBeAssembledIsNamed(_ files: [String: String], _ problem: String) {
    #expect(bundle(files).problems.first == problem)
  }
}
