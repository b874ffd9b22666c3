import { describe, expect, it } from 'vitest'
import { connect, type ConnectOptions } from './connect.ts'

const ANSWERS = {
  name: 'w',
  url: 'http://m/~w',
  generation: 7,
  latest: 3,
  worlds: [{ name: 'a' }],
  faces: [{ operation: 'joinMeetingRoom' }],
  scenarios: [{ name: 'full-house' }],
}

/** A client of a control plane that always says the same, and what it was asked. */
function begin(options: ConnectOptions = {}) {
  const asked: (readonly [what: string, body: unknown, authorization: unknown])[] = []
  const greenroom = connect({
    url: 'http://c/',
    token: 'the-token',
    fetch: async (url, { method, body, headers }) => {
      const { authorization } = { authorization: '', ...headers }
      asked.push([`${method} ${url}`, typeof body === 'string' ? JSON.parse(body) : body, authorization])
      return Response.json(ANSWERS)
    },
    ...options,
  })
  return { greenroom, asked }
}

describe('a client', () => {
  it('sends nothing before its first call, then its token, to the address without a slash at its end', async () => {
    const { greenroom, asked } = begin()
    expect(asked).toEqual([])
    expect(await greenroom.mock()).toEqual(ANSWERS)
    expect(asked).toEqual([['GET http://c/mock', undefined, 'Bearer the-token']])
  })

  it('lists worlds, operations and scenarios', async () => {
    const { greenroom, asked } = begin()
    expect([await greenroom.worlds(), await greenroom.outcomes(), await greenroom.scenarios()]).toEqual([
      [{ name: 'a' }],
      [{ operation: 'joinMeetingRoom' }],
      [{ name: 'full-house' }],
    ])
    expect(asked.map(([what]) => what)).toEqual([
      'GET http://c/worlds',
      'GET http://c/outcomes',
      'GET http://c/scenarios',
    ])
  })

  it('makes a world in place of one of its name; without a name, or where it must not replace, beside the others', async () => {
    const { greenroom, asked } = begin()
    await greenroom.world()
    await greenroom.world({ seed: 'empty' })
    await greenroom.world({ name: 'a/b', seed: 'busy:5' })
    await greenroom.world({ name: 'a/b', seed: 'empty' }, { replace: false })
    await greenroom.world({ name: 'c' }, {})
    expect(asked.map(([what, body]) => [what, body])).toEqual([
      ['POST http://c/worlds', {}],
      ['POST http://c/worlds', { seed: 'empty' }],
      ['PUT http://c/worlds/a%2Fb', { seed: 'busy:5' }],
      ['POST http://c/worlds', { name: 'a/b', seed: 'empty' }],
      ['PUT http://c/worlds/c', {}],
    ])
  })

  it('attaches to the world default, or to another', async () => {
    const { greenroom, asked } = begin()
    expect((await greenroom.attach()).name).toBe('w')
    await greenroom.attach('a/b')
    expect(asked.map(([what]) => what)).toEqual(['GET http://c/worlds/default', 'GET http://c/worlds/a%2Fb'])
  })

  it('drops at the end of a scope what it has made, and nothing that it attached to', async () => {
    const { greenroom, asked } = begin()
    await (await greenroom.world())[Symbol.asyncDispose]()
    await (await greenroom.attach())[Symbol.asyncDispose]()
    expect(asked.map(([what]) => what).filter((what) => what.startsWith('DELETE'))).toEqual([
      'DELETE http://c/worlds/w?generation=7',
    ])
  })

  it('listens until its signal aborts', async () => {
    const stop = new AbortController()
    const signals: (AbortSignal | null | undefined)[] = []
    const { greenroom } = begin({
      fetch: async (_, { signal }) => {
        signals.push(signal)
        return new Response('event: lost\ndata: {"count":1}\n\n')
      },
    })
    for await (const { kind } of greenroom.events(stop.signal)) expect(kind).toBe('lost')
    expect(signals).toEqual([stop.signal])
  })

  it('listens at the events of all worlds', async () => {
    const { greenroom, asked } = begin()
    let opened = 0
    for await (const _ of greenroom.events(undefined, () => void opened++));
    expect([asked.map(([what]) => what), opened]).toEqual([['GET http://c/events'], 1])
  })
})

it.each([{ url: 'http://c' }, { token: 'x' }])(
  '%j alone says not enough, which the first call is told',
  async (given) => {
    await expect(connect({ ...given, fetch: async () => Response.json({}) }).mock()).rejects.toThrow(
      expect.objectContaining({
        name: 'Fault',
        message: 'url and token go together',
        fix: 'Give both, or neither: then the run file is read.',
      }),
    )
  },
)
