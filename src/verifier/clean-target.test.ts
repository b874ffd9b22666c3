import { createServer, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../tests/support/folder.ts'
import { listening } from '../../tests/support/node-server.ts'
import { cleanTarget, type Cleaning } from './clean-target.ts'

const inFolder = ownFolder()
const [OWN, OTHER] = ['greenroom-0123abcd-agent', 'greenroom-0123abcd-user']
const ENV = { ID: 'id', TOKEN: 'secret-of-admin' }

/** Cleans a server with these users, of whom one cannot be deleted; and what was told, and asked for. */
async function cleaned(more: Partial<Cleaning> = {}, stays = '', admin = true) {
  const [told, deleted]: [string[], unknown[]] = [[], []]
  const users = [OWN, 'jane', OTHER].map((username) => ({ _id: `id of ${username}`, username }))
  async function answer(request: IncomingMessage): Promise<readonly [status: number, body: object]> {
    const path = (request.url ?? '').replace(/^\/api\/v1\/([^?]*).*$/, '$1')
    if (request.headers['x-auth-token'] !== 'secret-of-admin') return [401, { success: false }]
    if (path !== 'users.delete')
      return [200, { success: true, rooms: [], channels: [], groups: [], users: path === 'users.list' ? users : [] }]
    const body = await json(request)
    deleted.push(body)
    return [JSON.stringify(body).includes(`id of ${stays}"`) ? 400 : 200, { success: true }]
  }
  await using server = await listening(
    createServer((request, response) => {
      void answer(request).then(([status, body]) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      )
    }),
  )
  const file = inFolder('target.yaml')
  const given = admin ? 'admin: { headers: { X-User-Id: { env: ID }, X-Auth-Token: { env: TOKEN } } }\n' : ''
  await writeFile(file, `url: ${server.url}\nname: chat\n${given}`)
  const found = await cleanTarget(file, { env: ENV, isDry: false, tell: (line) => told.push(line), ...more }).catch(
    (error: unknown) => String(error),
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
    const { found, told } = await cleaned({}, OWN)
    expect(found).toMatch(new RegExp(`not removed: the user ${OWN} \\(POST users\\.delete.*400`))
    expect(told).toEqual([`the user ${OTHER} was removed`])
  })

  it('by its administrator alone', async () => {
    expect((await cleaned({}, '', false)).found).toMatch(
      /target\.yaml names no admin, so no run has made anything there/,
    )
    expect((await cleaned({ env: {} })).found).toMatch(/TOKEN|ID/)
  })
})
