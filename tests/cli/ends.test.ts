import { connect, createServer } from 'node:net'
import { once } from 'node:events'
import { closeSync, openSync, existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as later } from 'node:timers/promises'
import { patience } from '../support/patience.ts'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../src/server.ts'
import { summary } from '../../bench/statistics.ts'
import { load } from '../support/load.ts'
import { runCli, spawnCli } from '../support/run-cli.ts'
import { serveProcess, spawnServing, withinPromise } from '../support/serving-process.ts'
import { until } from '../support/until.ts'

/** On a busy machine, a step may not close in its time. That is said, and the end goes on. */
const ABANDONED = /^.+ did not close within \d+ ms and was abandoned\n/gm

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

/** Whether anything listens on a port. */
const isOpen = async (port: number): Promise<boolean> => {
  const socket = connect(port, '127.0.0.1')
  const open = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return open
}

describe('a signal to end', () => {
  const ENDS = '%s ends it with 0, and its run file with its token is gone'
  const ends = async (signal: NodeJS.Signals): Promise<void> => {
    await using server = await serveProcess()
    server.stdout.resume()
    expect(await server.runFiles()).toHaveLength(1)
    server.kill(signal)
    expect([await server.end(), await server.runFiles(), server.complaints()]).toEqual([[0, null], [], ''])
  }

  it.each(['SIGTERM', 'SIGHUP', 'SIGUSR2'] as const)(ENDS, ends)

  // That each of them is listened to stands beside their list.
  describe('of another kind', { tags: ['full'] }, () => {
    it.each(['SIGINT', 'SIGQUIT', 'SIGALRM', 'SIGXCPU'] as const)(ENDS, ends)
  })

  it('that comes twice ends it at once, and takes the run file away, too', async () => {
    await using server = await serveProcess()
    server.stdout.resume()
    // Its answer is under way, for which the end would wait.
    const client = connect(server.port, '127.0.0.1')
    client.on('error', () => {})
    client.write(
      'POST /rooms/abc-def-ghi/join HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n',
    )
    await once(client, 'data')
    server.kill('SIGTERM')
    server.kill('SIGHUP')
    expect([
      [143, null],
      [129, null],
    ]).toContainEqual(await server.end())
    expect(await server.runFiles()).toEqual([])
    client.destroy()
  })

  /**
   * Ends a server at a random moment under load of every kind; the numbers are drawn from a seed. Answers how many milliseconds
   * that took.
   */
  const endedUnderLoad = async (seed: number): Promise<number> => {
    const random = (below: number): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 1) % below
    await using server = await serveProcess()
    if (random(2) === 0) server.stdout.resume()
    else server.stdout.pause()
    const work = load(server)
    const answers = random(120)
    await until(() => work.answered() >= answers)
    const begin = performance.now()
    server.kill(SIGNALS[random(3)] ?? 'SIGTERM')
    expect([await server.end(), await server.runFiles()]).toEqual([[0, null], []])
    expect(server.complaints().replaceAll(ABANDONED, '')).toBe('')
    const took = performance.now() - begin
    work.stop()
    expect([await isOpen(server.port), await isOpen(server.control.port)]).toEqual([false, false])
    return took
  }

  it('ends it within the time that it promises, under any load, at any moment', async () => {
    await Promise.all([1, 2].map(endedUnderLoad))
  })
  it('the same a hundred times', { tags: ['long'], timeout: patience(300_000) }, async ({ task }) => {
    const took: number[] = []
    // Each spends nearly all the time waiting for the deadline.
    for (let seed = 100; seed < 200; seed += 5)
      took.push(...(await Promise.all([0, 1, 2, 3, 4].map((more) => endedUnderLoad(seed + more)))))
    const { median, max } = summary(took)
    task.meta.told = `${took.length} servers ended under load, five at a time: median ${Math.round(median)} ms, longest ${Math.round(max)} ms`
  })
})

describe('an unread log', () => {
  it('loses lines beyond a limit, reports them when it is read again, and does not delay the end', async () => {
    await using server = await serveProcess()
    server.stdout.pause()
    // The longest that a line shows whole.
    const request = `GET /${'x'.repeat(299)} HTTP/1.1\r\nHost: localhost\r\n`
    const ask = async (count: number): Promise<void> => {
      const client = connect(server.port, '127.0.0.1')
      client.write(`${request}\r\n`.repeat(count - 1) + `${request}Connection: close\r\n\r\n`)
      expect((await text(client)).split('HTTP/1.1 404').length - 1).toBe(count)
    }
    // More than the pipe and a mebibyte hold.
    const MANY = 3_000
    await ask(MANY)
    let read = ''
    server.stdout.on('data', (chunk) => (read += String(chunk)))
    server.stdout.resume()
    // Missing lines are reported before the next one; the pipe may fill up again meanwhile.
    let more = 0
    const lost = (): number =>
      [...read.matchAll(/\{"lost":(\d+)\}\n/g)].reduce((sum, [, count]) => sum + Number(count), 0)
    const isComplete = (): boolean => lost() > 0 && read.split('"GET"').length - 1 + lost() === MANY + more
    for (; !isComplete(); more++) {
      await ask(1)
      await later(20)
    }
    server.stdout.pause()
    // More than the pipe holds.
    await ask(500)
    server.kill('SIGTERM')
    expect(await server.end()).toEqual([0, null])
  })
})

