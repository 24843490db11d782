/// Endpoints of Connect whose answers are not kept.
enum ConnectEndpoints: Declaration {
  static var endpoints: [RoutedEndpoint] {
    let routes = [
      Capability.routes, AccountLink.routes, AccountSession.routes, LoginLink.routes, CountrySpec.routes,
      AccountV2.routes, PersonV2.routes, AccountLinkV2.routes, OAuth.routes,
    ]
    return routes.flatMap(\.endpoints)
  }
}
