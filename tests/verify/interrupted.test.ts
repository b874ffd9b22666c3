import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Ran } from '../support/run-cli.ts'
import { makeFolder, startForeign, type Folder } from '../support/run-verify.ts'

/** A hook that makes rooms, and takes them away for as long as it can. */
async function startHook(isStuck: (id: string) => boolean = () => false) {
  const rooms: string[] = []
  let made = 0
  const server = await startForeign((request, response) => {
    void text(request).then(() => {
      const id = request.url?.split('/').at(-1) ?? ''
      if (request.method === 'DELETE') {
        if (isStuck(id)) return response.writeHead(500).end()
        rooms.splice(rooms.indexOf(id), 1)
        return response.writeHead(200).end()
      }
      rooms.push(`room-${++made}`)
      const identities = {
        host: { Authorization: 'Bearer made-by-the-hook' },
        member: { Authorization: 'Bearer made-too' },
      }
      const answer = { id: rooms.at(-1), values: { code: 'abc-def-ghi' }, identities }
      return response.writeHead(201).end(JSON.stringify(answer))
    })
  })
  return Object.assign(server, { rooms, made: () => made })
}

/** A server that takes a while for each answer, so that there is a middle to interrupt. */
const startSlow = () => startForeign((_, response) => void setTimeout(() => response.writeHead(418).end('{}'), 40))

const targetFile = (folder: Folder, url: string, hook: string): Promise<string> =>
  folder.write('target.yaml', `url: ${url}\noperations: [joinMeetingRoom]\nhook: { url: '${hook}/hook' }\n`)

/** Runs in a process of its own, which gets these signals, one after the other, once the hook has made some rooms. */
async function interrupted(
  file: string,
  hook: { made: () => number },
  ...signals: readonly NodeJS.Signals[]
): Promise<Ran & { ms: number }> {
  const child = spawn(process.execPath, ['bin/greenroom.mjs', 'verify', '--target', file])
  const [out, error] = [text(child.stdout), text(child.stderr)]
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve))
  while (hook.made() < 3 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5))
  const begin = performance.now()
  for (const signal of signals) {
    child.kill(signal)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  const code = await closed
  return { code, out: await out, error: await error, ms: performance.now() - begin }
}

describe('a run with a hook that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'takes away all that was made, says so, and exits 3 or 1: %s',
    async (signal) => {
      await using hook = await startHook()
      await using server = await startSlow()
      await using folder = await makeFolder()
      const ran = await interrupted(await targetFile(folder, server.url, hook.url), hook, signal)
      expect(hook.made()).toBeGreaterThan(2)
      expect(hook.made()).toBeLessThan(60)
      expect(hook.rooms).toEqual([])
      expect(ran.out).toContain('interrupted')
      expect(ran.out).not.toContain('left behind')
      expect(ran.error).toBe('')
      expect([1, 3]).toContain(ran.code)
    },
  )

  it('lists by its id what could not be taken away', async () => {
    await using hook = await startHook((id) => id === 'room-2')
    await using server = await startSlow()
    await using folder = await makeFolder()
    const ran = await interrupted(await targetFile(folder, server.url, hook.url), hook, 'SIGINT')
    expect(hook.rooms).toEqual(['room-2'])
    expect(ran.out).toMatch(/left behind[^]*room-2/)
    expect(ran.out).not.toMatch(/room-1\b/)
  })

  it('ends at once when it is interrupted again', async () => {
    // Answers nothing from the third room on, so that cleaning up would take its time.
    let asked = 0
    await using hook = await startForeign((request, response) => {
      void text(request).then(() => {
        asked += 1
        if (request.method !== 'DELETE')
          response.writeHead(201).end(JSON.stringify({ id: 'room', values: { code: 'abc-def-ghi' } }))
      })
    })
    await using server = await startSlow()
    await using folder = await makeFolder()
    const file = await targetFile(folder, server.url, hook.url)
    const ran = await interrupted(file, { made: () => asked + 1 }, 'SIGINT', 'SIGINT')
    expect(ran.code).toBe(130)
    expect(ran.ms).toBeLessThan(3000)
  })
})
