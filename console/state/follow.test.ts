import { expect, it } from 'vitest'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { createRequester } from '../../src/client/requester.ts'
import { followForever } from './follow.ts'

const refusal = (): Response => Response.json({ title: '', detail: 'no' }, { status: 401 })

it('events are followed once all has been read, and again after the connection was lost, until the token is refused', async () => {
  const [told, asked]: [string[], string[]] = [[], []]
  const answers: Readonly<Record<string, (() => Response)[]>> = {
    '/events?perSecond=600': [() => new Response('event: lost\ndata: {"count":3}\n\n')],
    '/mock': [() => Response.json({})],
  }
  const requester = createRequester(async () => ({
    url: '',
    token: 't',
    fetch: async (path) => {
      asked.push(path)
      return (answers[path]?.shift() ?? refusal)()
    },
  }))
  await followForever(requester, {
    onConnection: (connection) => void told.push(connection),
    onEvent: (event) => void told.push(JSON.stringify(event)),
    catchUp: async () => {
      await requester.json('GET', '/mock')
      told.push('caught up')
    },
  })
  expect(told).toEqual(['caught up', 'live', '{"kind":"lost","data":{"count":3}}', 'lost', 'refused'])
  // The events first, so that none is missed meanwhile.
  expect(asked).toEqual(['/events?perSecond=600', '/mock', '/events?perSecond=600', '/mock'])
})

it('events are left where the rest cannot be read', async () => {
  const signals: (AbortSignal | null | undefined)[] = []
  const requester = createRequester(async () => ({
    url: '',
    token: 't',
    fetch: async (path, { signal }) => {
      if (!path.startsWith('/events')) return refusal()
      signals.push(signal)
      return new Response(new ReadableStream())
    },
  }))
  await followForever(requester, {
    onConnection: () => {},
    onEvent: () => {},
    catchUp: () => requester.json('GET', '/mock'),
  })
  expect(signals.map((signal) => signal?.aborted)).toEqual([true])
})

it('a lost connection is made again after a quarter of a second, after twice as long each time up to four, and anew once it was live', async () => {
  using timers = standTimers()
  let asked = 0
  const requester = createRequester(async () => ({
    // Its port looks like a refusal.
    url: 'http://127.0.0.1:4010',
    token: 't',
    async fetch(path) {
      if (path.endsWith('/mock')) return Response.json({})
      asked++
      if (asked === 7) return new Response('')
      if (asked < 10) throw new TypeError('no network')
      return refusal()
    },
  }))
  const ended = followForever(requester, {
    onConnection: () => {},
    onEvent: () => {},
    catchUp: () => requester.json('GET', '/mock'),
  })
  const waits: number[] = []
  for (let attempt = 1; attempt < 10; attempt++) {
    await settle()
    let waited = 0
    const isWaiting = (): boolean => asked === attempt && waited < 10_000
    for (; isWaiting(); waited += 50) {
      timers.pass(50)
      await settle()
    }
    waits.push(waited)
  }
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000, 250, 500, 1000])
  await ended
})
