import type { ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { makeFolder, startForeign, UNHURRIED, type Foreign } from '../support/run-verify.ts'
import type { Ran } from '../support/run-cli.ts'
import { spawned, type Spawned } from '../support/spawned.ts'

interface Hook extends Foreign {
  readonly rooms: readonly string[]
  readonly made: () => number
}

/** A hook that makes rooms, and takes away those that it is told to, unless that is refused or never answered. */
async function startHook(take: (id: string, response: ServerResponse) => boolean = () => true): Promise<Hook> {
  const rooms: string[] = []
  let made = 0
  const make = (response: ServerResponse): void => {
    rooms.push(`room-${++made}`)
    const identities = {
      host: { Authorization: 'Bearer made-by-the-hook' },
      member: { Authorization: 'Bearer made-too' },
    }
    response.writeHead(201).end(JSON.stringify({ id: rooms.at(-1), values: { code: 'abc-def-ghi' }, identities }))
  }
  const server = await startForeign((request, response) => {
    void text(request).then(() => {
      const id = request.url?.split('/').at(-1) ?? ''
      if (request.method !== 'DELETE') return make(response)
      if (!take(id, response)) return
      rooms.splice(rooms.indexOf(id), 1)
      response.writeHead(200).end()
    })
  })
  return Object.assign(server, { rooms, made: () => made })
}

/** Runs in a process of its own, on a server that answers nothing once the hook has made three rooms: that is the middle. */
async function interrupted(hook: Hook, inTheMiddle: (child: Spawned) => void): Promise<Ran> {
  let child: Spawned | undefined
  await using server = await startForeign((_, response) => {
    if (hook.made() < 3) response.writeHead(418).end('{}')
    else if (child) inTheMiddle(child)
  })
  await using folder = await makeFolder()
  const target = `url: ${server.url}\noperations: [joinMeetingRoom]\nhook: { url: '${hook.url}/hook' }\n`
  child = spawned(['verify', '--target', await folder.write('target.yaml', target), ...UNHURRIED])
  return await child.ended
}

describe('a run with a hook that is interrupted', () => {
  const takesAway = async (signal: NodeJS.Signals): Promise<void> => {
    await using hook = await startHook()
    const ran = await interrupted(hook, ({ kill }) => kill(signal))
    expect([hook.made(), hook.rooms]).toEqual([3, []])
    expect(ran.out).toMatch(/^exit 130: interrupted$/m)
    expect(ran.out).not.toContain('left behind')
    expect(ran.error).toBe('')
    expect(ran.code).toBe(130)
  }

  it('takes away all that was made, says so, and exits 130', () => takesAway('SIGINT'))

  it('does the same at SIGTERM', { tags: ['full'] }, () => takesAway('SIGTERM'))

  it('lists by its id what could not be taken away', async () => {
    await using hook = await startHook((id, response) => {
      if (id === 'room-2') response.writeHead(500).end()
      return id !== 'room-2'
    })
    const ran = await interrupted(hook, ({ kill }) => kill('SIGINT'))
    expect(hook.rooms).toEqual(['room-2'])
    expect(ran.out).toMatch(/left behind[^]*room-2/)
    expect(ran.out).not.toMatch(/room-1\b/)
  })

  it('ends at once when it is interrupted again, whatever is still to be taken away', async () => {
    let again = (): void => {}
    // That it is asked to take the third away shows that the first signal has been heard.
    await using hook = await startHook((id) => {
      if (id === 'room-3') again()
      return id !== 'room-3'
    })
    const ran = await interrupted(hook, ({ kill }) => {
      again = () => kill('SIGINT')
      kill('SIGINT')
    })
    expect(ran.code).toBe(130)
    // It does not even say what is left behind, for which it would have to wait.
    expect(ran.out).not.toMatch(/left behind|^exit 130/m)
    expect(hook.rooms).toEqual(['room-3'])
  })
})
