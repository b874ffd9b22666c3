import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { worldClock } from './clock.ts'
import { toMilliseconds } from './duration.ts'
import { follow } from './events.ts'
import { findPlay, startPlay } from './play.ts'
import { createRequester, type Address } from './requester.ts'
import { rowTable } from './table.ts'

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
    expect(seen).toMatchObject([{ redirect: 'manual', headers: { authorization: 'Bearer secret' } }])
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
      expect((await refused(requester.json('GET', '/a'))).message).toContain('502')
    }
  })

  it('says what to do by status and title', async () => {
    const fixes = await Promise.all(
      [
        problem(401, ''),
        problem(409, ''),
        problem(503, ''),
        problem(404, 'No such world'),
        problem(404, 'Nothing plays'),
        problem(404, 'No such person'),
        problem(400, ''),
      ].map(async (answer) => (await refused(to(answer).requester.json('GET', '/a'))).fix),
    )
    expect(new Set(fixes).size).toBe(7)
  })

  it('minds nothing that is gone already, but any other refusal', async () => {
    await expect(to(problem(404, 'No such world')).requester.gone('/a')).resolves.toBeUndefined()
    await expect(to(problem(401, '')).requester.gone('/a')).rejects.toThrow(Fault)
  })

  it('lets an abort through as it is, and makes a Fault of any other failure', async () => {
    const abort = new DOMException('no more', 'AbortError')
    await expect(to(() => Promise.reject(abort)).requester.json('GET', '/a')).rejects.toBe(abort)
    const { message, cause } = await refused(to(() => Promise.reject(new TypeError('x'))).requester.json('GET', '/a'))
    expect([message, cause]).toEqual(['no control plane answers at http://c', expect.any(TypeError)])
    await expect(to(() => new Response(null)).requester.stream('/a')).rejects.toThrow(Fault)
  })
})

describe('over a requester', () => {
  it('a clock is changed by one word at a time', async () => {
    const { asked, requester } = to()
    const clock = worldClock(requester, '/w/clock')
    await clock.read()
    await clock.freeze()
    await clock.run()
    await clock.set(new Date(0))
    await clock.set('2026-03-03T10:30:00+01:00')
    await clock.advance('-1.5s')
    expect(asked.map(({ method, body }) => [method, body])).toEqual([
      ['GET', undefined],
      ['PUT', { freeze: true }],
      ['PUT', { run: true }],
      ['PUT', { set: '1970-01-01T00:00:00.000Z' }],
      ['PUT', { set: '2026-03-03T10:30:00+01:00' }],
      ['PUT', { advanceMs: -1500 }],
    ])
  })

  it('rows are named by their keys, whatever those hold', async () => {
    const { asked, requester } = to()
    const table = rowTable<{ a: number }>(requester, '/w/rows')
    await table.list({ offset: 0, limit: 5 })
    await table.get('a/b?c')
    await table.put('k', { a: 1 })
    await table.change('k', { a: null })
    expect(await table.remove('k')).toBeUndefined()
    expect(asked.map(({ method, url, body }) => [method, url.slice(8), body])).toEqual([
      ['GET', '/w/rows?offset=0&limit=5', undefined],
      ['GET', '/w/rows/a%2Fb%3Fc', undefined],
      ['PUT', '/w/rows/k', { a: 1 }],
      ['PATCH', '/w/rows/k', { a: null }],
      ['DELETE', '/w/rows/k', undefined],
    ])
  })

  it('a play is started by name or as it is written, by itself or step by step', async () => {
    const { asked, requester } = to(() => Response.json({ name: 's', values: { code: 'c' } }))
    const script = { name: 'own', about: '', at: '', steps: [] }
    await startPlay(requester, '/w/scenario', 'full-house')
    await startPlay(requester, '/w/scenario', script, { speed: 2 })
    const play = await startPlay(requester, '/w/scenario', 'full-house', { steps: true })
    expect([play.scenario, play.values]).toEqual(['s', { code: 'c' }])
    await play.next()
    await play.stop()
    await (await findPlay(requester, '/w/scenario')).status()
    expect(asked.map(({ method, url, body }) => [method, url.slice(8), body])).toEqual([
      ['PUT', '/w/scenario', { name: 'full-house' }],
      ['PUT', '/w/scenario', { scenario: script, speed: 2 }],
      ['PUT', '/w/scenario', { name: 'full-house', mode: 'step' }],
      ['POST', '/w/scenario/next', undefined],
      ['DELETE', '/w/scenario', undefined],
      ['GET', '/w/scenario', undefined],
      ['GET', '/w/scenario', undefined],
    ])
  })
})

describe('events', () => {
  const followed = async (text: string, signal?: AbortSignal): Promise<unknown[]> => {
    const heard: unknown[] = []
    for await (const event of follow(to(() => new Response(text)).requester, '/events', signal)) heard.push(event)
    return heard
  }

  it('are those of known kinds, whole ones alone, and no comments', async () => {
    const block = (kind: string): string => `event: ${kind}\ndata: {"count":1}\n\n`
    const known = ['exchange', 'world', 'lost']
    expect(
      await followed(`: alive\n\n${known.map(block).join('')}${block('other')}data: 5\n\nevent: lost\ndata: {`),
    ).toEqual(known.map((kind) => ({ kind, data: { count: 1 } })))
  })

  it('are none for a signal that has aborted', async () => {
    expect(await followed('event: lost\ndata: {"count":1}\n\n', AbortSignal.abort())).toEqual([])
  })

  it('that nobody reads any more are cancelled', async () => {
    const cancelled = Promise.withResolvers<void>()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('event: lost\ndata: {"count":1}\n\n')),
      cancel: () => cancelled.resolve(),
    })
    for await (const { kind } of follow(to(() => new Response(body)).requester, '/events')) {
      expect(kind).toBe('lost')
      break
    }
    await cancelled.promise
  })
})

it.each([
  [5, 5],
  [1.4, 1],
  [-0.5, -0],
  ['5', 5],
  ['+2s', 2000],
  ['1.5m', 90_000],
  ['3d', 259_200_000],
  ['0.0004s', 0],
])('%j is %i milliseconds', (span, ms) => {
  expect(toMilliseconds(span)).toBe(ms)
})

it.each(['', 's', '5 s', '5sec', '1,5s', '.5s', '1e3', Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, '1s '])(
  '%j is no span of time',
  (span) => {
    expect(() => toMilliseconds(span)).toThrow(Fault)
  },
)
