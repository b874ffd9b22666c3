import { readdirSync, readFileSync } from 'node:fs'
import { startBare } from './bare.ts'
import { startChild, type Child } from './child.ts'
import type { Code } from './code.ts'
import { exchange, type Reply } from './exchange.ts'
import { first } from './measured.ts'
import { startPrism } from './prism.ts'

/** The cost of starts up to the last byte of the first documented answer, for each start. */
export interface Starts {
  readonly name: string
  /** The part of the bare server's time that it may take, as a factor. */
  readonly target: number | null
  readonly milliseconds: readonly number[]
  /** Milliseconds of CPU of all threads; NaN where the system doesn't tell. */
  readonly cpu: readonly number[]
}

/** A greenroom to start. */
export interface StartWay {
  readonly name: string
  readonly code: Code
  readonly target: number | null
  /** With the text for people, which loads more. */
  readonly isText?: boolean
}

/** Starts a server; resolves when it is ready. */
export type Start = () => Promise<Child<number>>

// The code of a room in the documented seed that admits guests.
const request = first.toRequest({ code: 'abc-def-ghi' })

/** Starts a bare server, each greenroom and Prism in turn, this many times. An earlier start has created what later ones reuse (compiled code). */
export async function measureStarts(times: number, ways: readonly StartWay[], withPrism: boolean): Promise<Starts[]> {
  const [way] = ways
  if (!way) throw new Error('nothing is started')
  const reply = await replyOf(() => startServe(way.code, way.isText ?? false))
  const contestants: { name: string; target: number | null; start: Start; milliseconds: number[]; cpu: number[] }[] = [
    { name: 'bare', target: null, start: () => startBare(reply), milliseconds: [], cpu: [] },
    ...ways.map(({ name, code, target, isText = false }) => ({
      name,
      target,
      start: () => startServe(code, isText),
      milliseconds: [],
      cpu: [],
    })),
    ...(withPrism
      ? [{ name: 'Prism', target: null, start: () => startPrism(first.document), milliseconds: [], cpu: [] }]
      : []),
  ]
  for (const { start } of contestants) await timed(start)
  for (let round = 0; round < times; round++)
    for (const { start, milliseconds, cpu } of contestants) {
      const took = await timed(start)
      milliseconds.push(took.milliseconds)
      cpu.push(took.cpu)
    }
  return contestants
}

/** `greenroom serve`, with options for Node in front. */
export const startServe = (
  { command }: Code,
  isText: boolean,
  nodeOptions: readonly string[] = [],
): Promise<Child<number>> =>
  startChild({
    args: [...nodeOptions, ...command, 'serve', '--port', '0', ...(isText ? [] : ['--json'])],
    read: (line) => {
      const port = isText ? /^Listening on .*:(\d+) / : /"ready":true.*"port":(\d+)/
      return Number(port.exec(line)?.[1] ?? NaN) || undefined
    },
  })

/** Sends the first request to a server that has just started. Throws unless it gets the documented answer. */
export async function firstAnswer({ ready }: Child<number>): Promise<Reply> {
  const reply = await exchange({ ...request, port: ready })
  if (reply.status !== first.status) throw new Error(`the first answer was ${reply.status} ${reply.body}`)
  return reply
}

async function timed(start: Start): Promise<{ milliseconds: number; cpu: number }> {
  const began = performance.now()
  await using child = await start()
  await firstAnswer(child)
  return { milliseconds: performance.now() - began, cpu: cpuOf(child.pid) }
}

async function replyOf(start: Start): Promise<Reply> {
  await using child = await start()
  return await firstAnswer(child)
}

/** Milliseconds of CPU of a running process, from Linux's scheduler: a probe inside would cost as much as a small server. */
function cpuOf(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`)
    const nanoseconds = threads.map((id) =>
      Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]),
    )
    return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6
  } catch {
    // Not Linux, or a kernel without these statistics.
    return NaN
  }
}
