import { addAbortSignal } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { styleText } from 'node:util'
import type { Io } from './command.ts'
import { exitCode } from './exit-code.ts'

/** This process's own streams, and how to exit with them. */
export interface ProcessIo extends Io {
  /** Exits with a code if an unread log would keep the process alive. */
  readonly leave: (code: number) => void
}

/** The reader is gone (`| head`, a closed terminal), so there is no one to inform. */
const GONE = new Set(['EPIPE', 'EIO', 'ECONNRESET'])

/** The streams of this process. A write error, such as a full disk, is reported once, and fails the command unless `out` is a log. */
export function processIo(): ProcessIo {
  const { stdout, stderr } = process
  const state = { isBroken: false, isLog: false }
  const gone = new AbortController()
  // A dumb terminal prints escape sequences.
  const isDumb = process.env['TERM'] === 'dumb'
  stderr.on('error', () => {})
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (state.isBroken) return
    state.isBroken = true
    gone.abort(new DOMException('nobody reads the output', 'AbortError'))
    if (GONE.has(error.code ?? '')) return
    stderr.write(`standard output cannot be written: ${error.message}\n  ${state.isLog ? LOG_LOST : RESULT_LOST}\n`)
    if (!state.isLog) process.once('exit', () => (process.exitCode ||= exitCode.usage))
  })
  return {
    out(text) {
      if (!state.isBroken) stdout.write(text)
    },
    error: (text) => void stderr.write(text),
    stdin: () => buffer(process.stdin),
    stdinChunks,
    env: process.env,
    // Node knows what NO_COLOR, FORCE_COLOR and terminals mean.
    colours: !isDumb && styleText('bold', 'x', { stream: stdout }) !== 'x',
    columns: stdout.isTTY && !isDumb ? stdout.columns : undefined,
    unread: () => (state.isBroken ? 0 : stdout.writableLength),
    readerGone: gone.signal,
    outIsLog: () => void (state.isLog = true),
    leave(code) {
      if (state.isLog && !state.isBroken && stdout.writableLength > 0) process.exit(code)
    },
  }
}

async function* stdinChunks(signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  try {
    yield* addAbortSignal(signal, process.stdin)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

const LOG_LOST = 'The mock continues without its log.'
const RESULT_LOST = 'Free some space, or redirect it elsewhere.'
