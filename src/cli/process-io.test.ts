import { spawn, type StdioPipe } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { buffer, text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

/** A process that does this with its own streams as `io`. */
function started(script: string, out: StdioPipe | number = 'pipe', env: NodeJS.ProcessEnv = process.env) {
  const url = JSON.stringify(new URL('process-io.ts', import.meta.url).href)
  const source = `import { processIo } from ${url}\nconst io = processIo()\n${script}`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['pipe', out, 'pipe'], env })
  const exit = once(child, 'exit').then(([code]) => Number(code))
  const ended = (): Promise<[number, string]> => Promise.all([exit, child.stderr ? text(child.stderr) : ''])
  return { child, exit, ended }
}

describe('standard output whose reader has left', () => {
  it('is written to no more, without a complaint, and says so by a signal', async () => {
    const { child, ended } = started(`
      const write = () => {
        io.out('x'.repeat(1_000))
        if (!io.readerGone.aborted) return void setImmediate(write)
        io.error(\`\${io.readerGone.reason}, \${io.unread()} unread\`)
      }
      write()
    `)
    child.stdout?.once('data', () => child.stdout?.destroy())
    expect(await ended()).toEqual([0, 'AbortError: nobody reads the output, 0 unread'])
  })
})

it.each(['EPIPE', 'EIO', 'ECONNRESET'])(
  'standard output that ends by %s is one whose reader has left',
  async (code) => {
    const { ended } = started(`
    process.stdout.emit('error', Object.assign(new Error('it ended'), { code: '${code}' }))
    io.error(String(io.readerGone.aborted))
  `)
    expect(await ended()).toEqual([0, 'true'])
  },
)

it('colours are for a terminal that has some, and a width for a terminal alone', async () => {
  const told = async (env: Record<string, string>): Promise<string> => {
    const { NO_COLOR: _none, FORCE_COLOR: _force, ...rest } = process.env
    return (
      await started('io.error(`${io.colours} ${io.columns} ${io.unread()}`)', 'pipe', { ...rest, ...env }).ended()
    )[1]
  }
  expect(await told({ TERM: 'xterm' })).toBe('false undefined 0')
  expect(await told({ TERM: 'xterm', FORCE_COLOR: '1' })).toBe('true undefined 0')
  expect(await told({ TERM: 'dumb', FORCE_COLOR: '1' })).toBe('false undefined 0')
})

describe.skipIf(!existsSync('/dev/full'))('standard output on a full disk', () => {
  const onFull = async (script: string): Promise<unknown[]> => {
    const full = openSync('/dev/full', 'w')
    const { ended } = started(script, full)
    closeSync(full)
    return ended()
  }
  const WHY = 'standard output cannot be written: ENOSPC: no space left on device, write\n'
  const TWICE = `io.out('a'); io.out('b'); setImmediate(() => io.out('c'))`

  it.each([
    ['fails a command whose result it is', TWICE, 2, '  Free some space, or redirect it elsewhere.\n'],
    [
      'leaves a command that failed its own exit code',
      `process.exitCode = 1; ${TWICE}`,
      1,
      '  Free some space, or redirect it elsewhere.\n',
    ],
    ['fails no command whose log it is', `io.outIsLog(); ${TWICE}`, 0, '  The mock continues without its log.\n'],
  ])('%s, and is told once', async (_, script, code, more) => {
    expect(await onFull(script)).toEqual([code, WHY + more])
  })
})

describe('the end of a process whose output is unread', () => {
  const LONG = 2 ** 20
  const leaving = (before: string): string => `${before}; io.out('x'.repeat(${LONG})); io.leave(3)`

  it('is at once if that is its log', async () => {
    const { ended } = started(leaving('io.outIsLog()'))
    expect(await ended()).toEqual([3, ''])
  })

  it('is left to what else goes on if its log is read', async () => {
    const { ended } = started(`io.outIsLog(); io.leave(3); io.error('it goes on')`)
    expect(await ended()).toEqual([0, 'it goes on'])
  })

  it('waits for the reader of a result', async () => {
    const { child, ended } = started(leaving(''))
    const [[code], out] = await Promise.all([ended(), child.stdout && buffer(child.stdout)])
    expect([code, out?.length]).toEqual([0, LONG])
  })
})

it('standard error whose reader has left ends nothing', async () => {
  const { child, exit } = started(`await io.stdin(); io.error('x'); setImmediate(() => process.exit(5))`)
  child.stderr?.destroy()
  child.stdin?.end()
  expect(await exit).toBe(5)
})

it('standard input is read to its end, or until a signal', async () => {
  const whole = started(`io.error(String(await io.stdin()))`)
  whole.child.stdin?.end('all of it')
  expect(await whole.ended()).toEqual([0, 'all of it'])
  const cut = started(`
    const end = new AbortController()
    for await (const piece of io.stdinChunks(end.signal)) {
      io.error(String(piece))
      end.abort()
    }
    io.error(', and no more')
  `)
  cut.child.stdin?.write('a piece')
  expect(await cut.ended()).toEqual([0, 'a piece, and no more'])
})
