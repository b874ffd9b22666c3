import type { WireRequest } from '../../../src/contract/model/case-request.ts'
import type { IdentityName } from '../../../src/contract/compiled/seeds.ts'
import type { OperationId } from '../../../src/contract/compiled/types.ts'
import { seeds } from '../../../src/contract/compiled/seeds.ts'
import type { TestWorld } from '../../../src/client/test-world.ts'
import type { Mock } from '../../../src/in-process.ts'
import { operations } from '../../../src/mock/operations.ts'
import { credentialsOf } from '../../../src/world/identities.ts'
import type { CaseCall } from '../../../src/contract/model/case.ts'

/** An answer as a client has it. */
export interface ClientAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A mock that is played, and how its clients reach it. Nothing here imports from Node: a page plays the same. */
export interface Subject {
  readonly mock: Pick<Mock, 'arrange'>
  readonly world: Mock['world']
  readonly send: (request: WireRequest) => Promise<ClientAnswer>
}

/** A world of a subject in which a case is played, and what stands for its `$names`. */
export interface Scene {
  readonly world: TestWorld
  readonly values: Readonly<Record<string, string>>
  /** Lets time pass, and changes what the case says is changed before a call. */
  readonly prepare: (call: CaseCall) => Promise<void>
}

const { documented } = seeds

/** Sets a case's scene in a new world. */
export async function setScene(
  { mock, world: make }: Subject,
  name: string,
  given: Readonly<Record<string, readonly string[]>>,
  operation: string,
): Promise<Scene> {
  const world = await make({ name })
  const arranged = await mock.arrange(given, operationOf(operation), { world: name })
  const values = { ...arranged, ...userIds() }
  return {
    world,
    values,
    async prepare({ set, waitMs }) {
      if (set) await mock.arrange(set, null, { world: name, values: arranged })
      if (waitMs > 0) await world.clock.advance(waitMs)
    },
  }
}

/** The credentials of an identity of the seed. */
export const credentials = (as: string): Readonly<Record<string, string>> => credentialsOf(documented, as)

/** What stands for the caller's own id. */
export const valuesFor = ({ values }: Scene, as: string): Readonly<Record<string, string>> => {
  const id = credentials(as)['X-User-Id'] ?? ''
  return id === '' ? values : { ...values, me: id }
}

/** Many equal calls have no order. */
export const unordered = (answers: readonly string[]): string => [...answers].sort().join('\n')

/** Sends over HTTP, to the world of a scene. */
export const inScene = ({ world }: Scene, request: WireRequest): WireRequest => ({
  ...request,
  headers: { ...request.headers, 'X-Greenroom-World': world.name },
})

/** An answer as a text, without what belongs to its connection. */
export const answerText = ({ status, headers, body }: ClientAnswer): string =>
  [
    String(status),
    ...Object.entries(headers)
      .filter(
        ([name]) =>
          !/^(?:date|connection|keep-alive|content-length|transfer-encoding|vary)$|^access-control-/.test(name),
      )
      .map(([name, value]) => `${name}: ${value}`)
      .sort(),
    body,
  ].join('\n')

/** Sends by `fetch`. */
export const fetched =
  (url: string): Subject['send'] =>
  async ({ target, ...init }) => {
    const answer = await fetch(`${url}${target}`, init)
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() }
  }

/** SHA-256 of a transcript. */
export async function sha256(entries: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(entries.join('\n\n')))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const isOperation = (name: string): name is OperationId => Object.hasOwn(operations, name)

function operationOf(name: string): OperationId {
  if (isOperation(name)) return name
  throw new Error(`no operation ${name}`)
}

const isIdentity = (name: string): name is IdentityName => Object.hasOwn(documented.identities, name)

function userIds(): Record<string, string> {
  const ids = Object.keys(documented.identities).filter(isIdentity)
  return Object.fromEntries(
    ids.map((name) => [`${name}.userId`, credentials(name)['X-User-Id'] ?? ''] as const).filter(([, id]) => id !== ''),
  )
}
