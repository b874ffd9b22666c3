// What only a process of its own can show: its exit, signals, streams, and a terminal.
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { runCli, serveCli, spawnCli, spawnServe } from '../support/run-cli.ts'

const guest = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"guestName":"Jane"}' }
const FLAWED = 'src/contract/lint/testing/texts-for-booleans.openapi.yaml'

it.each([
  [['--version'], 0, /^\d+\.\d+\.\d+\n$/, /^$/],
  [['lint', FLAWED], 1, /Write true without quotes\./, /^6 findings in 1 document\n$/],
  [['serv'], 2, /^$/, /^greenroom has no command serv\n {2}Did you mean serve\?/],
])('%j exits with %i, and tells results and troubles apart', async (args, code, out, error) => {
  expect(await spawnCli(args)).toEqual({
    code,
    out: expect.stringMatching(out),
    error: expect.stringMatching(error),
  })
})

it.skipIf(process.platform === 'win32')(
  'writes a result longer than a pipe holds, whole, however late it is read',
  async () => {
    const printing = `'${process.execPath}' bin/greenroom.mjs outcomes --json`
    // The rest is read when the command would have ended.
    const rest = await promisify(execFile)('sh', ['-c', `${printing} | { read -r first; wc -c; }`])
    const { out } = await runCli(['outcomes', '--json'])
    expect(Number(rest.stdout)).toBe(Buffer.byteLength(out.slice(out.indexOf('\n') + 1)))
  },
)

it('says how it runs where Node is too old for it, with the arguments as they were', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-installed-'))
  await mkdir(join(folder, 'bin'))
  for (const file of ['package.json', 'bin/greenroom.mjs']) await copyFile(file, join(folder, file))
  const older = `data:text/javascript,${encodeURIComponent("Object.defineProperty(process, 'versions', { value: { node: '20.20.2' } })")}`
  const args = ['--import', older, join(folder, 'bin/greenroom.mjs'), 'set', "meeting-room 'x'", '--world', 'qa-17']
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stderr.split('\n')).toEqual([
    `greenroom: the command needs Node 22.19.0 or newer, and ${process.execPath} is 20.20.2.`,
    String.raw`  Give it one of its own: npx -y -p node@22 greenroom set 'meeting-room '\''x'\''' --world qa-17`,
    '',
  ])
  await rm(folder, { recursive: true })
})

describe('greenroom serve', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends with 0 at %s, even while a client keeps its connection',
    async (signal) => {
      const server = await spawnServe()
      await fetch(`${server.url}/`)
      expect((await server.stop(signal)).code).toBe(0)
    },
  )

  it('ends at once at a second signal, though a request is under way', async () => {
    const server = await spawnServe(['--no-control'])
    const client = connect(Number(new URL(server.url).port), '127.0.0.1')
    client.on('error', () => {})
    client.write(
      'POST /rooms/abc-def-ghi/join HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n',
    )
    expect(String(await once(client, 'data'))).toContain('100 Continue')
    process.kill(server.pid, 'SIGTERM')
    // 128 and the number of the signal that came first.
    expect([130, 143]).toContain((await server.stop('SIGINT')).code)
    client.destroy()
  })

  /** Starts it, ends it as soon as it says that it is ready, and gives how it ended. */
  async function endEarly(): Promise<unknown[]> {
    const child = spawn(process.execPath, ['bin/greenroom.mjs', 'serve', '--port', '0', '--json', '--no-control'])
    child.stdout.once('data', () => child.kill('SIGTERM'))
    return once(child, 'exit')
  }

  it('ends with 0 however soon after it has said that it is ready', async () => {
    expect(await endEarly()).toEqual([0, null])
  })

  it('ends with 0 however soon, ten times', { tags: ['full'] }, async () => {
    for (let count = 0; count < 10; count++) expect(await endEarly()).toEqual([0, null])
  })

  it('goes on answering when nobody reads its log any more', async () => {
    await using server = await spawnServe()
    server.stopReading()
    for (let n = 0; n < 3; n++) expect((await fetch(`${server.url}/rooms/lck-rom-now/join`, guest)).status).toBe(403)
    const { code, error } = await server.stop()
    expect([code, error]).toEqual([0, ''])
  })

  it('leaves, when killed, a run file that is passed over and taken away', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-run-'))
    const env = { XDG_RUNTIME_DIR: folder }
    const killed = await spawnServe([], env)
    await using server = await serveCli([], env)
    expect((await runCli(['worlds'], env)).error).toContain('several greenrooms are running on this machine')
    await killed.stop('SIGKILL')
    const left = join(folder, 'greenroom', `${new URL(killed.url).port}.json`)
    expect(await readFile(left, 'utf8')).toContain('token')
    expect((await runCli(['worlds'], env)).out).toContain('default')
    await expect(stat(left)).rejects.toThrow('ENOENT')
    await server.stop()
    await rm(folder, { recursive: true })
  })
})

