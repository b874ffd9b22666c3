import type { Call } from '../../src/domain/operation.ts'

/** A call without a fault, a limit or a socket, with a test's differences. */
export const callOf = (more: Partial<Call> = {}): Call => ({
  params: {},
  query: {},
  headers: {},
  body: {},
  faults: { unreadable: null, tooLarge: false, form: null },
  limit: { usedUp: false, seconds: 0 },
  ...more,
})

/** Credentials of the documented agent, manager and ordinary user. */
export const AGENT_HEADERS = {
  'x-user-id': 'rbAXPnMktTFbNpwtJ',
  'x-auth-token': 'RScctEHSmLGZGywfIhWyRpyofhKOiMoUIpimhvheU3f',
}
export const MANAGER_HEADERS = {
  'x-user-id': 'f5vPj6jfkRXipkwoC',
  'x-auth-token': 'OsLBoPh6cUgNuh6mWT8z4VIY_nGl8R30XVE4QNDLT6S',
}
export const ORDINARY_HEADERS = {
  'x-user-id': 'CkCPNctrgCDfmWLqC',
  'x-auth-token': '1Dd4iN_ClKn5jl-xPC36snQ4s9Zd5GZnXCQuCNSKcVE',
}
