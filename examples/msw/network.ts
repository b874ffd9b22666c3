import { createMock } from 'greenroom'
import { handlers } from 'greenroom/msw'
import { setupServer } from 'msw/node'
import { afterAll } from 'vitest'

/** Where the application calls its API. */
export const api = 'http://api.example.test'

/** The mock of this test file. */
export const mock = createMock()

const network = setupServer(...handlers({ baseUrl: api, mock }))
// At once, not in `beforeAll`: the tests import socket.io-client, which takes its WebSocket as it is by then.
network.listen()
afterAll(() => network.close())
