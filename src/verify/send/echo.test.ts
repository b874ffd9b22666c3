import { describe, expect, it } from 'vitest'
import { patience } from '../../../tests/support/patience.ts'
import { startIo } from '../../../tests/support/io-server.ts'
import { settle, standTimers } from '../../../tests/support/timers.ts'
import { echoed, waitAtMost } from './echo.ts'
import { createSend } from './send.ts'
import { createWire, type Wire } from './wire.ts'

const LONG_MS = patience(60_000)

/** Waits while timers stand. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await settle(1)
}

describe('a wait', () => {
  const never = new Promise<never>(() => {})

  it('ends when its time is over', async () => {
    using time = standTimers()
    let isOver = false
    const wait = waitAtMost(50, never).then(() => (isOver = true))
    time.pass(49)
    await settle()
    expect(isOver).toBe(false)
    time.pass(1)
    await wait
    expect(isOver).toBe(true)
  })

  it('ends with what it waits for, and leaves no timer', async () => {
    using time = standTimers()
    await waitAtMost(50, Promise.resolve('something'))
    expect(time.waiting()).toBe(0)
  })
})

describe('an echo', () => {
  /** A connection to a server, which sees which namespaces are asked for. */
  async function connected(prepare: (io: Awaited<ReturnType<typeof startIo>>['io']) => void = () => {}) {
    const server = await startIo()
    const asked: string[] = []
    server.io.engine.on('connection', (connection: NodeJS.EventEmitter) =>
      connection.on('packet', ({ type, data }: { readonly type: string; readonly data?: unknown }) => {
        if (type === 'message') asked.push(String(data))
      }),
    )
    prepare(server.io)
    const { send, close } = createSend()
    const { signal } = new AbortController()
    const to = {
      baseUrl: server.url,
      path: '/socket.io/',
      transport: 'websocket',
      headers: {},
      timeoutMs: LONG_MS,
      signal,
    } as const
    const wire = createWire(to, { send })
    await new Promise<void>((resolve) => wire.manager.open(() => resolve()))
    return {
      wire,
      asked,
      async [Symbol.asyncDispose]() {
        wire.manager._close()
        wire.abort()
        await close()
        await server[Symbol.asyncDispose]()
      },
    }
  }
  const NOWHERE = '/greenroom-verify-asks-for-nothing'

  it('comes from a server that refuses a namespace, and each question has its own', async () => {
    await using to = await connected()
    expect(await Promise.all([echoed(to.wire, LONG_MS), echoed(to.wire, LONG_MS)])).toEqual([true, true])
    expect(to.asked).toEqual([`0${NOWHERE}-0,`, `0${NOWHERE}-1,`])
    expect(to.wire.asking.size).toBe(0)
    await echoed(to.wire, LONG_MS)
    expect(to.asked.at(-1)).toBe(`0${NOWHERE}-0,`)
  })

  it('comes from a server that lets anyone in, too, whom it leaves at once', async () => {
    await using to = await connected((io) => void io.of(/.*/))
    expect(await echoed(to.wire, LONG_MS)).toBe(true)
    expect(await echoed(to.wire, LONG_MS)).toBe(true)
    expect(to.asked.slice(0, 3)).toEqual([`0${NOWHERE}-0,`, `1${NOWHERE}-0,`, `0${NOWHERE}-1,`])
  })

  it('does not come from a server that says nothing, and a later answer is none to the next question', async () => {
    const waiting: (() => void)[] = []
    await using to = await connected((io) => void io.of(/.*/).use((_, next) => void waiting.push(next)))
    using time = standTimers()
    const [first, second] = [echoed(to.wire, 5), echoed(to.wire, 5)]
    time.pass(5)
    expect(await Promise.all([first, second])).toEqual([false, false])
    await until(() => waiting.length === 2)
    const third = echoed(to.wire, 5)
    for (const letIn of waiting.splice(0)) letIn()
    await until(() => waiting.length === 1)
    time.pass(5)
    expect(await third).toBe(false)
    expect(to.asked.map((each) => each.slice(-3))).toEqual(['-0,', '-1,', '-2,'])
  })

  it.each([
    ['when the connection ends', ({ wire }: { readonly wire: Wire }): void => void wire.manager.engine.close()],
    ['when its run is interrupted', (_: unknown, run: AbortController): void => run.abort()],
  ])('is given up %s, and nobody listens any more', async (_, end) => {
    await using to = await connected((io) => void io.of(/.*/).use(() => {}))
    const run = new AbortController()
    const asked = echoed(to.wire, LONG_MS, run.signal)
    await until(() => to.asked.length === 1)
    end(to, run)
    expect(await asked).toBe(false)
    const { manager } = to.wire
    expect([manager.listeners('packet').length, manager.listeners('close').length]).toEqual([0, 0])
  })

  it('is not waited for on a connection that is over, and nobody listens for it any more', async () => {
    await using to = await connected()
    const { manager } = to.wire
    const before = manager.listeners('packet').length
    expect(await echoed(to.wire, LONG_MS)).toBe(true)
    expect(manager.listeners('packet')).toHaveLength(before)
    manager.engine.close()
    expect(await echoed(to.wire, LONG_MS)).toBe(false)
  })
})
