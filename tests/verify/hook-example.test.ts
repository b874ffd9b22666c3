import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Case } from '../../src/contract/model/case.ts'
import { cases } from '../../src/contract/compiled/cases.js'
import { faces } from '../../src/contract/compiled/faces.ts'
import { isNotArranged } from '../../src/verify/model/arrangement.ts'
import { createHookArranger } from '../../src/verify/arrange/hook-arranger.ts'
import { createSend } from '../../src/verify/send/send.ts'
import { PLAIN_DIALECT } from '../../src/dialect/dialect.ts'

const FILE = 'examples/hook-server/server.mjs'

const start = (env: Readonly<Record<string, string>>): ReturnType<typeof spawn> =>
  spawn(process.execPath, [FILE], {
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

let url = ''
const ends: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  const child = start({ HOOK_TOKEN: 'example-token' })
  if (!child.stdout) throw new Error('the example has no output')
  const ended = once(child, 'exit')
  ends.push(() => {
    child.kill()
    return ended
  })
  const [line] = await once(child.stdout, 'data')
  url = String(line).trim()
})
afterAll(async () => {
  for (const end of ends) await end()
})

interface Example extends AsyncDisposable {
  readonly arranger: ReturnType<typeof createHookArranger>
  readonly rooms: () => Promise<unknown>
}

/** A hook arranger that asks the example. */
function example(token: string): Example {
  const { send, close } = createSend()
  const arranger = createHookArranger({
    target: {
      name: 'test',
      url: 'http://127.0.0.1:1',
      edition: 'current',
      operations: null,
      prefixes: {},
      identities: { guest: {} },
      missing: {},
      payloads: {},
      unset: [],
      scope: null,
      limits: {},
      transports: ['http'],
      socket: PLAIN_DIALECT,
      secrets: [token],
    },
    faceOf: (operation) => faces.current.find((face) => face.operation === operation),
    hook: { url, token, missing: null },
    send,
    sleep: async () => {},
    timeoutMs: 600_000,
    signal: new AbortController().signal,
  })
  return {
    arranger,
    rooms: async () => (await fetch(url, { headers: { Authorization: 'Bearer example-token' } })).json(),
    [Symbol.asyncDispose]: close,
  }
}

const one = (id: string): Case => {
  const found = cases.find((each) => each.id === id)
  if (!found) throw new Error(`there is no case ${id}`)
  return found
}

describe('the example of a hook', () => {
  it('makes a room, yields its code, and takes it away again', async () => {
    await using hook = example('example-token')
    const arranged = await hook.arranger.arrange(one('joinMeetingRoom/room-locked'))
    if (isNotArranged(arranged)) throw new Error(arranged.reason)
    expect(arranged.values).toEqual({ code: expect.stringMatching(/^[a-z]{3}-[a-z]{3}-[a-z]{3}$/) })
    expect(await hook.rooms()).toEqual({ rooms: [{ code: arranged.values['code'], facts: ['locked'] }] })
    await arranged.cleanUp()
    expect(await hook.rooms()).toEqual({ rooms: [] })
    await expect(arranged.cleanUp()).resolves.toBeUndefined()
  })

  it('makes nothing for what nobody has', async () => {
    await using hook = example('example-token')
    expect(await hook.arranger.arrange(one('joinMeetingRoom/room-not-found'))).toHaveProperty('values.code')
    expect(await hook.rooms()).toEqual({ rooms: [] })
  })

  it('says what it cannot do', async () => {
    await using hook = example('example-token')
    expect(await hook.arranger.arrange({ ...one('joinVideoConference/joined'), as: 'guest' })).toEqual({
      kind: 'situation',
      reason: 'the hook cannot arrange it: only meeting rooms can be made here',
    })
  })

  it('lets in nobody with another token, and does not start without one', async () => {
    await using hook = example('another-token')
    expect(await hook.arranger.arrange(one('joinMeetingRoom/room-locked'))).toEqual({
      kind: 'environment',
      reason: 'the hook answered 401, not 200 or 201',
    })
    const [code] = await once(start({}), 'exit')
    expect(code).toBe(1)
  })

  it('is about thirty lines long', async () => {
    expect((await readFile(FILE, 'utf8')).split('\n').length).toBeLessThan(45)
  })
})
