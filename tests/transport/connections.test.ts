import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { closeUnforced } from '../support/close-unforced.ts'
import { isWhole, rawAnswer } from '../support/raw-answer.ts'
import { ENGINE, openRaw } from '../support/raw-web-socket.ts'
import { patient, until } from '../support/sockets.ts'

/** A client that never ends its side, whatever it hears. */
async function stubborn(port: number, bytes: string): Promise<{ socket: Socket; text: () => string }> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  let text = ''
  socket.on('data', (chunk) => (text += String(chunk)))
  socket.on('error', () => socket.destroy())
  socket.write(bytes)
  await once(socket, 'end')
  return { socket, text: () => text }
}

const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'

describe('a client that does not end its side of the connection', () => {
  it.each([
    ['after a refused upgrade', `GET ${ENGINE}websocket HTTP/1.1\r\nHost: evil\r\n${UPGRADE}\r\n`, '421'],
    ['after what could not be read', 'garbage\r\n\r\n', '400'],
    [
      'after headers that are too large',
      `GET / HTTP/1.1\r\nHost: localhost\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`,
      '431',
    ],
  ])('%s does not delay the end of the server', async (_, bytes, status) => {
    const server = await startServer()
    const { socket, text } = await stubborn(server.port, bytes)
    expect(text()).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    await closeUnforced(server)
    socket.destroy()
  })

  it('is cut soon, also while the server goes on', async () => {
    await using server = await startServer()
    const { socket } = await stubborn(server.port, 'garbage\r\n\r\n')
    const closed = new Promise((resolve) => socket.on('close', resolve))
    const writing = setInterval(() => socket.write('x'), 20)
    await closed
    clearInterval(writing)
  })
})

describe('as many connections as there may be', () => {
  const idle = async (port: number): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => socket.destroy())
    await once(socket.resume(), 'connect')
    return socket
  }
  const LIMIT = 5

  it('that are idle make room for new ones, the oldest first', async () => {
    await using server = await startServer({ limits: { connections: LIMIT } })
    const sockets: Socket[] = []
    for (let n = 0; n < LIMIT; n++) sockets.push(await idle(server.port))
    const answer = await rawAnswer(server.port, 'GET /nope HTTP/1.1\r\nHost: localhost\r\n\r\n', isWhole)
    expect(answer).toMatch(/^HTTP\/1.1 404 /)
    await until(() => sockets.some(({ destroyed }) => destroyed))
    expect(sockets.map(({ destroyed }) => destroyed)).toEqual([true, false, false, false, false])
    for (const socket of sockets) socket.destroy()
  })

  it('exactly that many are all kept; one more replaces one', async () => {
    await using server = await startServer({ limits: { connections: LIMIT } })
    const sockets = await Promise.all(Array.from({ length: LIMIT }, () => idle(server.port)))
    const ask = async (socket: Socket): Promise<void> => {
      socket.write('HEAD /nope HTTP/1.1\r\nHost: localhost\r\n\r\n')
      await once(socket, 'data')
    }
    for (const socket of sockets) await ask(socket)
    expect(sockets.filter(({ destroyed }) => destroyed)).toEqual([])
    const more = await idle(server.port)
    await ask(more)
    await until(() => sockets.filter(({ destroyed }) => destroyed).length === 1)
    for (const socket of [...sockets, more]) socket.destroy()
  })

  it('none of which is idle are all kept, and a new one is refused', async () => {
    await using server = await startServer({ limits: { connections: 2 }, sockets: patient })
    const [one, two] = [await openRaw(server), await openRaw(server)]
    await new Promise((resolve) => connect(server.port, '127.0.0.1').resume().once('close', resolve))
    expect([one.isOpen(), two.isOpen()]).toEqual([true, true])
    for (const socket of [one, two]) socket.close()
  })
})

describe.skipIf(process.platform !== 'linux')('where the system allows few open files', () => {
  it('more clients than that leave both planes answering', async () => {
    const script = 'ulimit -n 128 && exec "$0" bin/greenroom.mjs serve --port 0 --json'
    const env = { ...process.env, XDG_RUNTIME_DIR: await mkdtemp(join(tmpdir(), 'greenroom-files-')) }
    const child = spawn('sh', ['-c', script, process.execPath], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const exit = once(child, 'exit')
    const [line] = await once(child.stdout, 'data')
    const { url, port, control, runFile }: Record<string, string> = JSON.parse(String(line))
    const sockets = Array.from({ length: 200 }, () => connect(Number(port), '127.0.0.1').on('error', () => {}))
    await until(() => sockets.every(({ connecting }) => !connecting))
    for (let n = 0; n < 3; n++) expect((await fetch(`${url}/nope`)).status).toBe(404)
    const { token }: { token: string } = JSON.parse(await readFile(runFile ?? '', 'utf8'))
    const mock = await fetch(`${control}/mock`, { headers: { authorization: `Bearer ${token}` } })
    expect(mock.status).toBe(200)
    child.kill('SIGTERM')
    expect(await exit).toEqual([0, null])
    for (const socket of sockets) socket.destroy()
    await rm(env.XDG_RUNTIME_DIR, { recursive: true })
  })
})
