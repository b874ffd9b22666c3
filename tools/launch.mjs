/** Runs child processes that stop when we do. Plain JavaScript without dependencies: it runs before anything is installed. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** Read at load time, to notice a parent that exits while dependencies are being installed. */
const parent = process.ppid

/** A problem the user can solve: printed without a stack. */
export class Problem extends Error {
  constructor(message, code = 1) {
    super(message)
    this.code = code
  }
}

/** Prints to stderr, so that stdout belongs to the command. */
export const say = (line) => process.stderr.write(`greenroom: ${line}\n`)

/** Prints the error and returns the exit code. */
export function report(error) {
  say(error instanceof Problem ? error.message : error.stack)
  return error.code > 0 ? error.code : 1
}

/**
 * Runs a child to its end and returns its exit code (128 + n for a signal). It never outlives this process:
 * - SIGTERM and SIGHUP are passed on. The terminal sends it SIGINT itself; it is only asked again if it keeps running.
 * - SIGTERM to `npm start` ends only npm's shell, so the exit of our parent counts as SIGTERM.
 * - A child still running `grace` ms later is killed.
 */
export function launch(file, args, { grace = 6_000, ...options } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(file, args, { stdio: 'inherit', ...options })
    let deadline
    const end = (signal) => {
      clearTimeout(deadline)
      child.kill(signal)
      deadline = setTimeout(() => child.kill('SIGKILL'), grace)
    }
    const interrupted = () => (deadline ??= setTimeout(end, grace, 'SIGTERM'))
    const watch = setInterval(() => {
      if (!process.env.npm_lifecycle_event || process.ppid === parent) return
      clearInterval(watch)
      if (!deadline) end('SIGTERM')
    }, 200)
    const handlers = { SIGTERM: end, SIGHUP: end, SIGINT: interrupted }
    for (const [signal, handler] of Object.entries(handlers)) process.on(signal, handler)
    const settle = (settled, value) => {
      clearInterval(watch)
      clearTimeout(deadline)
      for (const [signal, handler] of Object.entries(handlers)) process.off(signal, handler)
      settled(value)
    }
    child.on('error', (error) => settle(failed, new Problem(`cannot run ${file}: ${error.message}`)))
    child.on('exit', (code, signal) => settle(done, code ?? 128 + constants.signals[signal]))
  })
}

/** A command on PATH: on Windows these are .cmd files, which only a shell can run. */
export const onPath = (name, args) =>
  process.platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', name, ...args]] : [name, args]
