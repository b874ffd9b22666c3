import type { IdentityName } from '../../src/contract/compiled/seeds.ts'
import { expect } from 'vitest'
import { connect, type Greenroom, type TestWorld } from '../../src/client/connect.ts'
import { Fault } from '../../src/fault.ts'
import { createMock } from '../../src/in-process.ts'
import { startServer, type RunningServer } from '../../src/server.ts'

/** A way to a greenroom, and to its endpoints. */
export interface Way extends AsyncDisposable {
  readonly greenroom: Pick<Greenroom, 'world' | 'attach'>
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
}

/** A client of a server, over its port. */
export const connected = (server: RunningServer): Greenroom =>
  connect({ url: `${server.control?.url}/`, token: server.control?.token ?? '' })

/** Every way to a greenroom; what a client promises holds on each. */
export const ways: readonly { readonly name: string; readonly open: () => Promise<Way> }[] = [
  {
    name: 'connect({ url, token })',
    async open() {
      const server = await startServer({ control: {} })
      return { greenroom: connected(server), fetch, [Symbol.asyncDispose]: () => server.close() }
    },
  },
  {
    name: 'a server of this process',
    async open() {
      const server = await startServer()
      return { greenroom: server, fetch, [Symbol.asyncDispose]: () => server.close() }
    },
  },
  {
    name: 'createMock()',
    async open() {
      const mock = createMock()
      return {
        greenroom: mock,
        fetch: (url, init) => mock.handle(new Request(url, init)),
        async [Symbol.asyncDispose]() {},
      }
    },
  },
]

/** The Fault that something fails with. */
export async function faultOf(work: () => unknown): Promise<Fault> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Fault) {
      expect(error.fix).toMatch(/\w/)
      return error
    }
    throw error
  }
  throw new Error('it did not fail')
}

/** Calls an endpoint of a world, and tells the outcome, or the status where there is none. */
export const callerOf =
  (way: () => Way) =>
  async (world: TestWorld, target: string, as: IdentityName, init: RequestInit = {}): Promise<string> => {
    const headers = { ...world.identities[as], 'content-type': 'application/json' }
    const answer = await way().fetch(`${world.url}${target}`, { ...init, headers })
    await answer.arrayBuffer()
    return answer.headers.get('greenroom-outcome') ?? String(answer.status)
  }
