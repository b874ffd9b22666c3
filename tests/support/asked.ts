import { createRequester, type Address, type Requester } from '../../src/client/requester.ts'

/** A requester of a control plane that answers as a test says, and what it was asked: `PUT /path`, and the body. */
export function asked(answer: (what: string) => unknown = () => ({})): {
  readonly requester: Requester
  readonly asked: (readonly [what: string, body: unknown])[]
} {
  const all: (readonly [string, unknown])[] = []
  const fetch: Address['fetch'] = async (url, { method, body }) => {
    const what = `${method} ${url.slice('http://c'.length)}`
    all.push([what, typeof body === 'string' ? JSON.parse(body) : body])
    const said = answer(what)
    return said instanceof Response ? said : Response.json(said)
  }
  return { asked: all, requester: createRequester(async () => ({ url: 'http://c', token: 't', fetch })) }
}
