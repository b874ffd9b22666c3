import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EDITIONS } from '../../src/edition.ts'
import { startServer } from '../../src/server.ts'
import { runCli } from '../support/run-cli.ts'

const page = await readFile('docs/editions.md', 'utf8')
const [, contract = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(page) ?? []

let [folder, file] = ['', '']
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'greenroom-editions-'))
  file = join(folder, 'my.openapi.yaml')
  await writeFile(file, contract)
})
afterAll(() => rm(folder, { recursive: true }))

/** What no document knows, and only a state brings about. */
const NEW = [
  'app-prevented',
  'call-ended',
  'failed-to-get-url',
  'mac-limit-reached',
  'no-provider-app',
  'provider-not-configured',
]

describe('docs/editions.md', () => {
  it('lists every edition', () => {
    for (const edition of EDITIONS) expect(page).toContain(`| \`${edition}\` |`)
  })

  it('names the states behind outcomes that are new, which lead to them in every edition of servers', async () => {
    const lines = [...page.matchAll(/^npx greenroom set '([\w-]+): \[([\w-]+)\]' +# ([\w-]+)(?:;|$)/gm)]
    const stated = lines.map(([, subject = '', fact = '', outcome = '']) => ({ subject, fact, outcome }))
    expect(stated.map(({ outcome }) => outcome).toSorted()).toEqual(NEW)
    for (const edition of EDITIONS.filter((each) => each.includes('.'))) {
      await using server = await startServer({ edition })
      for (const { subject, fact, outcome } of stated) {
        await using world = await server.world()
        const { roomId, callId } = await server.mock.arrange({ [subject]: [fact] }, null, { world: world.name })
        const headers = { ...world.identities['agent'], 'content-type': 'application/json' }
        const answer = await (callId === undefined
          ? fetch(`${world.url}/api/v1/livechat/room.join?roomId=${roomId}`, { headers })
          : fetch(`${world.url}/api/v1/video-conference.join`, {
              method: 'POST',
              headers,
              body: JSON.stringify({ callId }),
            }))
        expect([edition, answer.status, answer.headers.get('greenroom-outcome')]).toEqual([edition, 400, outcome])
      }
    }
  })

  it('has a contract that is served as it says: by state, by the example, and by force', async () => {
    await using server = await startServer({ edition: '8.6', contract: file, anonymousReading: true })
    const call = async (callId: string) => {
      const answer = await fetch(`${server.url}/api/v1/video-conference.join`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ callId }),
      })
      return [answer.status, await answer.json()]
    }
    expect(await call('none')).toEqual([400, { code: 'no-such-call' }])
    expect(await call('697887e3c8b0533020781a4a')).toEqual([200, { address: 'https://meet.example/1' }])
    const world = await server.attach('default')
    await world.armWith({ operation: 'joinVideoConference', outcome: 'under-maintenance', times: 1 })
    expect(await call('697887e3c8b0533020781a4a')).toEqual([503, { code: 'maintenance' }])
    expect((await call('none'))[0]).toBe(400)
  })

  it('has a contract that lint finds nothing in, and that diff compares', async () => {
    expect(await runCli(['lint', file])).toMatchObject({ code: 0, out: '' })
    const { code, out } = await runCli(['diff', '8.6', file])
    expect(code).toBe(0)
    expect(out).toContain('+ under-maintenance is new: 503 {"code":"maintenance"}, calls are under maintenance')
  })

  it('is refused with file, line and fix where the file is wrong', async () => {
    const wrong = join(folder, 'wrong.openapi.yaml')
    await writeFile(wrong, contract.replace('x-mutates: true', 'x-mutates: maybe'))
    await expect(startServer({ contract: [wrong] })).rejects.toMatchObject({
      message: expect.stringMatching(/wrong\.openapi\.yaml:\d+: x-mutates must be true or false/),
    })
  })
})
