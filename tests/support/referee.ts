import { createLogger } from '@stoplight/prism-core'
import { createInstance, getHttpOperationsFromSpec, type IHttpResponse } from '@stoplight/prism-http'
import type { WireRequest } from '../../src/contract/model/case-request.ts'
import type { Edition } from '../../src/contract/compiled/types.ts'
import { loadDocument } from '../../src/contract/read/load.ts'
import { isContainer } from '../../src/json.ts'

/** An answer as it came over a transport. */
export interface Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What Prism holds against an answer. */
export interface Violation {
  readonly location: readonly string[]
  readonly message: string
}

/** What Prism holds against both sides of an exchange. */
export interface Judgement {
  readonly request: readonly Violation[]
  readonly response: readonly Violation[]
}

/** Judges exchanges by the contract, independently of our own reading of it. */
export type Referee = (request: WireRequest, answer: Received) => Promise<Judgement>

const DOCUMENTS: Readonly<Record<Edition, readonly string[]>> = {
  current: ['specs/rocket-chat.openapi.yaml', 'specs/meeting-rooms.openapi.yaml'],
  '2022': ['specs/rocket-chat.2022.openapi.yaml', 'specs/meeting-rooms.openapi.yaml'],
  '8.0': ['specs/rocket-chat.8.0.openapi.yaml', 'specs/meeting-rooms.openapi.yaml'],
  '8.3': ['specs/rocket-chat.8.3.openapi.yaml', 'specs/meeting-rooms.openapi.yaml'],
  '8.6': ['specs/rocket-chat.8.6.openapi.yaml', 'specs/meeting-rooms.openapi.yaml'],
}

/** Prism's own validator, in process, on a copy of the contract in which every object is closed. */
export const createReferee = (edition: Edition): Promise<Referee> => createRefereeOf(DOCUMENTS[edition])

/** The same by these documents. */
export async function createRefereeOf(files: readonly string[]): Promise<Referee> {
  const parts = await Promise.all(files.map(operationsOf))
  return async ({ method, target, headers, body }, answer) => {
    const url = new URL(target, 'http://mock.test')
    const found = await prism(answer).request(
      {
        method: toMethod(method),
        url: { path: url.pathname, query: Object.fromEntries(url.searchParams) },
        headers: lowerCased(headers),
        ...(body === null ? {} : { body: jsonOrText(body) }),
      },
      parts.flat(),
    )()
    if (found._tag === 'Left') return { request: [], response: [{ location: [], message: found.left.message }] }
    const { input, output } = found.right.validations
    // Requests are often wrong on purpose; but of one that leads nowhere the answer was not judged at all.
    const unrouted = input.filter(({ message }) => message === 'Selected route not found')
    return { request: input.map(toViolation), response: [...unrouted, ...output].map(toViolation) }
  }
}

const toViolation = ({ path = [], message }: { path?: readonly (string | number)[]; message: string }): Violation => ({
  location: path.map(String),
  message,
})

async function operationsOf(file: string): Promise<Awaited<ReturnType<typeof getHttpOperationsFromSpec>>> {
  const { value } = await loadDocument(file, '.')
  const document = structuredClone(value)
  close(document, new Set())
  return getHttpOperationsFromSpec(isContainer(document) ? document : {})
}

/** Closes every object schema that says nothing of further members. */
function close(value: unknown, seen: Set<unknown>): void {
  if (!isContainer(value) || seen.has(value)) return
  seen.add(value)
  if (value['type'] === 'object' && isContainer(value['properties']) && !('additionalProperties' in value))
    value['additionalProperties'] = false
  for (const member of Object.values(value)) close(member, seen)
}

const prism = ({ status, headers, body }: Received): ReturnType<typeof createInstance> => {
  const response: IHttpResponse = { statusCode: status, headers: { ...headers }, body: jsonOrText(body) }
  return createInstance(
    {
      isProxy: true,
      upstream: new URL('http://mock.test'),
      checkSecurity: true,
      validateRequest: true,
      validateResponse: true,
      mock: { dynamic: false },
      errors: false,
      upstreamProxy: undefined,
    },
    {
      logger: createLogger('referee', { enabled: false }),
      forward: () => () => async () => ({ _tag: 'Right', right: response }),
    },
  )
}

const jsonOrText = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // Bodies that are broken on purpose are judged as what they are: text.
    return text
  }
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

function toMethod(method: string): 'get' | 'post' {
  return method === 'GET' ? 'get' : 'post'
}
