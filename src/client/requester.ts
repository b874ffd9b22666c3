import { Fault } from '../fault.ts'
import { isContainer, parseJson } from '../json.ts'

/** How to reach a control plane. */
export interface Address {
  /** Scheme, host and port. */
  readonly url: string
  readonly token: string
  readonly fetch: (url: string, init: RequestInit) => Promise<Reply>
}

/** The parts of a Fetch response that are read. */
export type Reply = Pick<Response, 'ok' | 'status' | 'text' | 'json' | 'body'>

/** A whole reply. A Fetch response would encode, stream and decode its text. */
export const replyOf = (status: number, text: string): Reply => ({
  ok: status >= 200 && status < 300,
  status,
  text: async () => text,
  json: async () => JSON.parse(text),
  body: null,
})

export interface Sent {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Sends requests to a control plane; throws its refusals as Faults in the server's words. */
export interface Requester {
  /** The JSON of an answer. Trusts the control plane's contract: the type is not checked. */
  readonly json: <Result>(method: string, path: string, sent?: Sent) => Promise<Result>
  /** Reads something that may not exist; a 404 is undefined, unless the world itself is missing. */
  readonly find: <Result>(path: string) => Promise<Result | undefined>
  /** Deletes something; a 404 is fine, too. */
  readonly gone: (path: string) => Promise<void>
  /** The body of an endless answer. */
  readonly stream: (path: string, signal?: AbortSignal) => Promise<ReadableStream<Uint8Array>>
}

/** Calls `find` before the first request, and again after it failed. */
export function createRequester(find: () => Promise<Address>): Requester {
  let address: Promise<Address> | undefined
  const ask = async (method: string, path: string, { query = {}, body, signal }: Sent): Promise<Reply> => {
    address ??= find()
    const { url, token, fetch } = await address.catch((error: unknown) => {
      // The server may be about to start, so look again next time.
      address = undefined
      throw error
    })
    return reached(url, () =>
      fetch(`${url}${path}${queryText(query)}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        redirect: 'manual',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      }),
    )
  }
  const send = async (method: string, path: string, sent: Sent): Promise<Reply> => {
    const answer = await ask(method, path, sent)
    if (answer.ok) return answer
    throw refusal(`${method} ${path}`, answer.status, await answer.text())
  }
  return {
    json: async (method, path, sent = {}) => jsonOf(await send(method, path, sent), `${method} ${path}`),
    async find(path) {
      const answer = await ask('GET', path, {})
      if (answer.ok) return jsonOf(answer, `GET ${path}`)
      const text = await answer.text()
      if (answer.status === 404 && titleOf(text) !== NO_WORLD) return undefined
      throw refusal(`GET ${path}`, answer.status, text)
    },
    async gone(path) {
      const answer = await ask('DELETE', path, {})
      const text = await answer.text()
      if (!answer.ok && answer.status !== 404) throw refusal(`DELETE ${path}`, answer.status, text)
    },
    async stream(path, signal) {
      const { body } = await send('GET', path, signal === undefined ? {} : { signal })
      if (body) return body
      throw new Fault(`the answer to ${path} has no body`, 'Is there a proxy in between?')
    },
  }
}

/** Unchecked: the control plane's contract defines the type. */
const jsonOf = <Result>(answer: Reply, what: string): Promise<Result> =>
  answer.json().catch((error: unknown) => {
    throw new Fault(
      `the answer to ${what} is not JSON`,
      'Does the control plane answer there, with no proxy in between?',
      { cause: error },
    )
  })

async function reached(url: string, send: () => Promise<Reply>): Promise<Reply> {
  try {
    return await send()
  } catch (error) {
    if (error instanceof Fault || (error instanceof Error && error.name === 'AbortError')) throw error
    throw new Fault(`no control plane answers at ${url}`, 'Is greenroom serve still running, on that port?', {
      cause: error,
    })
  }
}

function refusal(what: string, status: number, text: string): Fault {
  const problem = parseJson(text)
  const { title, detail } = isContainer(problem) ? membersOf(problem) : { title: '', detail: '' }
  // Another server's answer has no title and detail: show its text.
  return new Fault(`${detail || text} (${what} was refused with ${status})`, fixOf(status, title), { cause: problem })
}

const NO_WORLD = 'No such world'

function titleOf(text: string): string {
  const problem = parseJson(text)
  return isContainer(problem) ? membersOf(problem).title : ''
}

const membersOf = (problem: object): { title: string; detail: string } => ({
  title: 'title' in problem ? String(problem.title) : '',
  detail: 'detail' in problem ? String(problem.detail) : '',
})

function fixOf(status: number, title: string): string {
  if (status === 401) return 'A token is valid until its server stops. The run file has the token of the running one.'
  if (status === 409) return 'greenroom worlds make --replace replaces it; so does world({ name }) of the client.'
  if (status === 503)
    return title === 'Too many worlds'
      ? 'greenroom worlds lists them, greenroom worlds drop <name> drops one.'
      : 'greenroom worlds lists the worlds, and says which is unavailable and why.'
  if (title === NO_WORLD) return 'greenroom worlds lists all worlds, greenroom worlds make <name> creates one.'
  if (title === 'Nothing plays')
    return 'greenroom play --list lists the scenarios; greenroom play full-house plays one.'
  if (status === 404) return 'A reset removes what was created and restores the data of the seed.'
  return 'Fix it: greenroom spec control prints the contract of the control plane.'
}

function queryText(query: Sent['query'] = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}
