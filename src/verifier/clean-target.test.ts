import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { json } from 'node:stream/consumers'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../tests/support/folder.ts'
import { listening } from '../../tests/support/node-server.ts'
import { Fault } from '../fault.ts'
import { cleanTarget, type Cleaning } from './clean-target.ts'

const inFolder = ownFolder()
const [OWN, OTHER] = ['greenroom-0123abcd-agent', 'greenroom-0123abcd-user']
const ADMIN = 'admin: { headers: { X-User-Id: { env: ID }, X-Auth-Token: { env: TOKEN } } }\n'
const ENV = { ID: 'id', TOKEN: 'secret-of-admin' }

/** Cleans a server with these users, of whom one cannot be deleted; and what was told, and asked for. */
async function cleaned(more: Partial<Cleaning> = {}, stays: readonly string[] = [], admin = true) {
  const [told, deleted]: [string[], unknown[]] = [[], []]
  const users = [OWN, 'jane', OTHER].map((username) => ({ _id: `id of ${username}`, username }))
  async function answer(request: IncomingMessage): Promise<readonly [status: number, body: object]> {
    const path = (request.url ?? '').replace(/^\/api\/v1\/([^?]*).*$/, '$1')
    if (request.headers['x-auth-token'] !== 'secret-of-admin') return [401, { success: false }]
    if (path !== 'users.delete')
      return [200, { success: true, rooms: [], channels: [], groups: [], users: path === 'users.list' ? users : [] }]
    const body = await json(request)
    deleted.push(body)
    return [stays.some((name) => JSON.stringify(body).includes(`id of ${name}"`)) ? 400 : 200, { success: true }]
  }
  await using server = await listening(
    createServer((request, response) => {
      void answer(request).then(([status, body]) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      )
    }),
  )
  const file = inFolder('target.yaml')
  await writeFile(file, `url: ${server.url}\nname: chat\n${admin ? ADMIN : ''}`)
  const found = await cleanTarget(file, { env: ENV, isDry: false, tell: (line) => told.push(line), ...more }).catch(
    (error: unknown) => (error instanceof Fault ? { message: error.message, fix: error.fix } : error),
  )
  return { found, told, deleted }
}

describe('a target is cleaned', () => {
  it('of what runs have left behind, and of nothing else', async () => {
    expect(await cleaned()).toEqual({
      found: 2,
      told: [`the user ${OWN} was removed`, `the user ${OTHER} was removed`],
      deleted: [OWN, OTHER].map((name) => ({ userId: `id of ${name}`, confirmRelinquish: true })),
    })
  })

  it('of nothing if it is only told what would be removed', async () => {
    expect(await cleaned({ isDry: true })).toEqual({
      found: 2,
      told: [`the user ${OWN} would be removed`, `the user ${OTHER} would be removed`],
      deleted: [],
    })
  })

  it('of the rest, if something stays: that is named, with the reason', async () => {
    const { found, told } = await cleaned({}, [OWN])
    const reason = (name: string) => `the user ${name} \\(POST users\\.delete[^;]*400[^;]*\\)`
    const fix = 'Remove it by hand.'
    expect(found).toEqual({ message: expect.stringMatching(new RegExp(`^not removed: ${reason(OWN)}$`)), fix })
    expect(told).toEqual([`the user ${OTHER} was removed`])
    const both = new RegExp(`^not removed: ${reason(OWN)}; ${reason(OTHER)}$`)
    expect((await cleaned({}, [OWN, OTHER])).found).toEqual({ message: expect.stringMatching(both), fix })
  })

  it('through the proxy of the environment', async () => {
    const asked: (string | undefined)[] = []
    const proxy = createServer()
    proxy.on('connect', ({ url }: IncomingMessage, socket: Duplex) => {
      asked.push(url)
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
    await using server = await listening(proxy)
    const file = inFolder('far.yaml')
    await writeFile(file, `url: https://chat.invalid\n${ADMIN}`)
    const cleaning = cleanTarget(file, { env: { ...ENV, HTTPS_PROXY: server.url }, isDry: false, tell: () => {} })
    await expect(cleaning).rejects.toThrow(`through the proxy 127.0.0.1:${server.port}`)
    expect(asked).toEqual(['chat.invalid:443'])
  })

  it('over connections that are ended with it, though the server would keep them', async () => {
    const ended: Promise<unknown>[] = []
    const rooms = JSON.stringify({ success: true, rooms: [], channels: [], groups: [], users: [] })
    const keeping = createServer({ keepAliveTimeout: 600_000 }, (_, response) => response.end(rooms))
    keeping.on('connection', (socket: Duplex) => ended.push(once(socket, 'close')))
    await using server = await listening(keeping)
    const file = inFolder('kept.yaml')
    await writeFile(file, `url: ${server.url}\n${ADMIN}`)
    expect(await cleanTarget(file, { env: ENV, isDry: false, tell: () => {} })).toBe(0)
    expect(ended).not.toEqual([])
    await Promise.all(ended)
  })

  it('by its administrator alone', async () => {
    expect((await cleaned({}, [], false)).found).toEqual({
      message: `${inFolder('target.yaml')} names no admin, so no run has made anything there`,
      fix: 'Entries and hooks clean up themselves.',
    })
    expect((await cleaned({ env: {} })).found).toMatchObject({ message: 'admin: the variable ID is not set' })
  })
})
