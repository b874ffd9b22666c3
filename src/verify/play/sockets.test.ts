import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { socketFaces } from '../../contract/compiled/socket-faces.ts'
import { startServer, type RunningServer } from '../../server.ts'
import type { Arrangement } from '../model/arrangement.ts'
import type { Arranger } from '../model/arranger.ts'
import type { SocketClient, SocketConnection } from '../model/socket-client.ts'
import { createSend } from '../send/send.ts'
import { createSocketClient } from '../send/socket-io-client.ts'
import { onWebSocket } from '../testing/answers.ts'
import { arrangedFor, notedLease, partsFor } from '../testing/plays.ts'
import { target } from '../testing/runs.ts'
import type { RunOptions } from '../run/run-options.ts'
import { playOnSockets } from './sockets.ts'

let server: RunningServer
let sends: ReturnType<typeof createSend>
beforeAll(async () => {
  server = await startServer()
  sends = createSend()
})
afterAll(async () => {
  await sends.close()
  await server.close()
})

/** Plays a case on a greenroom, in the room of this code, and tells what happened to its connections. */
async function play(
  id: string,
  code: string,
  more: Partial<RunOptions> = {},
  { arrange, mayListen = true }: { readonly arrange?: Arranger['arrange']; readonly mayListen?: boolean } = {},
) {
  const order: string[] = []
  const own = createSocketClient(sends)
  const socketClient: SocketClient = {
    reach: own.reach,
    async connect(to, onPacket) {
      const opened = await own.connect(to, onPacket)
      order.push('opened')
      if (!('close' in opened)) return opened
      const isAlive = async (ms: number): Promise<boolean> => {
        order.push('asked')
        return opened.isAlive(ms)
      }
      let isClosed = false
      const close = async (): Promise<void> => {
        if (!isClosed) order.push('closed')
        isClosed = true
        await opened.close()
      }
      return { ...opened, isAlive, close }
    },
  }
  const arranger: Arranger = {
    name: 'control',
    isolated: true,
    lacks: () => null,
    arrange:
      arrange ??
      (async (_, meanwhile) => {
        const arrangement = arrangedFor({
          baseUrl: server.url,
          identities: { guest: {} },
          values: { code },
          cleanUp: async () => void order.push('cleaned up'),
        })
        await meanwhile?.(arrangement)
        return arrangement
      }),
  }
  const parts = partsFor({
    target: { ...target, url: server.url, transports: ['websocket'] },
    arranger,
    socketFaces,
    socketClient,
    timeoutMs: 10_000,
    sleep: async (ms, signal) => pause(ms, undefined, { signal }).catch(() => {}),
    ...more,
  })
  return { attempt: await playOnSockets(onWebSocket(id), notedLease(), { ...parts, mayListen }), order }
}

