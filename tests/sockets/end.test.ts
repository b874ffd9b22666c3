import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { openPolling } from '../support/raw-polling.ts'
import { ENGINE, openRaw } from '../support/raw-web-socket.ts'
import { listen, patient, until, ways } from '../support/sockets.ts'
import { settle, standTimers } from '../support/timers.ts'

const SECOND = 1_000
const joinPacket = '42["join-room",{"code":"abc-def-ghi","guestName":"Ann"}]'

/** Upgrades to a WebSocket, and reads nothing from it. */
async function openDeaf(port: number): Promise<void> {
  const headers = {
    host: 'localhost',
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  const deaf = request({ port, path: `${ENGINE}websocket`, headers })
  deaf.on('error', () => {})
  const upgraded = once(deaf, 'upgrade')
  deaf.end()
  await upgraded
}

describe('the end of a server', () => {
  it('is told to every client, and waits a second for those that do not listen', async () => {
    const server = await startServer({ sockets: patient })
    const clients = await Promise.all(ways.map(({ options }) => listen(server.url, options)))
    await openDeaf(server.port)
    using timers = standTimers({ clock: true })
    // Nobody polls there any more: it is closed, and cannot be told.
    await openPolling(server, '42{}')
    const state = { isOver: false }
    const over = server.close().then(() => (state.isOver = true))
    await settle()
    expect(state.isOver).toBe(false)
    // Turns in between, for what is sent and received; on a busy machine, some of it takes more of them than others.
    let passed = 0
    for (; !state.isOver && passed < 3 * SECOND; passed += 20) {
      timers.pass(20)
      await settle()
    }
    expect(passed).toBeGreaterThanOrEqual(SECOND)
    // No more time passes. A timer that is left would keep the process alive.
    await until(() => state.isOver && timers.waiting() === 0)
    await over
    expect(clients.map(({ heard }) => heard)).toEqual([[], [], []])
    expect(clients.map(({ ends }) => ends)).toEqual([['transport close'], ['transport close'], ['transport close']])
  })

  /** Ends a server of its own process while so many sockets join. */
  const terminated = async (count: number): Promise<void> => {
    const child = spawn(process.execPath, ['bin/greenroom.mjs', 'serve', '--port', '0', '--json', '--no-control'])
    let complaints = ''
    child.stderr.on('data', (chunk) => (complaints += String(chunk)))
    const [line] = await once(child.stdout, 'data')
    child.stdout.resume()
    const { url }: { url: string } = JSON.parse(String(line).split('\n')[0] ?? '')
    const port = Number(new URL(url).port)
    using client = await listen(url)
    for (const _ of [1, 2, 3]) await openPolling({ url }, '42{}')
    const sockets = await Promise.all(Array.from({ length: count }, () => openRaw({ port })))
    for (const [at, { send }] of sockets.entries()) {
      for (let join = 0; join < 5; join++) send(joinPacket)
      if (at === Math.floor(count / 2)) child.kill('SIGTERM')
    }
    const [code] = await once(child, 'exit')
    expect([code, complaints]).toEqual([0, ''])
    await Promise.all(sockets.map(({ closed }) => closed))
    expect(client.ends).toEqual(['transport close'])
  }

  it('by SIGTERM while sockets join is told to all of them, and is a success', () => terminated(20))
  it('the same with 500 of them', { tags: ['full'] }, () => terminated(500))
})
