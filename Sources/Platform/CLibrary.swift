// Everything that differs between Linux and macOS is in this module. Importing it imports the C library as well.
#if canImport(Darwin)
  @_exported import Darwin
#else
  @_exported import Glibc
#endif