describe('a case on sockets', () => {
  it('is played with observers, who hear of it, and all are gone before it is cleaned up', async () => {
    const { attempt, order } = await play('joinMeetingRoom/joined-as-guest', 'abc-def-ghi')
    expect(attempt).toMatchObject({ kind: 'judged', calls: [{ judgement: { breaches: [] } }] })
    const [call] = attempt.calls
    expect(call?.answered?.sockets?.listened.map(({ who, events }) => [who, events.map(({ event }) => event)])).toEqual(
      [
        ['observer 1', ['user-joined']],
        ['observer 2', ['user-joined']],
        ['caller 1', []],
      ],
    )
    // Observers are asked first, so that what they heard of each other has come by then, and does not count.
    expect(order.slice(0, 5)).toEqual(['opened', 'opened', 'asked', 'asked', 'opened'])
    expect(order.filter((each) => each !== 'asked').slice(3)).toEqual(['closed', 'closed', 'closed', 'cleaned up'])
  })

  it('expects nothing of an observer who was sent away before it began', async () => {
    const own = createSocketClient(sends)
    let isFirst = true
    const socketClient: SocketClient = {
      reach: own.reach,
      async connect(...args) {
        const opened = await own.connect(...args)
        if (!('close' in opened) || !isFirst) return opened
        isFirst = false
        const heard = [...opened.heard]
        return { ...opened, heard, isAlive: async () => heard.push({ event: 'force-disconnect', args: [{}] }) > 0 }
      },
    }
    const { attempt } = await play('joinMeetingRoom/joined-as-guest', 'abc-def-ghi', { socketClient })
    const [call] = attempt.calls
    expect(call?.answered?.sockets?.listened.map(({ who, expected }) => [who, expected])).toEqual([
      ['observer 1', []],
      ['observer 2', ['user-joined']],
      ['caller 1', []],
    ])
  })

  it('ends where a call wrongly fails', async () => {
    const { attempt } = await play('leaveMeetingRoom/left:frees-the-seat', 'lck-rom-now')
    expect(attempt).toMatchObject({ kind: 'judged' })
    expect(attempt.calls).toHaveLength(1)
  })

  it('is played without observers where nobody may listen', async () => {
    const { attempt, order } = await play('joinMeetingRoom/joined-as-guest', 'abc-def-ghi', {}, { mayListen: false })
    expect([attempt.kind, order]).toEqual(['judged', ['opened', 'closed', 'cleaned up']])
  })

  it('is blocked if it cannot be arranged or made, and whoever was connected is gone', async () => {
    const why = { kind: 'situation', reason: 'nothing makes it' } as const
    const arrange: Arranger['arrange'] = async (_, meanwhile) => {
      await meanwhile?.(arrangedFor({ baseUrl: server.url, values: { code: 'abc-def-ghi' } }))
      return why
    }
    const { attempt, order } = await play('joinMeetingRoom/joined-as-guest', '', {}, { arrange })
    expect(attempt).toEqual({ kind: 'blocked', why: 'situation', reason: 'nothing makes it', calls: [] })
    expect(order).toEqual(['opened', 'opened', 'closed', 'closed'])
    const other = await play('joinMeetingRoom/joined-as-host', 'abc-def-ghi')
    expect(other.attempt).toMatchObject({ kind: 'blocked', why: 'identity' })
    expect(other.order.at(-1)).toBe('cleaned up')
  })

  it('is trouble if observers cannot connect, and is cleaned up all the same', async () => {
    const refused = { kind: 'refused', message: 'No one is there.' } as const
    const socketClient: SocketClient = { reach: async () => null, connect: async () => refused }
    const { attempt, order } = await play('joinMeetingRoom/joined-as-guest', 'abc-def-ghi', { socketClient })
    expect([attempt, order]).toEqual([{ kind: 'trouble', trouble: refused, calls: [] }, ['cleaned up']])
  })

  it.each<[string, (stop: () => void) => Partial<SocketConnection>, Partial<RunOptions>]>([
    ['what came by then', (stop) => ({ caughtUp: async () => stop() }), {}],
    ['that no answer came', (stop) => ({ isAlive: async () => (stop(), false) }), { sleep: async () => {} }],
  ])('is not judged by %s once the run is interrupted, and is cleaned up', async (_, wayOf, way) => {
    const own = createSocketClient(sends)
    const run = new AbortController()
    const cleanedUp: string[] = []
    const socketClient: SocketClient = {
      reach: own.reach,
      async connect(...args) {
        const opened = await own.connect(...args)
        return 'close' in opened ? { ...opened, ...wayOf(() => run.abort(new Error('interrupted'))) } : opened
      },
    }
    const arrange = async (): Promise<Arrangement> =>
      arrangedFor({
        baseUrl: server.url,
        identities: { guest: {} },
        values: { code: 'abc-def-ghi' },
        cleanUp: async () => void cleanedUp.push('room'),
      })
    const more = { socketClient, signal: run.signal, ...way }
    await expect(play('joinMeetingRoom/joined-as-guest', '', more, { arrange, mayListen: false })).rejects.toThrow(
      'interrupted',
    )
    expect(cleanedUp).toEqual(['room'])
  })

  it('closes its connections also if arranging fails', async () => {
    const closed: string[] = []
    const own = createSocketClient(sends)
    const socketClient: SocketClient = {
      reach: own.reach,
      async connect(...args) {
        const opened = await own.connect(...args)
        if (!('close' in opened)) return opened
        return { ...opened, close: () => opened.close().then(() => void closed.push(opened.id)) }
      },
    }
    const arrange: Arranger['arrange'] = async (_, meanwhile) => {
      await meanwhile?.(arrangedFor({ baseUrl: server.url, values: { code: 'abc-def-ghi' } }))
      throw new Error('a mistake')
    }
    await expect(play('joinMeetingRoom/joined-as-guest', '', { socketClient }, { arrange })).rejects.toThrow(
      'a mistake',
    )
    expect(closed).toHaveLength(2)
  })
})
