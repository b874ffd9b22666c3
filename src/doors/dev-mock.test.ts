import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { readRunFile } from '../client/run-file.ts'
import { scenarios } from '../contract/compiled/scenarios.js'
import { seeds } from '../contract/compiled/seeds.ts'
import { settle, standTimers } from '../../tests/support/timers.ts'
import { startDevMock } from './dev-mock.ts'
import { sharedMock } from './shared-mock.ts'

const GIVEN_UP = 'Error: the mock did not close within 4000 ms and was abandoned'
const OWN = 'people: [{ username: ann }]\n'

let runtime = ''
beforeAll(async () => {
  runtime = await mkdtemp(join(tmpdir(), 'greenroom-run-'))
})
beforeEach(() => void vi.stubEnv('XDG_RUNTIME_DIR', runtime))
afterEach(() => void vi.unstubAllEnvs())
afterAll(() => rm(runtime, { recursive: true }))

const runFiles = async (): Promise<string[]> => readdir(join(runtime, 'greenroom')).catch(() => [])
const isUp = (url: string): Promise<boolean> =>
  fetch(`${url}/api/info`)
    .then(({ ok }) => ok)
    .catch(() => false)

describe('a mock beside a dev server', () => {
  it('is found by its run file until it is closed, also when the process ends at once', async () => {
    const before = process.listenerCount('exit')
    const { server, playing, notes, close } = await startDevMock({})
    expect([playing, notes, server.mock.seed.name]).toEqual([null, [], 'documented'])
    expect(await readRunFile(server.port)).toMatchObject({
      pid: process.pid,
      url: server.url,
      port: server.port,
      control: server.control.url,
      token: server.control.token,
    })
    expect(process.listenerCount('exit')).toBe(before + 1)
    await close()
    expect([await runFiles(), await isUp(server.url), process.listenerCount('exit')]).toEqual([[], false, before])
  })

  it('begins with a seed by name, of a file, or as data', async () => {
    const file = join(runtime, 'rooms.yaml')
    await writeFile(file, OWN)
    for (const [seed, name] of [
      ['busy:5', 'busy:5'],
      [file, 'rooms'],
      [{ ...seeds.documented, name: 'mine' }, 'mine'],
    ] as const) {
      const { server, close } = await startDevMock({ seed })
      expect(server.mock.seed.name).toBe(name)
      await close()
    }
  })

  it('plays a scenario in the world default, at the speed that is asked for', async () => {
    const { server, playing, close } = await startDevMock({ scenario: 'full-house', speed: 50 })
    expect(playing?.scenario).toBe('full-house')
    const { url, token } = server.control
    const answer = await fetch(`${url}/worlds/default/scenario`, { headers: { authorization: `Bearer ${token}` } })
    expect(await answer.json()).toMatchObject({ name: 'full-house', mode: 'timed', speed: 50 })
    await close()
  })

  it('plays it as fast as it is written, if no speed is asked for, by name or as data', async () => {
    const scenario = scenarios.find(({ name }) => name === 'full-house')
    for (const wish of ['full-house', scenario ?? '']) {
      const { playing, close } = await startDevMock({ scenario: wish })
      expect(await playing?.status()).toMatchObject({ name: 'full-house', speed: 1 })
      await close()
    }
    const fast = await startDevMock({ scenario: scenario ?? '', speed: 50 })
    expect(await fast.playing?.status()).toMatchObject({ speed: 50 })
    await fast.close()
  })

  it('has another port where the one asked for is in use, and says so', async () => {
    const other = createServer()
    await once(other.listen(0, '127.0.0.1'), 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const { server, notes, close } = await startDevMock({ port })
    expect([server.port === port, notes]).toEqual([false, [`Port ${port} is in use, so the mock has another one.`]])
    await close()
    other.close()
    await once(other, 'close')
    const free = await startDevMock({ port })
    expect([free.server.port, free.notes]).toEqual([port, []])
    await free.close()
  })

  it('serves without a run file where none can be written, and says so', async () => {
    const file = join(runtime, 'no-folder')
    await writeFile(file, '')
    vi.stubEnv('XDG_RUNTIME_DIR', file)
    const { server, notes, close } = await startDevMock({})
    expect([await isUp(server.url), notes]).toEqual([
      true,
      [expect.stringMatching(/^The commands do not find this mock, since its run file cannot be written: .+\.$/)],
    ])
    await close()
  })

  it('that does not close within four seconds is given up, and named', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue()
    const { server, close } = await startDevMock({})
    const client = connect(server.port, '127.0.0.1').on('error', () => {})
    client.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n')
    await once(client, 'data')
    using timers = standTimers()
    const over = close()
    await settle()
    const isNamed = (): boolean => said.mock.calls.some(([fault]) => String(fault) === GIVEN_UP)
    expect([timers.pass(3_999), isNamed(), timers.pass(1), isNamed()]).toEqual([undefined, false, undefined, true])
    await over
    said.mockRestore()
  })

  it('leaves nothing behind if it cannot begin as asked', async () => {
    const before = process.listenerCount('exit')
    await expect(startDevMock({ seed: 'no-such-seed' })).rejects.toMatchObject({
      name: 'Fault',
      message: 'there is no seed no-such-seed',
    })
    await expect(startDevMock({ scenario: 'no-such-scenario' })).rejects.toMatchObject({
      name: 'Fault',
      message: 'there is no scenario no-such-scenario',
    })
    await expect(startDevMock({ port: 65_536 })).rejects.toMatchObject({ code: 'ERR_SOCKET_BAD_PORT' })
    expect([await runFiles(), process.listenerCount('exit')]).toEqual([[], before])
  })
})

describe('a mock that several servers share', () => {
  it('is started for the first of them, and ends with the last', async () => {
    const shared = sharedMock({})
    const [one, other] = await Promise.all([shared.take(['one.test']), shared.take(['other.test'])])
    expect([one.isFirst, other.isFirst, one.mock === other.mock]).toEqual([true, false, true])
    const { url } = one.mock.server
    await shared.release()
    expect(await isUp(url)).toBe(true)
    await shared.release()
    expect(await isUp(url)).toBe(false)
    const again = await shared.take([])
    expect([again.isFirst, again.mock === one.mock]).toEqual([true, false])
    await shared.release()
  })

  it('is tried again after it could not start', async () => {
    const file = join(runtime, 'late.yaml')
    const shared = sharedMock({ seed: file })
    await expect(shared.take([])).rejects.toMatchObject({ name: 'Fault' })
    await writeFile(file, OWN)
    expect((await shared.take([])).isFirst).toBe(true)
    await shared.release()
    expect(await runFiles()).toEqual([])
  })
})
