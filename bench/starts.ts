import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBare } from './bare.ts'
import { startChild, type Child } from './child.ts'
import { exchange, type Reply } from './exchange.ts'
import { root, type Code } from './greenroom.ts'
import { first } from './measured.ts'
import { startPrism } from './prism.ts'

/** Milliseconds from the start of a process to the last byte of its first documented answer, for each start. */
export interface Starts {
  readonly name: string
  readonly milliseconds: readonly number[]
}

type Start = () => Promise<Child<number>>

// The code of a room in the documented seed that admits guests.
const request = first.toRequest({ code: 'abc-def-ghi' })

/** Starts each server in turn, this many times. An earlier start has created what later ones reuse (compiled code). */
export async function measureStarts(times: number, code: Code): Promise<Starts[]> {
  await using installed = code.name === 'dist' ? await install() : null
  const reply = await replyOf(() => startCommand(root))
  const contestants: { name: string; start: Start; milliseconds: number[] }[] = [
    { name: 'bare', start: () => startBare(reply), milliseconds: [] },
    { name: 'greenroom, sources', start: () => startCommand(root), milliseconds: [] },
    ...(installed
      ? [{ name: 'greenroom, installed', start: () => startCommand(installed.home), milliseconds: [] }]
      : []),
    { name: 'Prism', start: () => startPrism(first.document), milliseconds: [] },
  ]
  for (const { start } of contestants) await timed(start)
  for (let round = 0; round < times; round++)
    for (const { start, milliseconds } of contestants) milliseconds.push(await timed(start))
  return contestants
}

/** `greenroom serve`, from a checkout or an installation. */
const startCommand = (home: string): Promise<Child<number>> =>
  startChild({
    args: [join(home, 'bin/greenroom.mjs'), 'serve', '--port', '0', '--json'],
    read: (line) => Number(/"ready":true.*"port":(\d+)/.exec(line)?.[1] ?? NaN) || undefined,
  })

async function timed(start: Start): Promise<number> {
  const began = performance.now()
  await using child = await start()
  const reply = await exchange({ ...request, port: child.ready })
  const milliseconds = performance.now() - began
  if (reply.status !== first.status) throw new Error(`the first answer was ${reply.status} ${reply.body}`)
  return milliseconds
}

async function replyOf(start: Start): Promise<Reply> {
  await using child = await start()
  return await exchange({ ...request, port: child.ready })
}

/** The files of the package in a folder of their own: without sources next to it, the command runs the build. */
async function install(): Promise<{ home: string } & AsyncDisposable> {
  const home = await mkdtemp(join(tmpdir(), 'greenroom-bench-'))
  for (const part of ['bin', 'dist', 'package.json']) await cp(join(root, part), join(home, part), { recursive: true })
  await symlink(join(root, 'node_modules'), join(home, 'node_modules'), 'junction')
  return { home, [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }) }
}
