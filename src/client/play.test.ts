import { describe, expect, it } from 'vitest'
import { worldClock } from './clock.ts'
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

  it('a play that could not be stopped says so', async () => {
    const { requester } = to(() => Response.json({ name: 's', values: {} }))
    const play = await startPlay(requester, '/w/scenario', 'full-house')
    const { requester: gone } = to((url) =>
      url.endsWith('/gone')
        ? Response.json({ title: 'No play' }, { status: 404 })
        : Response.json({ name: 's', values: {} }),
    )
    expect(await play.stop()).toBeUndefined()
    await expect(findPlay(gone, '/w/gone')).rejects.toThrow()
    let calls = 0
    const { requester: once } = to(() =>
      calls++ === 0 ? Response.json({ name: 's', values: {} }) : Response.json({ title: 'No play' }, { status: 404 }),
    )
    const lost = await startPlay(once, '/w/scenario', 'full-house')
    await expect(lost.stop()).rejects.toThrow()
  })
})
