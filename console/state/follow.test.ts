import { expect, it } from 'vitest'
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
