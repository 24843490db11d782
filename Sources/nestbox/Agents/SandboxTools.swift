import ContractRunner
import Wire

/// The tools for what only a sandbox can do.
enum SandboxTools {
  static let all = [
    Tool("get_clock", "Tells what time it is in the sandbox") { sandbox, _ in
      try sandbox.control(.get, "clock").prettyText
    },
    Tool(
      "advance_clock", "Moves the sandbox's clock on: subscriptions renew, trials end, webhooks are tried again",
      takes: "duration: string! How long, such as 90s, 12h, 30d"
    ) { sandbox, arguments in
      let text = arguments["duration"]?.string ?? ""
      guard let seconds = Moment.duration(text) else {
        throw UsageError.invalidValue(text, source: "duration", expected: "a duration, such as 30d or 1h30m")
      }
      return try sandbox.control(.post, "clock", ["advance": .integer(seconds)]).prettyText
    },
    Tool(
      "set_clock", "Stops the sandbox's clock at a time",
      takes: "time: string! Such as 2026-03-01T09:30, or seconds since 1970"
    ) { sandbox, arguments in
      let text = arguments["time"]?.string ?? ""
      guard let seconds = Moment.seconds(text) else {
        throw UsageError.invalidValue(text, source: "time", expected: "a date, such as 2026-03-01T09:30")
      }
      return try sandbox.control(.post, "clock", ["set": .integer(seconds)]).prettyText
    },
    Tool(
      "add_fault", "Lets requests fail on purpose",
      takes: """
        path: string Which, with * and **; all if not said
        method: string Only this method
        status: integer Answer with this status
        connection: string drop or truncate
        delay: integer Wait so many milliseconds
        after: boolean Do what is asked first, and fail then
        times: integer Only so often
        nth: integer Only from this request on
        probability: number Only now and then, 0 to 1
        """
    ) { sandbox, arguments in try sandbox.control(.post, "faults", .object(arguments)).prettyText },
    Tool("list_faults", "Lists the faults that are set") { sandbox, _ in
      try sandbox.control(.get, "faults").prettyText
    },
    Tool("clear_faults", "Takes all faults away") { sandbox, _ in
      try sandbox.control(.delete, "faults").prettyText
    },
    Tool(
      "trigger_event", "Makes the objects that lead to an event, such as payment_intent.succeeded",
      takes: """
        event: string! The event
        override: array Changes, such as "customer:email=a@example.com"
        add: array Parameters to add
        remove: array Parameters to leave out
        customer: string Use this customer
        """
    ) { sandbox, arguments in try sandbox.control(.post, "trigger", .object(arguments)).prettyText },
    Tool("list_triggers", "Lists the events that can be triggered") { sandbox, _ in
      try sandbox.control(.get, "trigger").prettyText
    },
    Tool(
      "list_requests", "Lists the latest requests with their answers",
      takes: """
        path: string Only these paths, with * and **
        method: string Only this method
        status: integer Only this status
        limit: integer How many
        """
    ) { sandbox, arguments in
      let query = arguments.map { ($0.key, $0.value.string ?? $0.value.text) }
      return try sandbox.control(.get, "requests", query: query).prettyText
    },
    Tool(
      "list_webhook_deliveries", "Lists webhooks that were sent, or could not be",
      takes: """
        state: string pending, succeeded, failed, dropped or collected
        type: string Only of these events, such as charge.*
        """
    ) { sandbox, arguments in
      let query = arguments.map { ($0.key, $0.value.string ?? "") }
      return try sandbox.control(.get, "deliveries", query: query).prettyText
    },
    Tool(
      "complete_checkout_session", "Does what a customer does on the page of a Checkout Session",
      takes: "session: string! Its id\noutcome: string succeeded or failed"
    ) { sandbox, arguments in
      let body: JSON = ["outcome": arguments["outcome"] ?? "succeeded"]
      return try sandbox.control(.post, "checkout/\(percentEncoded(arguments["session"]?.string ?? ""))", body)
        .prettyText
    },
    Tool(
      "complete_3ds_challenge", "Finishes the 3-D Secure challenge of a payment or a setup",
      takes: "intent: string! Its id\noutcome: string succeeded or failed"
    ) { sandbox, arguments in
      let body: JSON = ["outcome": arguments["outcome"] ?? "succeeded"]
      return try sandbox.control(.post, "3ds/\(percentEncoded(arguments["intent"]?.string ?? ""))", body).prettyText
    },
    Tool("take_snapshot", "Takes a copy of the sandbox to go back to", takes: "name: string Its name") {
      sandbox, arguments in try sandbox.control(.post, "snapshots", .object(arguments)).prettyText
    },
    Tool("restore_snapshot", "Goes back to a snapshot", takes: "id: string! Its id, such as snap_1") {
      sandbox, arguments in
      try sandbox.control(.post, "snapshots/\(percentEncoded(arguments["id"]?.string ?? ""))/restore").prettyText
    },
    Tool("reset_sandbox", "Empties the sandbox") { sandbox, _ in try sandbox.control(.post, "reset").prettyText },
    Tool(
      "verify_contracts", "Runs contracts against the sandbox, and tells which fail and why",
      takes: """
        contracts: array! Files or folders, such as Contracts/stripe
        only: string Only those whose name or file matches
        """
    ) { sandbox, arguments in try verify(sandbox, arguments) },
  ]

  private static func verify(_ sandbox: SandboxClient, _ arguments: JSON.Object) throws -> String {
    var setup = RunOptions()
    setup.contracts = arguments["contracts"]?.array?.compactMap(\.string) ?? []
    setup.only = arguments["only"]?.string
    let catalog = try setup.catalog()
    let apis = Set(catalog.contracts.map(\.api)).sorted()
    let targets = try setup.reach(apis.map { Assignment($0, "\(sandbox.url)") })
    let result = Suite(catalog, targets, environment: setup.environment, jobs: setup.jobs.value).run()
    let report = TextReport(colour: false)
    let failures = result.failed.map(report.failure) + result.broken.map { result.secrets.masked($0.description) }
    return (failures + [report.summary(result)]).joined(separator: "\n")
  }
}
