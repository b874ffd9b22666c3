import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { follow } from './events.ts'
import { createRequester, type Address } from './requester.ts'

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

  it('end without an error where the signal ended them, while they were asked for or read; else with it', async () => {
    const all = async (answer: () => Response | Promise<Response>, signal?: AbortSignal): Promise<unknown[]> => {
      const heard: unknown[] = []
      for await (const event of follow(to(answer).requester, '/events', signal)) heard.push(event)
      return heard
    }
    const broken = (): Response =>
      new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('it broke')) }))
    const refused = () => Promise.reject(new DOMException('it was ended', 'AbortError'))
    await expect(all(broken)).rejects.toThrow('it broke')
    await expect(all(refused)).rejects.toThrow('it was ended')
    expect(await all(refused, AbortSignal.abort())).toEqual([])
    const stop = new AbortController()
    const late = (): Response =>
      new Response(
        new ReadableStream({
          pull(controller) {
            stop.abort()
            controller.error(new Error('it broke'))
          },
        }),
      )
    expect(await all(late, stop.signal)).toEqual([])
  })

  it('are missed no more once it is said that they come, which is never said where they do not', async () => {
    const opened: string[] = []
    const all = async (signal?: AbortSignal): Promise<void> => {
      const answer = () =>
        signal ? Promise.reject(new Error('it was ended')) : new Response('event: lost\ndata: {}\n\n')
      const events = follow(to(answer).requester, '/events', signal, () => void opened.push('open'))
      for await (const { kind } of events) opened.push(kind)
    }
    await all()
    await all(AbortSignal.abort())
    expect(opened).toEqual(['open', 'lost'])
  })

  it('are whole texts, wherever the pieces of a stream are cut', async () => {
    const bytes = new TextEncoder().encode('event: world\ndata: {"what":"Zoë 🎈"}\n\n')
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const heard: unknown[] = []
    for await (const event of follow(to(() => new Response(body)).requester, '/events')) heard.push(event)
    expect(heard).toEqual([{ kind: 'world', data: { what: 'Zoë 🎈' } }])
  })

  it('end with their signal, though what carries them does not see it', async () => {
    const stop = new AbortController()
    const heard: unknown[] = []
    // Listens to a signal that outlives it no longer than it lasts.
    for await (const _ of follow(to(() => new Response('')).requester, '/events', stop.signal)) heard.push(_)
    expect(getEventListeners(stop.signal, 'abort')).toEqual([])
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode('event: lost\ndata: {"count":1}\n\n')),
    })
    for await (const { kind } of follow(to(() => new Response(body)).requester, '/events', stop.signal)) {
      heard.push(kind)
      queueMicrotask(() => stop.abort())
    }
    expect(heard).toEqual(['lost'])
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
