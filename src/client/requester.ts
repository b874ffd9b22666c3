import { Fault } from '../fault.ts'
import { isContainer, parseJson } from '../json.ts'

/** Where a control plane is reached. */
export interface Address {
  /** Scheme, host and port. */
  readonly url: string
  readonly token: string
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>
}

/** What to send beside method and path. */
export interface Sent {
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** Sends requests to a control plane; refusals are thrown as Faults in the server's words. */
export interface Requester {
  /** The JSON of an answer. What it holds is what the contract of the control plane says; it is not checked again. */
  readonly json: <Result>(method: string, path: string, sent?: Sent) => Promise<Result>
  /** Sees to it that something is gone, whether it was there or not. */
  readonly gone: (path: string) => Promise<void>
  /** An answer whose body goes on. */
  readonly stream: (path: string, signal?: AbortSignal) => Promise<ReadableStream<Uint8Array>>
}

/** A requester; where to, is asked before the first request. */
export function createRequester(find: () => Promise<Address>): Requester {
  let address: Promise<Address> | undefined
  const ask = async (method: string, path: string, { query = {}, body, signal }: Sent): Promise<Response> => {
    address ??= find()
    const { url, token, fetch } = await address.catch((error: unknown) => {
      // It may be found the next time: the server was only about to start.
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
  const send = async (method: string, path: string, sent: Sent): Promise<Response> => {
    const answer = await ask(method, path, sent)
    if (answer.ok) return answer
    throw refusal(`${method} ${path}`, answer.status, await answer.text())
  }
  return {
    // Taken at its word: the contract of the control plane says what an answer holds.
    json: async (method, path, sent = {}) => {
      const answer = await send(method, path, sent)
      return answer.json().catch((error: unknown) => {
        throw new Fault(
          `${method} ${path} was answered by something other than JSON`,
          'Is it the control plane that answers there, with no proxy between?',
          { cause: error },
        )
      })
    },
    async gone(path) {
      const answer = await ask('DELETE', path, {})
      const text = await answer.text()
      if (!answer.ok && answer.status !== 404) throw refusal(`DELETE ${path}`, answer.status, text)
    },
    async stream(path, signal) {
      const { body } = await send('GET', path, signal === undefined ? {} : { signal })
      if (body) return body
      throw new Fault(`${path} was answered without a body`, 'Is there a proxy between?')
    },
  }
}

async function reached(url: string, send: () => Promise<Response>): Promise<Response> {
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
  // Where it is not our control plane, its words are all there is.
  const { title = '', detail = text } = isContainer(problem) ? membersOf(problem) : {}
  return new Fault(`${detail} (${what} was refused with ${status})`, fixOf(status, title))
}

const membersOf = (problem: object): { title: string; detail: string } => ({
  title: 'title' in problem ? String(problem.title) : '',
  detail: 'detail' in problem ? String(problem.detail) : '',
})

function fixOf(status: number, title: string): string {
  if (status === 401) return 'A token is good until its server ends. The run file has that of the running one.'
  if (status === 409) return 'greenroom worlds make --replace begins it anew; so does world({ name }) of the client.'
  if (status === 503) return 'greenroom worlds lists them, greenroom worlds drop <name> drops one.'
  if (title === 'No such world')
    return 'greenroom worlds lists the worlds there are, greenroom worlds make <name> makes one.'
  if (title === 'Nothing plays') return 'greenroom play --list lists what can; greenroom play full-house plays it.'
  if (status === 404) return 'A reset takes away what was made; what the seed holds is there again.'
  return 'Mend that. greenroom spec control prints all that it takes.'
}

function queryText(query: Sent['query'] = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`
}
