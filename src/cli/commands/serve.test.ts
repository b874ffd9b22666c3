import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ownFolder } from '../../../tests/support/folder.ts'
import { listening } from '../../../tests/support/node-server.ts'
import { runCli, serveCli, startCli } from '../../../tests/support/run-cli.ts'
import { main } from '../main.ts'

const inFolder = ownFolder()

/** What `serve` says until it is ready, on a free port. */
async function said(args: readonly string[], more: { readonly columns?: number } = {}): Promise<string> {
  const { out, end, ended } = startCli(['serve', '--port', '0', ...args], {}, more)
  await out.wrote(args.includes('--json') ? '\n' : 'Ctrl-C', ended)
  end()
  expect(await ended).toMatchObject({ code: 0, error: '' })
  return out.text()
}

describe('greenroom serve', () => {
  it('names its port to the console where it is another than the usual one', async () => {
    const text = await said([])
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]
    expect(text).toContain(`npx greenroom console --port ${port}\n`)
    expect(await said(['--console', 'readonly'])).toMatch(/npx greenroom console --readonly --port \d+\n/)
  })

  it('shows the address of the console with its token on a terminal alone', async () => {
    expect(await said([], { columns: 80 })).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\S*#\S*token/)
    expect(await said([])).not.toContain('token=')
    const looking = await said(['--console', 'readonly'], { columns: 80 })
    expect(looking).toMatch(/Console http:\/\/127\.0\.0\.1:\d+\/\S*#readonly=[\w-]+\n/)
    expect(looking).not.toContain('token=')
  })

  it('names whom Rocket.Chat’s clients can log in as, unless they cannot', async () => {
    expect(/^logins +(.*?);/m.exec(await said([]))?.[1]).toBe('manager, agent, ordinary, murtaza1, test.user')
    expect(await said(['--no-front'])).not.toMatch(/^logins/m)
  })

  it('shows what is in force, and no sockets where there are none', async () => {
    const text = await said(['--no-sockets', '--trust', 'agent'])
    expect(text).toContain('\n  In force: any well-formed credentials are accepted as agent\n')
    expect([text.includes('io('), (await said([])).includes("io('http://")]).toEqual([false, true])
  })

  it('says in JSON that it is ready, with the scenario that it plays, if any', async () => {
    const ready = JSON.parse((await said(['--json', '--scenario', 'full-house'])).split('\n')[0] ?? '')
    const port = Number(new URL(ready.url).port)
    expect(ready).toEqual({
      ready: true,
      url: `http://127.0.0.1:${port}`,
      port,
      edition: 'current',
      seed: 'documented',
      control: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      runFile: expect.stringMatching(new RegExp(`/${port}\\.json$`)),
      scenario: 'full-house',
      values: { code: expect.stringMatching(/^\w{3}-\w{3}-\w{3}$/) },
    })
    const own = JSON.parse((await said(['--json', '--seed', 'busy:3', '--edition', '8.0'])).split('\n')[0] ?? '')
    expect([own.seed, own.edition]).toEqual(['busy:3', '8.0'])
    const plain = JSON.parse((await said(['--json', '--no-control'])).split('\n')[0] ?? '')
    expect([plain.control, plain.runFile, 'scenario' in plain]).toEqual([null, null, false])
  })

  it('logs what happens to worlds', async () => {
    await using server = await serveCli()
    await runCli(['worlds', 'make', 'qa'], server.env)
    expect(await server.wrote('[qa] made')).toContain('[qa] made\n')
  })

  it('leaves no listener of the process behind, whether it has begun or not', async () => {
    const listeners = () => ['exit', 'SIGINT', 'SIGTERM'].map((event) => process.listenerCount(event))
    const before = listeners()
    await said(['--json'])
    expect(listeners()).toEqual(before)
    await using taken = await listening(createServer())
    expect((await runCli(['serve', '--port', String(taken.port)])).code).toBe(2)
    expect(listeners()).toEqual(before)
  })

  it('ends as asked where a signal comes before it has begun', async () => {
    const added: (readonly [event: string | symbol, listener: (signal: string) => void])[] = []
    const onAdded = (event: string | symbol, listener: (signal: string) => void): void => {
      added.push([event, listener])
      if (event === 'SIGTERM') queueMicrotask(() => listener('SIGTERM'))
    }
    process.on('newListener', onAdded)
    const told: string[] = []
    const say = (text: string): void => void told.push(text)
    const code = await main(['serve', '--port', '0', '--json', '--no-control'], { out: say, error: say, env: {} })
    process.off('newListener', onAdded)
    for (const [event, listener] of added) process.off(event, listener)
    expect([code, told]).toEqual([0, []])
  })

  it('takes its run file away at its end', async () => {
    const env = { XDG_RUNTIME_DIR: inFolder('its-end') }
    const { out, end, ended } = startCli(['serve', '--port', '0', '--json'], env)
    await out.wrote('\n', ended)
    const { runFile, url, port, control } = JSON.parse(out.text())
    expect(existsSync(runFile)).toBe(true)
    expect(JSON.parse(await readFile(runFile, 'utf8'))).toEqual({
      pid: process.pid,
      url,
      port,
      control,
      token: expect.stringMatching(/^[\w-]{32,}$/),
    })
    end()
    await ended
    expect([existsSync(runFile), existsSync(inFolder('its-end'))]).toEqual([false, true])
  })

  it('takes its run file away at a sudden exit, too, and writes what waits in its log', async () => {
    const before = new Set(process.listeners('exit'))
    const { out, end, ended } = startCli(['serve', '--port', '0', '--json'])
    await out.wrote('\n', ended)
    const { runFile } = JSON.parse(out.text())
    expect(existsSync(runFile)).toBe(true)
    const atExit = process.listeners('exit').filter((listener) => !before.has(listener))
    expect(atExit).toHaveLength(2)
    for (const listener of atExit) listener.call(process, 0)
    expect(existsSync(runFile)).toBe(false)
    end()
    expect(await ended).toMatchObject({ code: 0, error: '' })
  })

  it('does not begin where its run file would not be safe, or cannot be written', async () => {
    const runtime = inFolder('runtime')
    await mkdir(runtime)
    const refused = async (XDG_RUNTIME_DIR: string) =>
      (await runCli(['serve', '--port', '0'], { XDG_RUNTIME_DIR })).error
    await writeFile(join(runtime, 'greenroom'), '')
    expect(await refused(runtime)).toBe(
      `${join(runtime, 'greenroom')} is not a folder that only you can write to\n  Remove it, and start greenroom serve again.\n`,
    )
    expect(await refused(join(runtime, 'greenroom'))).toMatch(
      /^the run file cannot be written: .+\n {2}Set XDG_RUNTIME_DIR to a folder of your own, or start with --no-control\.\n$/,
    )
  })

  it('refuses a port that there is not, one in use, and an address of another machine', async () => {
    const refused = async (...args: readonly string[]) => (await runCli(['serve', ...args])).error
    expect(await refused('--port', '65536')).toBe(
      '--port takes 0 to 65535, not 65536\n  Choose a smaller one; 0 = any free port.\n',
    )
    expect(await refused('--port', '65535')).not.toContain('takes 0 to 65535')
    await using taken = await listening(createServer())
    expect(await refused('--port', String(taken.port))).toMatch(
      new RegExp(`^port ${taken.port} is in use.*\n {2}Stop it, or start with --port 0 for any free port\\.\n$`),
    )
    // The port that is taken may be that of the control plane.
    expect(await refused('--port', '0', '--control-port', String(taken.port))).toContain(`port ${taken.port} is in use`)
    const owner = process.platform === 'linux' ? ` by process ${process.pid} (` : ''
    expect(await refused('--port', String(taken.port))).toContain(`port ${taken.port} is in use${owner}`)
    for (const host of ['192.0.2.1', 'nowhere.invalid'])
      expect(await refused('--port', '0', '--host', host)).toBe(
        `${host} is not an address of this machine\n  Drop --host to use localhost.\n`,
      )
  })
})