const PLAIN = 'POST /rooms/lck-rom-now/join 403 room-locked · locked by its host · by Jane\n'
const COLOURED =
  'POST /rooms/lck-rom-now/join \u001b[33m403\u001b[39m \u001b[1mroom-locked\u001b[22m \u001b[2m·\u001b[22m locked by its host \u001b[2m·\u001b[22m \u001b[2mby Jane\u001b[22m\n'

/** A log of one call without its time. */
// oxlint-disable-next-line no-control-regex -- colours are control characters
const untimed = (text: string): string => text.replace(/^(?:\u001b\[2m)?\d\d:\d\d:\d\d\.\d{3}(?:\u001b\[22m)? /, '')

/** Lets something look at a log of one call, by its variables. */
async function withLog<Result>(look: (env: Record<string, string>) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'greenroom-colours-'))
  const env = { XDG_RUNTIME_DIR: folder }
  const server = await serveCli([], env)
  await fetch(`${server.url}/rooms/lck-rom-now/join`, guest)
  try {
    return await look(env)
  } finally {
    await server.stop()
    await rm(folder, { recursive: true })
  }
}

/** What `greenroom log` writes to a terminal. */
async function logOnTerminal(env: Record<string, string>): Promise<string> {
  // Whoever runs the tests may have said something of colours, and so does a CI system by its name.
  const { PATH, HOME } = process.env
  const command = `'${process.execPath}' bin/greenroom.mjs log`
  const all = { PATH, HOME, TERM: 'xterm-256color', ...env }
  const { stdout } = await promisify(execFile)('script', ['-qec', command, '/dev/null'], { env: all })
  return stdout.replaceAll('\r', '')
}

it.each([
  ['log', '--follow', '--json'],
  ['rooms', 'meeting-room', '--watch', '--json'],
])('%s %s ends when its reader has left', async (...args) => {
  await using mock = await startServer({ control: true })
  const world = await mock.attach()
  const env = { GREENROOM_CONTROL_URL: mock.control.url, GREENROOM_CONTROL_TOKEN: mock.control.token }
  const child = spawn(process.execPath, ['bin/greenroom.mjs', ...args], { env: { ...process.env, ...env } })
  const state = { isOver: false }
  const ended = once(child, 'exit').finally(() => (state.isOver = true))
  child.stdout.once('data', () => child.stdout.destroy())
  // Only what is written shows that nobody reads.
  while (!state.isOver) {
    await fetch(`${mock.url}/rooms/abc-def-ghi/join`, guest)
    await world.situation({ 'meeting-room': [] })
  }
  expect(await ended).toEqual([0, null])
})

const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

describe('colours', () => {
  it('are written where they are asked for, and else not where no terminal is', async () => {
    const ran = await withLog((env) =>
      Promise.all([spawnCli(['log'], env), spawnCli(['log'], { ...env, FORCE_COLOR: '1' })]),
    )
    expect(ran.map(({ out }) => untimed(out))).toEqual([PLAIN, COLOURED])
  })

  // Where there is no such command, there is no terminal to be had; the title says what was not seen.
  it.skipIf(!hasScript)(
    'are written to a terminal (of script), unless NO_COLOR is set or it is a dumb one',
    async () => {
      const ways = [{}, { NO_COLOR: '1' }, { TERM: 'dumb' }]
      const written = await withLog((env) => Promise.all(ways.map((each) => logOnTerminal({ ...env, ...each }))))
      expect(written.map(untimed)).toEqual([COLOURED, PLAIN, PLAIN])
    },
  )
})
