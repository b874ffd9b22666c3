import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { createRequester, replyOf, type Address } from './requester.ts'

interface Asked {
  readonly url: string
  readonly method: string | undefined
  readonly body: unknown
}
/** A requester to a control plane that answers so, and what it was asked. */
function to(answer: (url: string) => Response | Promise<Response> = () => Response.json({})) {
  const asked: Asked[] = []
  const fetch: Address['fetch'] = async (url, { method, body }) => {
    asked.push({ url, method, body: typeof body === 'string' ? JSON.parse(body) : body })
    return answer(url)
  }
  return { asked, requester: createRequester(async () => ({ url: 'http://c', token: 't', fetch })) }
}
const problem =
  (status: number, title: string, detail = 'what is wrong') =>
  () =>
    Response.json({ title, detail }, { status })
const refused = async (work: Promise<unknown>): Promise<Fault> => {
  const error: unknown = await work.catch((fault: unknown) => fault)
  if (error instanceof Fault) return error
  throw new Error('it was not refused')
}

describe('a requester', () => {
  it('sends what is given in a query, and leaves out what is not', async () => {
    const { asked, requester } = to()
    await requester.json('GET', '/a', { query: { b: 'c d&e', f: 0, g: false, h: undefined } })
    await requester.json('GET', '/a', { query: { h: undefined } })
    await requester.json('PUT', '/a', { body: null })
    expect(asked).toEqual([
      { url: 'http://c/a?b=c+d%26e&f=0&g=false', method: 'GET', body: undefined },
      { url: 'http://c/a', method: 'GET', body: undefined },
      { url: 'http://c/a', method: 'PUT', body: null },
    ])
  })

  it('shows its token, and follows no redirect, which a token would go along with', async () => {
    const seen: RequestInit[] = []
    const requester = createRequester(async () => ({
      url: 'http://c',
      token: 'secret',
      fetch: async (_, init) => {
        seen.push(init)
        return Response.json({})
      },
    }))
    await requester.json('GET', '/a')
    expect(seen).toMatchObject([
      { redirect: 'manual', headers: { authorization: 'Bearer secret', 'content-type': 'application/json' } },
    ])
  })

  it('passes on the signal that ends a stream', async () => {
    const { signal } = new AbortController()
    const seen: unknown[] = []
    const fetch: Address['fetch'] = async (_, init) => {
      seen.push(init.signal)
      return new Response('x')
    }
    const requester = createRequester(async () => ({ url: 'http://c', token: 't', fetch }))
    await requester.stream('/a', signal)
    await requester.stream('/a')
    expect(seen).toEqual([signal, undefined])
  })

  it('finds nothing where there is nothing, unless the world itself is missing', async () => {
    expect(await to(problem(404, 'No such meeting room')).requester.find('/a')).toBeUndefined()
    expect(await to(() => Response.json({ b: 1 })).requester.find('/a')).toEqual({ b: 1 })
    const { requester } = to(problem(404, 'No such world'))
    expect((await refused(requester.find('/a'))).fix).toBe(
      'greenroom worlds lists all worlds, greenroom worlds make <name> creates one.',
    )
    expect(await refused(to(problem(401, 'No')).requester.find('/a'))).toMatchObject({
      message: 'what is wrong (GET /a was refused with 401)',
      fix: 'A token is valid until its server stops. The run file has the token of the running one.',
    })
  })

  it('looks for the address once, and again where it was not found', async () => {
    let looks = 0
    const requester = createRequester(async () => {
      if (++looks === 1) throw new Fault('nothing runs', 'Start it.')
      return { url: 'http://c', token: 't', fetch: async () => Response.json({}) }
    })
    expect((await refused(requester.json('GET', '/a'))).message).toBe('nothing runs')
    await requester.json('GET', '/a')
    await requester.json('GET', '/a')
    expect(looks).toBe(2)
  })

  it('is refused in the words of the server, or of whatever answers there', async () => {
    const { message } = await refused(to(problem(400, 'Bad request')).requester.json('GET', '/a'))
    expect(message).toBe('what is wrong (GET /a was refused with 400)')
    for (const text of ['<h1>no</h1>', '[]', '5']) {
      const { requester } = to(() => new Response(text, { status: 502 }))
      expect((await refused(requester.json('GET', '/a'))).message).toBe(`${text} (GET /a was refused with 502)`)
    }
  })

  it('says what to do by status and title', async () => {
    const fixes = await Promise.all(
      [
        problem(401, ''),
        problem(409, ''),
        problem(503, ''),
        problem(503, 'Too many worlds'),
        problem(404, 'No such world'),
        problem(404, 'Nothing plays'),
        problem(404, 'No such person'),
        problem(400, ''),
      ].map(async (answer) => (await refused(to(answer).requester.json('GET', '/a'))).fix),
    )
    expect(fixes).toEqual([
      'A token is valid until its server stops. The run file has the token of the running one.',
      'greenroom worlds make --replace replaces it; so does world({ name }) of the client.',
      'greenroom worlds lists the worlds, and says which is unavailable and why.',
      'greenroom worlds lists them, greenroom worlds drop <name> drops one.',
      'greenroom worlds lists all worlds, greenroom worlds make <name> creates one.',
      'greenroom play --list lists the scenarios; greenroom play full-house plays one.',
      'A reset removes what was created and restores the data of the seed.',
      'Fix it: greenroom spec control prints the contract of the control plane.',
    ])
  })

  it('minds nothing that is gone already, but any other refusal', async () => {
    await expect(to(problem(404, 'No such world')).requester.gone('/a')).resolves.toBeUndefined()
    await expect(to(problem(401, '')).requester.gone('/a')).rejects.toMatchObject({
      message: 'what is wrong (DELETE /a was refused with 401)',
      fix: 'A token is valid until its server stops. The run file has the token of the running one.',
    })
  })

  it('lets a Fault of what carries its requests through as it is', async () => {
    const fault = new Fault('the mock was closed', 'Start it again.')
    await expect(to(() => Promise.reject(fault)).requester.json('GET', '/a')).rejects.toBe(fault)
  })

  it('lets an abort through as it is, and makes a Fault of any other failure', async () => {
    const abort = new DOMException('no more', 'AbortError')
    await expect(to(() => Promise.reject(abort)).requester.json('GET', '/a')).rejects.toBe(abort)
    const { message, fix, cause } = await refused(
      to(() => Promise.reject(new TypeError('x'))).requester.json('GET', '/a'),
    )
    expect([message, fix, cause]).toEqual([
      'no control plane answers at http://c',
      'Is greenroom serve still running, on that port?',
      expect.any(TypeError),
    ])
  })

  it('makes a Fault of a success that is not of a control plane', async () => {
    expect(await refused(to(() => new Response(null)).requester.stream('/a'))).toMatchObject({
      message: 'the answer to /a has no body',
      fix: 'Is there a proxy in between?',
    })
    const { requester } = to(() => new Response('<h1>welcome</h1>'))
    for (const ask of [() => requester.json('GET', '/a'), () => requester.find('/a')])
      expect(await refused(ask())).toMatchObject({
        message: 'the answer to GET /a is not JSON',
        fix: 'Does the control plane answer there, with no proxy in between?',
        cause: expect.any(SyntaxError),
      })
  })
})

it('a whole reply is fine with a status of success alone', async () => {
  expect([199, 200, 299, 300].map((status) => replyOf(status, '').ok)).toEqual([false, true, true, false])
  expect(await replyOf(200, '{"a":1}').json()).toEqual({ a: 1 })
})