const hasFull = existsSync('/dev/full')

describe.skipIf(!hasFull)('standard output on a full disk', () => {
  it('leaves the server working without a log, which it reports once', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-full-'))
    const full = openSync('/dev/full', 'w')
    const child = spawnServing([], { XDG_RUNTIME_DIR: folder }, ['ignore', full, 'pipe'])
    closeSync(full)
    const complaints = child.stderr ? text(child.stderr) : ''
    const exit = once(child, 'exit')
    const files = async (): Promise<string[]> =>
      (await readdir(join(folder, 'greenroom')).catch(() => [])).filter((name) => name.endsWith('.json'))
    let [file] = await files()
    while (file === undefined) [file] = await files()
    const url = `http://127.0.0.1:${file.replace('.json', '')}`
    for (let n = 0; n < 3; n++) expect((await fetch(`${url}/nope`)).status).toBe(404)
    child.kill('SIGTERM')
    expect([await withinPromise(exit), await files()]).toEqual([[0, null], []])
    expect(await complaints).toMatch(
      /^standard output cannot be written: ENOSPC.*\n {2}The mock continues without its log\.\n$/,
    )
    await rm(folder, { recursive: true })
  })

  it('fails a command whose result it was', async () => {
    const { execFile } = await import('node:child_process')
    const ran = await new Promise((resolve) =>
      execFile('sh', ['-c', `'${process.execPath}' bin/greenroom.mjs outcomes > /dev/full`], (error, _, stderr) =>
        resolve([error?.code, stderr]),
      ),
    )
    expect(ran).toEqual([2, expect.stringMatching(/^standard output cannot be written: ENOSPC/)])
  })
})

describe('a start that fails half way', () => {
  /** A port with nothing on it, nor on the next one. */
  const freePort = async (): Promise<number> => {
    const server = await startServer()
    await server.close()
    return server.port
  }

  const runTimes: [string, (folder: string) => Promise<unknown>][] = [
    ['can be read by others', async (at) => (await mkdir(at), await chmod(at, 0o777))],
    ['is a link', async (at) => (await mkdir(`${at}-2`), await symlink(`${at}-2`, at))],
    ['is a file', (at) => writeFile(at, '')],
    [
      'holds a folder in the place of the run file',
      async (at) => mkdir(join(at, 'PORT.json', 'x'), { recursive: true, mode: 0o700 }),
    ],
  ]

  it.each(runTimes)(
    'since the folder of its run file %s, ends with 2 and the way out, and nothing listens',
    async (_, prepare) => {
      const folder = await mkdtemp(join(tmpdir(), 'greenroom-half-'))
      const port = await freePort()
      await prepare(join(folder, 'greenroom'))
      await mkdir(join(folder, 'greenroom', `${port}.json`, 'x'), { recursive: true }).catch(() => {})
      const { code, out, error } = await spawnCli(['serve', '--port', String(port)], { XDG_RUNTIME_DIR: folder })
      expect([code, out]).toEqual([2, ''])
      expect(error).toMatch(/--no-control|Remove it/)
      expect(await isOpen(port)).toBe(false)
      await rm(folder, { recursive: true })
    },
  )

  it('since the port of the control plane is taken, gives back the port of the mock', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const control = typeof address === 'object' && address !== null ? address.port : 0
    const port = await freePort()
    const { code, error } = await runCli(['serve', '--port', String(port), '--control-port', String(control)])
    expect([code, error, await isOpen(port)]).toEqual([2, expect.stringContaining(`port ${control} is in use`), false])
    taken.close()
  })

  it('since its token will not do, gives back the port of the mock', async () => {
    const port = await freePort()
    await expect(startServer({ port, control: { token: 'short' } })).rejects.toThrow('the token of the control plane')
    expect(await isOpen(port)).toBe(false)
  })

  it.skipIf(process.getuid?.() !== 0)('is none for a user without a name, as in a container', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'greenroom-nameless-'))
    await chmod(folder, 0o777)
    const { readRunFile } = await import('../../src/client/run-file.ts')
    const env = { TMPDIR: folder, XDG_RUNTIME_DIR: '' }
    const script = `process.setuid(12345); const { writeRunFile } = await import('./src/client/run-file.ts'); console.log(await writeRunFile({ pid: ${process.pid}, port: 4010, url: 'u', control: 'c', token: 't' }))`
    const { execFileSync } = await import('node:child_process')
    const path = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { ...process.env, ...env },
    })
    expect(String(path).trim()).toBe(join(folder, 'greenroom-12345', '4010.json'))
    expect(readRunFile).toBeTypeOf('function')
    await rm(folder, { recursive: true })
  })
})
