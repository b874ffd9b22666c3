// The launcher from outside: it is a process, and what counts is what it leaves behind.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, it } from 'vitest'

const launcher = join(import.meta.dirname, 'with-node.mjs')

/** `node …args` under the launcher, its lines and how it ends. */
function launch(args: string[]): { lines: AsyncIterator<string>; ended: Promise<unknown[]>; pid: number } {
  const child = spawn(process.execPath, [launcher, '--for', 'start', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  return { lines, ended: once(child, 'exit'), pid: child.pid ?? 0 }
}

it('gives the exit code of what it ran', async () => {
  expect((await launch(['node', '-e', 'process.exit(7)']).ended)[0]).toBe(7)
})

it('gives 128 + n where a signal ended it', async () => {
  expect((await launch(['node', '-e', "process.kill(process.pid, 'SIGKILL')"]).ended)[0]).toBe(137)
})

it('runs grandchildren on the same Node', async () => {
  const nested =
    "console.log(require('child_process').execFileSync('node', ['-p', 'process.execPath'], {encoding: 'utf8'}))"
  const { value } = await launch(['node', '-e', nested]).lines.next()
  expect(value).toBe(process.execPath)
})

it('passes SIGTERM on and leaves nothing behind', async () => {
  const { lines, ended, pid } = launch(['node', '-e', 'setInterval(() => {}, 1e6); console.log(process.pid)'])
  const child = Number((await lines.next()).value)
  process.kill(pid, 'SIGTERM')
  expect((await ended)[0]).toBe(143)
  expect(() => process.kill(child, 0)).toThrow('ESRCH')
})

it('says how it is called', async () => {
  const child = spawn(process.execPath, [launcher, '--for', 'lunch'], { stdio: ['ignore', 'ignore', 'pipe'] })
  const [line] = await once(createInterface(child.stderr), 'line')
  expect(line).toBe('greenroom: usage: node tools/with-node.mjs --for start|test <command> [args…]')
})
