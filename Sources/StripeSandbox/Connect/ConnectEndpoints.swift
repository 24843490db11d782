/// What of Connect is answered and kept nowhere.
enum ConnectEndpoints: Declaration {
  static var endpoints: [RoutedEndpoint] {
    Capability.routes.endpoints + AccountLink.routes.endpoints + AccountSession.routes.endpoints
      + LoginLink.routes.endpoints + CountrySpec.routes.endpoints + AccountV2.routes.endpoints
      + PersonV2.routes.endpoints + AccountLinkV2.routes.endpoints
  }
}
