/** Which way a value goes: `readOnly` members are missing in a request, `writeOnly` members in a response. */
export type Direction = 'request' | 'response'
