import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { listening as listeningServer } from '../../../tests/support/node-server.ts'
import { patience } from '../../../tests/support/patience.ts'
import { startServer } from '../../server.ts'
import { portOwner } from './port-owner.ts'

/** Something that listens and never says a word. */
const silent = createServer()
afterEach(() => silent.close())

async function listening(): Promise<number> {
  await once(silent.listen(0, '127.0.0.1'), 'listening')
  const address = silent.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** The same on a port of three hexadecimal digits, as the default one is; the first that is free. */
async function listeningLow(): Promise<number> {
  for (let port = 2049; port < 4096; port++) {
    silent.listen(port, '127.0.0.1')
    const isFree = await once(silent, 'listening').then(
      () => true,
      () => false,
    )
    if (isFree) return port
  }
  throw new Error('no such port is free')
}

describe('who has a port', () => {
  it('is told of a greenroom', async () => {
    await using server = await startServer()
    expect(await portOwner(server.port, patience(60_000))).toMatch(/^another greenroom(?:, process \d+ \(.+\))?$/)
  })

  it.each([{ operations: [] }, { edition: 'current' }, null])('is no greenroom where it answers %j', async (about) => {
    const other = createHttpServer((_, response) => void response.end(JSON.stringify(about)))
    await using there = await listeningServer(other)
    expect(await portOwner(there.port, patience(60_000))).not.toContain('greenroom')
  })

  it('is told of what does not answer by its process alone, where that can be seen', async () => {
    // The name of the program alone: its arguments may contain secrets.
    const name = process.platform === 'linux' ? (await readFile('/proc/self/comm', 'utf8')).trim() : null
    expect(await portOwner(await listening(), 1)).toBe(name === null ? '' : `process ${process.pid} (${name})`)
  })

  it('is not told of one that only calls from there', async () => {
    const socket = connect(await listening(), '127.0.0.1')
    await once(socket, 'connect')
    expect(await portOwner(socket.localPort ?? 0, 1)).toBe('')
    socket.destroy()
    await once(socket, 'close')
  })

  it('is told of what listens by IPv6 alone, too', async () => {
    await once(silent.listen(0, '::1'), 'listening')
    const address = silent.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const name = process.platform === 'linux' ? new RegExp(`^process ${process.pid} \\(`) : /^$/
    expect(await portOwner(port, 1)).toMatch(name)
  })

  it('is told of low ports, too', async () => {
    const name = process.platform === 'linux' ? /^process \d+/ : /^$/
    expect(await portOwner(await listeningLow(), 1)).toMatch(name)
  })
})
